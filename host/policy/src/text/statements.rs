//! Statements: the version of the document, and the rules of `[[allow]]` and `[[deny]]`.

use super::entry::{Entry, entries};
use super::reader::Reader;
use crate::{Action, Effect, Rule};
use toml::de::{DeTable, DeValue};

/// More rules than this, and the policy is no longer one that somebody has read.
const MOST_RULES: usize = 100_000;

/// All rules, in the order in which they are written.
pub(super) fn read(reader: &mut Reader<'_>, document: &DeTable<'_>) -> Vec<Rule> {
    let entries = entries(document);
    check_version(reader, entries.iter().find(|entry| entry.key == "version"));
    let mut rules = Vec::new();
    for entry in &entries {
        match entry.key {
            "allow" => statements(reader, entry, Effect::Allow, &mut rules),
            "deny" => statements(reader, entry, Effect::Deny, &mut rules),
            "version" | "preopen" => {}
            _ => reader.unknown_key(entry.key_span(), entry.key, &["version", "allow", "deny", "preopen"]),
        }
    }
    rules.sort_by_key(|(place, _)| *place);
    rules.into_iter().map(|(_, rule)| rule).collect()
}

fn check_version(reader: &mut Reader<'_>, entry: Option<&Entry<'_>>) {
    let Some(entry) = entry else {
        return reader.problem(0..0, "the policy does not say its version", "begin with `version = 1`");
    };
    match entry.value.get_ref() {
        DeValue::Integer(number) if number.as_str() == "1" => {}
        DeValue::Integer(number) => {
            let message = format!("version {} of the format is unknown", number.as_str());
            reader.problem(entry.value.span(), message, "this Portcullis reads `version = 1`");
        }
        _ => reader.problem(entry.value.span(), "the version is a number", "write `version = 1`"),
    }
}

fn statements(reader: &mut Reader<'_>, list: &Entry<'_>, effect: Effect, rules: &mut Vec<(usize, Rule)>) {
    let keys = Action::ALL.map(Action::key);
    for (place, table) in list.tables(reader) {
        if table.is_empty() {
            let help = format!("add one of: {}", keys.join(", "));
            reader.problem(place, format!("this `[[{effect}]]` says nothing"), help);
        }
        for entry in entries(table) {
            match Action::of_key(entry.key) {
                Some(action) => targets(reader, &entry, effect, action, rules),
                None => reader.unknown_key(entry.key_span(), entry.key, &keys),
            }
        }
    }
}

fn targets(reader: &mut Reader<'_>, list: &Entry<'_>, effect: Effect, action: Action, rules: &mut Vec<(usize, Rule)>) {
    for (place, text) in list.strings(reader) {
        if rules.len() == MOST_RULES {
            return reader.problem(place, "more than 100,000 rules", "write networks and port ranges");
        }
        match Rule::parse(effect, action, text) {
            Ok(rule) => rules.push((place.start, rule.written_at(reader.origin(place.start)))),
            Err(fault) => reader.in_string(place, text, fault),
        }
    }
}
