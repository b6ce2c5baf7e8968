//! Entry: a key of the document with its value, and lists of tables and of strings made of it.

use super::reader::Reader;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: &'a str,
    key_span: (usize, usize),
    pub(super) value: &'a Spanned<DeValue<'a>>,
}

/// The entries of a table, in the order in which they are written.
pub(super) fn entries<'a>(table: &'a DeTable<'a>) -> Vec<Entry<'a>> {
    let entry = |(key, value): (&'a Spanned<_>, &'a Spanned<DeValue<'a>>)| {
        let span = key.span();
        let key: &std::borrow::Cow<'a, str> = key.get_ref();
        Entry {
            key,
            key_span: (span.start, span.end),
            value,
        }
    };
    let mut entries: Vec<_> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

impl<'a> Entry<'a> {
    pub(super) fn key_span(&self) -> Range<usize> {
        self.key_span.0..self.key_span.1
    }

    /// The tables of `[[key]]`, each with its place.
    pub(super) fn tables(&self, reader: &mut Reader<'_>) -> Vec<(Range<usize>, &'a DeTable<'a>)> {
        let Some(array) = self.value.get_ref().as_array() else {
            let help = format!("write `[[{}]]`, with two brackets", self.key);
            reader.problem(self.key_span(), format!("`{}` is a list of tables", self.key), help);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array.iter() {
            match item.get_ref().as_table() {
                Some(table) => tables.push((item.span(), table)),
                None => reader.problem(
                    item.span(),
                    wrong_type("a table", item),
                    format!("write `[[{}]]`", self.key),
                ),
            }
        }
        tables
    }

    /// The strings of a list, or the only one, each with its place.
    pub(super) fn strings(&self, reader: &mut Reader<'_>) -> Vec<(Range<usize>, &'a str)> {
        let help = format!("write `{} = [\"tcp://HOST:PORTS\"]`", self.key);
        let items = match self.value.get_ref() {
            DeValue::Array(array) if array.is_empty() => {
                reader.problem(self.value.span(), "an empty list says nothing", "leave the key out");
                return Vec::new();
            }
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![self.value],
        };
        let mut strings = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => strings.push((item.span(), text)),
                None => reader.problem(item.span(), wrong_type("a string", item), help.clone()),
            }
        }
        strings
    }
}

pub(super) fn wrong_type(wanted: &str, found: &Spanned<DeValue<'_>>) -> String {
    format!("expected {wanted}, found {}", found.get_ref().type_str())
}
