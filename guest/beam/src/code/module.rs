//! Module: one version of a module's code, with what tells functions and lines from addresses.

use std::cell::Cell;

use rustc_hash::FxHashSet;

use super::{RecordDefinition, Slots};
use crate::{
    op::Op,
    term::{Atom, Heap},
};

/// A function of a module.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Function {
    /// The word of the code where it begins.
    pub(crate) start: u32,
    pub(crate) name: Atom,
    pub(crate) arity: u8,
}

/// Words from the start of a function to its entry; the word before that is for who traces local calls.
pub(crate) const ENTRY: u32 = 3;

/// One version of a module.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: Atom,
    pub(crate) code: Box<[Cell<u32>]>,
    /// Words of it that say how far a local call goes, counted from the call, which begins two words before.
    pub(crate) calls: Vec<u32>,
    /// In order of their starts.
    pub(crate) functions: Vec<Function>,
    /// From which word on which line: an index into `locations`, in order.
    pub(crate) lines: Vec<(u32, u32)>,
    /// File (an index into `files`) and line; the first is none.
    pub(crate) locations: Vec<(u32, u32)>,
    pub(crate) files: Vec<String>,
    /// What others may call: numbers of exports, and the words where they begin.
    pub(crate) exports: Vec<(u32, u32)>,
    /// Numbers of its funs, and the words where they begin.
    pub(crate) funs: Vec<(u32, u32)>,
    pub(crate) on_load: Option<u32>,
    pub(crate) attributes: Vec<u8>,
    pub(crate) compile_info: Vec<u8>,
    pub(crate) md5: [u8; 16],
    /// The native records that it defines.
    pub(crate) records: Vec<RecordDefinition>,
    /// The bytes that its code matches and constructs binaries with.
    pub(crate) strings: Box<[u8]>,
    /// The terms that its code names.
    pub(crate) literals: Heap,
    /// Where in the pool they are.
    pub(crate) constants: Slots,
    /// The numbers of its catches.
    pub(crate) catches: Slots,
}

/// Where an address is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Location<'a> {
    pub(crate) module: Atom,
    pub(crate) function: Atom,
    pub(crate) arity: u8,
    /// File and line, if the compiler noted them.
    pub(crate) line: Option<(&'a str, u32)>,
}

impl Module {
    /// Whether an address is in its code.
    pub(crate) fn contains(&self, address: *const u32) -> bool {
        let range = self.code.as_ptr_range();
        (range.start.cast()..range.end.cast()).contains(&address)
    }

    /// Where its code begins.
    pub(crate) fn start(&self) -> *const u32 {
        self.code.as_ptr().cast()
    }

    /// Let local calls of the functions with these entries go to the word before, and all others to the entry itself.
    pub(crate) fn redirect(&self, entries: &FxHashSet<u32>) {
        for word in &self.calls {
            let cell = &self.code[*word as usize];
            let call = word - 2;
            let to = call.wrapping_add_signed(cell.get() as i32 / 4);
            let Some(target) = self.code.get(to as usize) else {
                continue;
            };
            let before = target.get() == Op::Traced as u32;
            let entry = if before { to + 1 } else { to };
            let to = if entries.contains(&entry) { entry - 1 } else { entry };
            cell.set((to.wrapping_sub(call) as i32 * 4) as u32);
        }
    }

    /// The address of a word of its code.
    pub(crate) fn address(&self, word: u32) -> *const u32 {
        self.code[word as usize].as_ptr()
    }

    /// Where an address in its code is.
    pub(crate) fn locate(&self, address: *const u32) -> Option<Location<'_>> {
        let word = ((address as usize - self.start() as usize) / 4) as u32;
        let behind = self.functions.partition_point(|function| function.start <= word);
        let function = self.functions.get(behind.checked_sub(1)?)?;
        let behind = self.lines.partition_point(|line| line.0 <= word);
        let line = behind
            .checked_sub(1)
            .map(|index| self.lines[index])
            .filter(|line| line.0 >= function.start && line.1 != 0)
            .and_then(|line| self.locations.get(line.1 as usize))
            .and_then(|(file, line)| Some((self.files.get(*file as usize)?.as_str(), *line)));
        Some(Location {
            module: self.name,
            function: function.name,
            arity: function.arity,
            line,
        })
    }
}
