//! Verify: whether code keeps to its frame, its registers and its heap, whatever way it takes.
//!
//! One walk over each function, with what is known of every register at each label; a second one only where code jumps back and less is known then.
//! What is of the wrong kind is refused. What is merely not proved (that a list is one, in code whose compiler knew it from elsewhere) is noted, to be
//! looked at while the code runs.

mod bits;
mod control;
mod functions;
mod operands;
mod rules;
mod state;

use super::code::{Code, Function, Instruction};
use super::error::{Failure, LoadError};
use super::opcode::Opcode;
use super::operand::{Operand, REGISTERS};
use super::table::{Import, Lambda};
use functions::Kind;
use state::{State, Wrong};

/// Walks over one function, at most. Code that a compiler makes needs three.
const WALKS: usize = 64;

/// Registers that may be known at all labels of one function together.
const KNOWN: usize = 1 << 22;

/// What is wrong where code goes on behind its last instruction.
const NO_END: Wrong = "the function has no end";

/// What code is held against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tables<'a> {
    pub(super) atoms: &'a [String],
    pub(super) imports: &'a [Import],
    pub(super) lambdas: &'a [Lambda],
}

/// Walks over all functions. The answer are the instructions that have to look at an operand while they run, in order.
pub(super) fn verify(code: &Code, tables: Tables<'_>) -> Result<Vec<u32>, Failure> {
    let mut walk = Walk {
        code,
        tables,
        firsts: firsts(code),
        states: vec![None; code.labels.len()],
        spare: Vec::new(),
        kinds: vec![None; tables.imports.len()],
        seen: Vec::new(),
        known: 0,
        at: 0,
        again: false,
        unproven: Vec::new(),
        function: None,
        returns: Vec::new(),
    };
    walk.returns = walk.which_return();
    for (index, function) in code.functions.iter().enumerate() {
        walk.function(function, walk.end_of(index))?;
    }
    Ok(walk.unproven)
}

/// The first instruction at each label that does something. Any number of labels and lines may stand before it.
fn firsts(code: &Code) -> Vec<u32> {
    let mut firsts = vec![Code::UNDEFINED; code.labels.len()];
    let mut first = Code::UNDEFINED;
    for (at, instruction) in code.instructions.iter().enumerate().rev() {
        match instruction.op {
            Opcode::Label => {
                if let [Operand::Label(label)] = *code.operands(*instruction) {
                    firsts[label as usize] = first;
                }
            }
            Opcode::Line => {}
            _ => first = at as u32,
        }
    }
    firsts
}

/// Where an instruction goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// Behind it.
    Next,
    /// Nowhere, or only where its labels are.
    Elsewhere,
}

struct Walk<'a> {
    code: &'a Code,
    tables: Tables<'a>,
    /// The first instruction at each label that does something.
    firsts: Vec<u32>,
    /// What is known at each label of the present function.
    states: Vec<Option<Box<State>>>,
    /// States that are free again.
    #[expect(clippy::vec_box, reason = "the boxes themselves are used again")]
    spare: Vec<Box<State>>,
    /// The labels of the present function that have a state.
    seen: Vec<u32>,
    known: usize,
    /// The present instruction.
    at: usize,
    /// A label that the walk has passed knows less now.
    again: bool,
    unproven: Vec<u32>,
    function: Option<Function>,
    /// Whether each function may return, by its number.
    returns: Vec<bool>,
    /// What each import is, once it is asked for.
    kinds: Vec<Option<Kind>>,
}

impl<'a> Walk<'a> {
    fn function(&mut self, function: &Function, end: usize) -> Result<(), Failure> {
        self.function = Some(*function);
        self.seen.push(function.entry);
        let mut entry = self.spare.pop().unwrap_or_default();
        entry.begin(function.arity);
        self.states[function.entry as usize] = Some(entry);
        let begun = self.unproven.len();
        for _ in 0..WALKS {
            self.again = false;
            self.unproven.truncate(begun);
            self.walk(function.start as usize, end)?;
            if !self.again {
                for label in self.seen.drain(..) {
                    self.spare.extend(self.states[label as usize].take());
                }
                self.known = 0;
                self.unproven[begun..].sort_unstable();
                self.unproven.dedup();
                return Ok(());
            }
        }
        Err(self.wrong("too many ways lead through the function"))
    }

    fn walk(&mut self, start: usize, end: usize) -> Result<(), Failure> {
        let mut present = State::default();
        let mut is_reached = false;
        for at in start..end {
            self.at = at;
            let instruction = self.code.instructions[at];
            if instruction.op == Opcode::Label {
                is_reached = match self.label(instruction, &mut present, is_reached) {
                    Ok(is_reached) => is_reached,
                    Err(wrong) => return Err(self.wrong(wrong)),
                };
                continue;
            }
            if !is_reached {
                continue;
            }
            match self.step(&mut present, instruction) {
                Ok(Then::Next) => {}
                Ok(Then::Elsewhere) => is_reached = false,
                Err(wrong) => return Err(self.wrong(wrong)),
            }
        }
        if is_reached {
            return Err(self.wrong(NO_END));
        }
        Ok(())
    }

