//! First: the bytes that a match can begin with, so that a search passes over all others.

use crate::re::{Newline, fold};

use super::{One, Program, Step, push_character};

/// The bytes that a match can begin with, if that can be said.
pub(super) fn bytes(program: &Program) -> Option<[bool; 256]> {
    let mut first = [false; 256];
    let mut seen = vec![false; program.steps.len()];
    let mut open = vec![0u32];
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut seen[at as usize], true) {
            continue;
        }
        match program.steps[at as usize] {
            Step::One(one) => add_first(program, one, &mut first),
            Step::Literal(number) => first[program.literals[number as usize][0] as usize] = true,
            Step::Many { one, least, .. } => {
                add_first(program, one, &mut first);
                if least == 0 {
                    open.push(at + 1);
                }
            }
            Step::Split(a, b) => open.extend([a, b]),
            Step::Jump(to) => open.push(to),
            Step::IfMoved(_, to) => open.extend([to, at + 1]),
            Step::Look { end, .. } => open.push(end),
            Step::Atomic(_) | Step::Save(_) | Step::Return(_) | Step::Assert(_) => open.push(at + 1),
            Step::Newline => (0x0A..=0x0D)
                .chain([0x85, 0xC2, 0xE2])
                .for_each(|byte| first[byte] = true),
            Step::Fail => {}
            _ => return None,
        }
    }
    (!first.iter().all(|byte| *byte)).then_some(first)
}

fn add_first(program: &Program, one: One, first: &mut [bool; 256]) {
    let unicode = program.meaning.unicode;
    let mut add = |character: u32| {
        let mut bytes = Vec::new();
        push_character(&mut bytes, character, unicode);
        first[bytes[0] as usize] = true;
    };
    match one {
        One::Char(character) => add(character),
        One::Fold(character) if !unicode => {
            add(character);
            fold::other_latin1(character).into_iter().for_each(add);
        }
        One::Fold(character) => {
            add(character);
            add(fold::lower(character));
            add(fold::upper(character));
            first[0x80..].fill(true);
        }
        One::Any if program.meaning.newline == Newline::Lf => {
            (0..256)
                .filter(|byte| *byte != 0x0A)
                .for_each(|byte| first[byte] = true);
        }
        One::Any | One::All | One::Byte => first.fill(true),
        One::Set(number) => {
            let set = &program.sets[number as usize];
            for byte in 0..if unicode { 0x80 } else { 0x100 } {
                first[byte as usize] |= set.has_low(byte);
            }
            if unicode {
                first[0x80..].fill(true);
            }
        }
    }
}
