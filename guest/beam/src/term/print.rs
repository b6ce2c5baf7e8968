//! Print: terms as `erlang:display/1` shows them, in bytes: characters of lists in Latin-1, those of atoms in UTF-8.

use super::{
    Atom, Bits, Term, View,
    external::{External, Foreign, pid_parts, ref_words},
    map, number,
};
use crate::code::Code;

/// What is still to be shown.
enum Later<'a> {
    Text(&'static str),
    Term(Term),
    /// What is left of a list.
    Tail(Term),
    /// What is left of a tuple.
    Elements(&'a [Term]),
    /// What is left of a record.
    Fields(&'a [Term], &'a [Term]),
    /// What is left of a map.
    Pairs(Box<map::Iter<'a>>),
}

/// The bytes that show a term.
pub(crate) fn print(term: Term, code: &Code) -> Vec<u8> {
    print_within(term, code, usize::MAX)
}

/// The same, with `... ` in place of what comes after about so many terms and characters of strings.
pub(crate) fn print_within(term: Term, code: &Code, limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut later = vec![Later::Term(term)];
    let mut left = limit;
    while let Some(next) = later.pop() {
        if matches!(next, Later::Term(_)) {
            if left == 0 {
                out.extend_from_slice(b"... ");
                break;
            }
            left -= 1;
        }
        match next {
            Later::Text(text) => out.extend_from_slice(text.as_bytes()),
            Later::Term(term) if is_text(term) => {
                let text = term.elements().filter_map(|byte| byte.as_small());
                let before = out.len();
                quoted(text.map(|byte| byte as u8).take(left.saturating_add(1)), &mut out);
                let characters = out.len() - before - 2;
                if characters > left {
                    out.truncate(before + 1 + left);
                    out.extend_from_slice(b"... ");
                    break;
                }
                left -= characters;
            }
            Later::Term(term) => one(term, code, &mut out, &mut later),
            Later::Tail(list) => match list.view() {
                View::Nil => out.push(b']'),
                View::Cons(head, tail) => {
                    out.push(b',');
                    later.extend([Later::Tail(tail), Later::Term(head)]);
                }
                _ => {
                    out.push(b'|');
                    later.extend([Later::Text("]"), Later::Term(list)]);
                }
            },
            Later::Elements(elements) => match elements.split_first() {
                None => out.push(b'}'),
                Some((first, rest)) => {
                    out.push(b',');
                    later.extend([Later::Elements(rest), Later::Term(*first)]);
                }
            },
            Later::Fields(fields, values) => match (fields.split_first(), values.split_first()) {
                (Some((field, fields)), Some((value, values))) => {
                    out.push(b',');
                    later.push(Later::Fields(fields, values));
                    later.extend([Later::Term(*value), Later::Text("="), Later::Term(*field)]);
                }
                _ => out.push(b'}'),
            },
            Later::Pairs(mut pairs) => match pairs.next() {
                None => out.push(b'}'),
                Some((key, value)) => {
                    out.push(b',');
                    later.extend([
                        Later::Pairs(pairs),
                        Later::Term(value),
                        Later::Text("=>"),
                        Later::Term(key),
                    ]);
                }
            },
        }
    }
    out
}

fn one(term: Term, code: &Code, out: &mut Vec<u8>, later: &mut Vec<Later<'_>>) {
    match term.view() {
        View::Small(value) => out.extend_from_slice(value.to_string().as_bytes()),
        View::Big(_) => {
            let text = number::to_bigint(term).map(|value| value.to_string());
            out.extend_from_slice(text.unwrap_or_default().as_bytes());
        }
        View::Float(value) => {
            let text = super::float_text::scientific(value, 6).unwrap_or_default();
            out.extend_from_slice(text.as_bytes());
        }
        View::Atom(atom) => atom_text(atom, out),
        View::Nil => out.extend_from_slice(b"[]"),
        View::Cons(head, tail) => {
            out.push(b'[');
            later.extend([Later::Tail(tail), Later::Term(head)]);
        }
        View::Tuple([]) => out.extend_from_slice(b"{}"),
        View::Tuple([first, rest @ ..]) => {
            out.push(b'{');
            later.extend([Later::Elements(rest), Later::Term(*first)]);
        }
        View::Map => {
            out.extend_from_slice(b"#{");
            let mut pairs = Box::new(map::iter(term));
            match pairs.next() {
                None => out.push(b'}'),
                Some((key, value)) => later.extend([
                    Later::Pairs(pairs),
                    Later::Term(value),
                    Later::Text("=>"),
                    Later::Term(key),
                ]),
            }
        }
        View::Record(record) => {
            let (fields, values) = (record.fields(), record.values());
            match (fields.split_first(), values.split_first()) {
                (Some((field, fields)), Some((value, values))) => {
                    later.push(Later::Fields(fields, values));
                    later.extend([Later::Term(*value), Later::Text("="), Later::Term(*field)]);
                }
                _ => later.push(Later::Text("}")),
            }
            later.extend([Later::Text("{"), Later::Term(record.name()), Later::Text(":")]);
            later.extend([Later::Term(record.module()), Later::Text("#")]);
        }
        View::Bits(bits) => bits_text(bits, out),
        View::Export(_) | View::Fun(_) => fun_text(term, code, out),
        View::Pid(_) | View::Port(_) | View::Ref(_) | View::External(_) => {
            out.extend_from_slice(identity(term).as_bytes());
        }
    }
}

/// Whether it is a proper list of printable characters.
fn is_text(list: Term) -> bool {
    if !list.is_cons() {
        return false;
    }
    let mut elements = list.elements();
    let printable = elements
        .by_ref()
        .all(|element| matches!(element.as_small(), Some(9 | 10 | 13 | 32..=126 | 160..=255)));
    printable && elements.rest().is_nil()
}

/// Only these two are escaped, as ERTS has it.
fn quoted(bytes: impl Iterator<Item = u8>, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in bytes {
        match byte {
            b'\n' => out.extend_from_slice(b"\\n"),
            b'"' => out.extend_from_slice(b"\\\""),
            byte => out.push(byte),
        }
    }
    out.push(b'"');
}

fn bits_text(bits: Bits<'_>, out: &mut Vec<u8>) {
    let bytes = bits.whole_bytes();
    let (last, count) = bits.last_bits();
    out.extend_from_slice(b"<<");
    if count == 0 && !bytes.is_empty() && bytes.iter().all(|byte| (32..=126).contains(byte)) {
        quoted(bytes.iter().copied(), out);
    } else {
        let mut parts: Vec<String> = bytes.iter().map(u8::to_string).collect();
        if count > 0 {
            parts.push(format!("{last}:{count}"));
        }
        out.extend_from_slice(parts.join(",").as_bytes());
    }
    out.extend_from_slice(b">>");
}

/// Latin-1's letters need no quotes; of other characters none does without.
fn atom_text(atom: Atom, out: &mut Vec<u8>) {
    let name = atom.name();
    let small = |character| matches!(character, 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ');
    let letter =
        |character| small(character) || matches!(character, 'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | '0'..='9' | '_');
    if name.starts_with(small) && name.chars().all(letter) {
        out.extend_from_slice(name.as_bytes());
        return;
    }
    let mut text = String::from("'");
    for character in name.chars() {
        match character {
            '\'' | '\\' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            '\u{8}' => text.push_str("\\b"),
            '\u{b}' => text.push_str("\\v"),
            '\u{c}' => text.push_str("\\f"),
            '\0'..' ' | '\u{80}'..'\u{a0}' => text.push_str(&format!("\\{:03o}", u32::from(character))),
            character => text.push(character),
        }
    }
    text.push('\'');
    out.extend_from_slice(text.as_bytes());
}

/// `fun m:f/1` or `#Fun<m.1.123>`.
fn fun_text(term: Term, code: &Code, out: &mut Vec<u8>) {
    match term.view() {
        View::Export(number) => {
            let export = code.exports.get(number);
            out.extend_from_slice(b"fun ");
            atom_text(export.module, out);
            out.push(b':');
            atom_text(export.function, out);
            out.extend_from_slice(format!("/{}", export.arity).as_bytes());
        }
        View::Fun(fun) => {
            let entry = code.funs.get(fun.entry);
            out.extend_from_slice(b"#Fun<");
            atom_text(entry.module, out);
            out.extend_from_slice(format!(".{}.{}>", entry.index, entry.old_uniq).as_bytes());
        }
        _ => {}
    }
}

/// A pid, port or reference as text: `<0.9.0>`, `#Port<0.1>`, `#Ref<0.1.2.3>`.
pub(crate) fn identity(term: Term) -> String {
    match term.view() {
        View::Pid(id) => {
            let [number, serial] = pid_parts(id);
            format!("<0.{number}.{serial}>")
        }
        View::Port(id) => format!("#Port<0.{id}>"),
        View::Ref(id) => {
            let (words, count) = ref_words(id);
            let words: Vec<String> = words[..count].iter().rev().map(u32::to_string).collect();
            format!("#Ref<0.{}>", words.join("."))
        }
        View::External(words) => {
            let external = External::of_words(words);
            // Nodes are numbered by their names' places in the table of atoms, as on ERTS.
            let node = external.node.term().0 >> 6;
            let id: Vec<String> = external.id.iter().rev().map(u64::to_string).collect();
            match external.kind {
                Foreign::Pid => format!("<{node}.{}.{}>", external.id[0], external.id[1]),
                Foreign::Port => format!("#Port<{node}.{}>", external.id[0]),
                Foreign::Ref => format!("#Ref<{node}.{}>", id.join(".")),
            }
        }
        _ => String::new(),
    }
}