    /// Let the state be what is known behind a label, if anything leads there.
    fn label(&mut self, instruction: Instruction, state: &mut State, is_reached: bool) -> Result<bool, Wrong> {
        let [Operand::Label(label)] = *self.code.operands(instruction) else {
            return Ok(is_reached);
        };
        if is_reached {
            if self.first_at(label).is_some_and(|first| first.op == Opcode::TryCase) {
                // Only an exception leads here: what stands before is a call that its compiler knew not to return.
                self.look();
            } else {
                self.come_to(label, state)?;
            }
        }
        let known = &self.states[label as usize];
        if let Some(known) = known {
            state.clone_from(known);
        }
        Ok(known.is_some())
    }

    /// The first instruction at a label that does something.
    fn first_at(&self, label: u32) -> Option<Instruction> {
        self.code
            .instructions
            .get(self.firsts[label as usize] as usize)
            .copied()
    }

    /// One way leads to a label.
    fn come_to(&mut self, label: u32, state: &State) -> Result<(), Wrong> {
        let changed = match &mut self.states[label as usize] {
            Some(known) if known.shape() == state.shape() => known.join(state),
            Some(known) => {
                // Whichever frame it is, all of it has been set.
                let unset = [
                    known.has_unset().then_some(known.made),
                    state.has_unset().then_some(state.made),
                ];
                self.unproven.extend(unset.iter().flatten());
                known.set_all();
                let mut state = state.clone();
                state.set_all();
                known.join(&state)
            }
            unknown => {
                self.known += state.size();
                if self.known > KNOWN {
                    return Err("too many registers at too many labels");
                }
                let mut new = self.spare.pop().unwrap_or_default();
                (*new).clone_from(state);
                *unknown = Some(new);
                self.seen.push(label);
                true
            }
        };
        self.again |= changed && self.code.labels[label as usize] as usize <= self.at && !self.is_here(label);
        Ok(())
    }

    /// Whether it is the label that the walk stands at.
    fn is_here(&self, label: u32) -> bool {
        self.code.labels[label as usize] as usize == self.at
    }

    /// The present instruction has to look at its operand while it runs.
    fn look(&mut self) {
        self.unproven.push(self.at as u32);
    }

    /// The function that has that entry, by its number.
    fn function_of(&self, entry: Operand) -> Option<usize> {
        let Operand::Label(label) = entry else { return None };
        let at = self.code.labels[label as usize];
        let behind = self.code.functions.partition_point(|function| function.start <= at);
        let index = behind.checked_sub(1)?;
        (self.code.functions[index].entry == label).then_some(index)
    }

    /// Functions that never return end in errors and in calls of such functions. Compilers know that, and write nothing behind a call of them.
    fn which_return(&mut self) -> Vec<bool> {
        let mut returns = vec![false; self.code.functions.len()];
        // Who returns if another does.
        let mut callers: Vec<(usize, usize)> = Vec::new();
        let code = self.code;
        for (index, function) in code.functions.iter().enumerate() {
            let end = self.end_of(index);
            for instruction in &self.code.instructions[function.start as usize..end] {
                match instruction.op {
                    Opcode::Return | Opcode::ApplyLast => returns[index] = true,
                    Opcode::CallExtOnly | Opcode::CallExtLast => {
                        returns[index] |= self.kind(self.code.operands(*instruction)[1]) != Kind::Endless;
                    }
                    Opcode::CallOnly | Opcode::CallLast => {
                        let to = self.function_of(self.code.operands(*instruction)[1]);
                        callers.extend(to.filter(|to| *to != index).map(|to| (to, index)));
                    }
                    _ => {}
                }
            }
        }
        callers.sort_unstable();
        let mut open: Vec<usize> = (0..returns.len()).filter(|index| returns[*index]).collect();
        while let Some(index) = open.pop() {
            let first = callers.partition_point(|(to, _)| *to < index);
            for (_, caller) in callers[first..].iter().take_while(|(to, _)| *to == index) {
                if !std::mem::replace(&mut returns[*caller], true) {
                    open.push(*caller);
                }
            }
        }
        returns
    }

    /// What is called by name.
    fn kind(&mut self, import: Operand) -> Kind {
        let Operand::Unsigned(import) = import else {
            return Kind::Any;
        };
        *self.kinds[import as usize].get_or_insert_with(|| {
            let import = self.tables.imports[import as usize];
            let name = |atom: u32| self.tables.atoms[atom as usize].as_str();
            functions::kind(name(import.module), name(import.function), import.arity)
        })
    }

    fn end_of(&self, function: usize) -> usize {
        let next = self.code.functions.get(function + 1);
        next.map_or(self.code.instructions.len(), |next| next.start as usize)
    }

    #[cold]
    fn wrong(&self, what: Wrong) -> Failure {
        let name = |atom: u32| self.tables.atoms[atom as usize].as_str();
        let function = self.function.map_or_else(String::new, |function| {
            format!("{}:{}/{}", name(0), name(function.name), function.arity)
        });
        Box::new(LoadError::Unsafe {
            function,
            number: self.at - self.function.map_or(0, |function| function.start as usize),
            name: self.code.instructions[self.at].op.name(),
            what,
        })
    }
}
