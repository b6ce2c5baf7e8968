//! Control: calls, frames, catches and messages.

use super::super::{code::Instruction, opcode::Opcode, operand::Operand};
use super::functions::Kind;
use super::operands::{Does, heap, known, list, number, overwrite, retype, write};
use super::state::{State, Type, Wrong};
use super::{Then, Walk};

impl Walk<'_> {
    /// Calls, frames, catches and messages.
    pub(super) fn control(&mut self, state: &mut State, instruction: Instruction) -> Result<Then, Wrong> {
        use Opcode as O;
        let op = instruction.op;
        let operands = self.code.operands(instruction);
        match op {
            O::Call | O::CallOnly | O::CallLast => {
                let arity = number(operands[0]);
                let Some(function) = self
                    .function_of(operands[1])
                    .filter(|index| self.code.functions[*index].arity == arity)
                else {
                    return Err("a call with another number of arguments");
                };
                let then = self.call(state, op == O::Call, operands.get(2), arity)?;
                Ok(if self.returns[function] { then } else { Then::Elsewhere })
            }
            O::CallExt | O::CallExtOnly | O::CallExtLast => {
                let kind = self.kind(operands[1]);
                let arity = self.tables.imports[number(operands[1]) as usize].arity;
                // Compilers give such a call any frame.
                if kind == Kind::Endless {
                    state.arguments(arity)?;
                    self.stack_is_seen(state);
                    return Ok(Then::Elsewhere);
                }
                let then = self.call(state, op == O::CallExt, operands.get(2), arity)?;
                if kind == Kind::Fresh && then == Then::Next {
                    state.set_x(0, Type::Fresh);
                }
                Ok(then)
            }
            O::CallFun => self.call(state, true, None, number(operands[0]).saturating_add(1)),
            O::CallFun2 => self.call(state, true, None, number(operands[1])),
            O::Apply => self.call(state, true, None, number(operands[0]).saturating_add(2)),
            O::ApplyLast => self.call(state, false, operands.get(1), number(operands[0]).saturating_add(2)),
            O::Return => {
                state.has_no_frame()?;
                state.arguments(1)?;
                Ok(Then::Elsewhere)
            }
            O::Allocate | O::AllocateHeap => {
                state.has_no_frame()?;
                let (words, live) = (number(operands[0]), number(operands[operands.len() - 1]));
                self.collect(state, live)?;
                state.y = Some(vec![Type::Unset; words as usize]);
                state.room = if op == O::AllocateHeap { heap(operands[1]) } else { 0 };
                state.made = self.at as u32;
                Ok(Then::Next)
            }
            O::Deallocate => {
                state.has_frame(number(operands[0]))?;
                state.y = None;
                Ok(Then::Next)
            }
            O::Trim => {
                let (gone, left) = (number(operands[0]), number(operands[1]));
                state.has_frame(gone.saturating_add(left))?;
                if state.catches(u32::MAX) {
                    return Err("the frame shrinks within a catch");
                }
                if let Some(frame) = &mut state.y {
                    frame.drain(..gone as usize);
                }
                Ok(Then::Next)
            }
            O::InitYregs => {
                for register in list(self.code, operands[0]) {
                    write(state, *register, Type::Any)?;
                }
                Ok(Then::Next)
            }
            O::TestHeap => {
                self.collect(state, number(operands[1]))?;
                state.room = heap(operands[0]);
                Ok(Then::Next)
            }
            O::Catch | O::Try => self.catch(state, operands),
            O::CatchEnd | O::TryEnd | O::TryCase => {
                let Operand::Y(register) = operands[0] else {
                    return Err("a catch in no y register");
                };
                if !matches!(state.y(register)?, Type::Catch | Type::Opaque) {
                    return Err("the end of a catch that has not begun");
                }
                state.set_y(register, Type::Any)?;
                match op {
                    O::CatchEnd => {
                        state.arguments(1)?;
                        self.after_call(state)?;
                    }
                    O::TryCase => {
                        (1..4).try_for_each(|register| state.read_x(register).map(|_| ()))?;
                        state.set_registers(3);
                    }
                    _ => {}
                }
                Ok(Then::Next)
            }
            O::Send => {
                state.arguments(2)?;
                self.after_call(state)?;
                Ok(Then::Next)
            }
            O::RawRaise => {
                state.arguments(3)?;
                self.stack_is_seen(state);
                // A compiler may let the handler follow, which wants what an exception has in registers.
                state.set_registers(4);
                Ok(Then::Next)
            }
            O::BuildStacktrace => {
                state.arguments(1)?;
                self.after_call(state)?;
                Ok(Then::Next)
            }
            O::LoopRec => {
                self.branch(state, operands[0])?;
                write(state, operands[1], Type::Any)
            }
            O::LoopRecEnd => self.leave_by(state, operands),
            O::Wait | O::WaitTimeout => {
                self.after_call(state)?;
                state.x.clear();
                self.branch(state, operands[0])?;
                Ok(if op == O::Wait { Then::Elsewhere } else { Then::Next })
            }
            O::RecvMarkerReserve => write(state, operands[0], Type::Any),
            // Tests, and what reads registers and does nothing else to them.
            _ => {
                if let Some(label @ Operand::Label(_)) = operands.first() {
                    self.branch(state, *label)?;
                }
                let does = Does::of(op);
                let letters = || op.signature().iter().zip(operands);
                if does.collects {
                    for (_, live) in letters().filter(|(letter, _)| **letter == b'V') {
                        self.collect(state, number(*live))?;
                    }
                }
                if !does.writes {
                    return Ok(Then::Next);
                }
                for (letter, operand) in letters() {
                    match letter {
                        b'D' => {
                            write(state, *operand, Type::Any)?;
                        }
                        b'e' => {
                            for pair in list(self.code, *operand).chunks_exact(2) {
                                write(state, pair[1], Type::Any)?;
                            }
                        }
                        _ => {}
                    }
                }
                Ok(Then::Next)
            }
        }
    }

    /// A call that returns here needs a frame; one that does not gives up the frame of so many words, or there is none.
    pub(super) fn call(
        &mut self,
        state: &mut State,
        returns: bool,
        frame: Option<&Operand>,
        arity: u32,
    ) -> Result<Then, Wrong> {
        state.arguments(arity)?;
        self.stack_is_seen(state);
        if !returns {
            match frame {
                Some(words) => state.has_frame(number(*words))?,
                None => state.has_no_frame()?,
            }
            return Ok(Then::Elsewhere);
        }
        if state.y.is_none() || state.mixed {
            return Err("a call without a frame");
        }
        self.after_call(state)?;
        Ok(Then::Next)
    }

    /// Somebody may look through the stack. What nothing was put into has to be something from the beginning.
    pub(super) fn stack_is_seen(&mut self, state: &mut State) {
        if state.has_unset() {
            self.unproven.push(state.made);
            state.set_all();
        }
    }

    /// There may be a collection, which looks at so many X registers, and at the stack.
    pub(super) fn collect(&mut self, state: &mut State, live: u32) -> Result<(), Wrong> {
        self.stack_is_seen(state);
        state.collect(live)
    }

    /// Whether a label is a handler, which wants what an exception has in registers, and they do not hold it.
    pub(super) fn lacks_exception(&self, state: &State, label: Operand) -> bool {
        let Operand::Label(label) = label else { return false };
        let is_handler = self.first_at(label).is_some_and(|first| first.op == Opcode::TryCase);
        is_handler && (1..4).any(|register| state.read_x(register).is_err())
    }

    /// Only the stack and the first X register hold terms.
    pub(super) fn after_call(&mut self, state: &mut State) -> Result<(), Wrong> {
        self.collect(state, 0)?;
        state.set_x(0, Type::Any);
        Ok(())
    }

    /// Another way on, if there is a label.
    pub(super) fn branch(&mut self, state: &mut State, label: Operand) -> Result<(), Wrong> {
        match label {
            Operand::Label(label @ 1..) => self.come_to(label, state),
            _ => {
                self.stack_is_seen(state);
                Ok(())
            }
        }
    }

    /// All labels among the operands are ways on, and there is no other.
    pub(super) fn leave_by(&mut self, state: &State, operands: &[Operand]) -> Result<Then, Wrong> {
        for operand in operands {
            match *operand {
                Operand::Label(label @ 1..) => self.come_to(label, state)?,
                Operand::List { first, len } => {
                    for element in self.code.list(first, len) {
                        if let Operand::Label(label @ 1..) = *element {
                            self.come_to(label, state)?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(Then::Elsewhere)
    }

    pub(super) fn select_arity(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        self.branch(state, operands[1])?;
        for pair in list(self.code, operands[2]).chunks_exact(2) {
            retype(state, operands[0], Type::Exact(number(pair[0])))?;
            self.branch(state, pair[1])?;
        }
        Ok(Then::Elsewhere)
    }

    /// Some values may have been fetched when one is not found.
    pub(super) fn map_elements(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        let pairs = list(self.code, operands[2]);
        let mut failed = state.clone();
        for pair in pairs.chunks_exact(2) {
            overwrite(&mut failed, pair[1])?;
        }
        self.branch(&mut failed, operands[0])?;
        for pair in pairs.chunks_exact(2) {
            write(state, pair[1], Type::Any)?;
        }
        Ok(Then::Next)
    }

    pub(super) fn update_record(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        let size = number(operands[1]);
        let updates = list(self.code, operands[4]);
        if updates.chunks_exact(2).any(|update| number(update[0]) > size) {
            return Err("an element beyond the record");
        }
        if known(state, operands[2])? != Type::Exact(size) {
            self.look();
        }
        state.room = state.room.saturating_sub(size.saturating_add(1));
        write(state, operands[3], Type::Exact(size))
    }

    /// The label where an exception goes on begins with the end of the catch.
    pub(super) fn catch(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        let [Operand::Y(register), Operand::Label(label)] = *operands else {
            return Err("a catch in no y register");
        };
        state.y(register)?;
        if state.catches(register + 1) {
            return Err("a catch within another that would be found first");
        }
        let ends = self.first_at(label).is_some_and(|first| {
            matches!(first.op, Opcode::CatchEnd | Opcode::TryCase) && self.code.operands(first)[0] == operands[0]
        });
        if !ends {
            return Err("a catch whose label does not end it");
        }
        state.set_y(register, Type::Catch)?;
        let mut caught = state.clone();
        for known in caught.y.iter_mut().flatten() {
            if !matches!(known, Type::Unset | Type::Opaque | Type::Catch) {
                *known = Type::Any;
            }
        }
        caught.x = vec![Type::Any; 4];
        caught.room = 0;
        self.come_to(label, &caught)?;
        Ok(Then::Next)
    }

    pub(super) fn test_function(&mut self, state: &mut State, op: Opcode, operands: &[Operand]) -> Result<Then, Wrong> {
        let import = operands[usize::from(op != Opcode::Bif0)];
        if self.kind(import) != Kind::Test {
            return Err("a function that may not stand here");
        }
        match op {
            Opcode::Bif0 => self.stack_is_seen(state),
            _ => self.branch(state, operands[0])?,
        }
        write(state, operands[operands.len() - 1], Type::Any)
    }

    pub(super) fn built_in(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        if !matches!(self.kind(operands[2]), Kind::Builder | Kind::Test) {
            return Err("a function that may not stand here");
        }
        state.room = 0;
        self.branch(state, operands[0])?;
        self.collect(state, number(operands[1]))?;
        write(state, operands[operands.len() - 1], Type::Any)
    }
}
