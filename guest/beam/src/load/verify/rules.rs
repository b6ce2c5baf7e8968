//! Rules: what each instruction asks for, and what is known behind it.

use super::super::{code::Instruction, opcode::Opcode, operand::Operand};
use super::bits::is_bits;
use super::operands::{Does, is_tuple, known, list, number, read_all, retype, write};
use super::state::{State, Type, Wrong};
use super::{NO_END, Then, Walk};

impl Walk<'_> {
    /// Hold an instruction to its rule, and let the state be what is known behind it.
    pub(super) fn step(&mut self, state: &mut State, instruction: Instruction) -> Result<Then, Wrong> {
        use Opcode as O;
        let op = instruction.op;
        let code = self.code;
        let operands = code.operands(instruction);
        match op {
            O::Line | O::OnLoad | O::NifStart | O::ExecutableLine | O::DebugLine => return Ok(Then::Next),
            O::IntCodeEnd => return Err(NO_END),
            O::Move => {
                let known = known(state, operands[0])?;
                return write(state, operands[1], known);
            }
            O::GetTupleElement => {
                let least = number(operands[1]).saturating_add(1);
                if !is_tuple(known(state, operands[0])?, least) {
                    self.look();
                    write(state, operands[0], Type::Tuple(least))?;
                }
                return write(state, operands[2], Type::Any);
            }
            O::GetList | O::GetHd | O::GetTl => {
                if known(state, operands[0])? != Type::Cons {
                    self.look();
                    write(state, operands[0], Type::Cons)?;
                }
                for to in &operands[1..] {
                    write(state, *to, Type::Any)?;
                }
                return Ok(Then::Next);
            }
            _ => {}
        }
        // The time is read once; when the wait goes on, nobody asks what is in its register any more.
        if Does::of(op).reads && op != O::WaitTimeout {
            read_all(state, op, operands, code)?;
        }
        match op {
            O::FuncInfo => {
                let arity = self.function.map_or(0, |function| function.arity);
                state.arguments(arity)?;
                return Ok(Then::Elsewhere);
            }
            O::Swap => {
                let (one, two) = (known(state, operands[0])?, known(state, operands[1])?);
                write(state, operands[0], two)?;
                return write(state, operands[1], one);
            }
            // Only an exception leads to a handler: what stands before is a call that its compiler knew not to return.
            O::Jump if self.lacks_exception(state, operands[0]) => {
                self.look();
                return Ok(Then::Elsewhere);
            }
            O::Jump => return self.leave_by(state, operands),
            O::SelectVal => return self.leave_by(state, operands),
            O::SelectTupleArity => return self.select_arity(state, operands),
            O::TestArity => {
                if !is_tuple(known(state, operands[1])?, 0) {
                    self.look();
                }
                self.branch(state, operands[0])?;
                return retype(state, operands[1], Type::Exact(number(operands[2])));
            }
            O::IsTaggedTuple => {
                let arity = number(operands[2]);
                if arity == 0 {
                    return Err("a tag of a tuple without elements");
                }
                self.branch(state, operands[0])?;
                return retype(state, operands[1], Type::Exact(arity));
            }
            O::IsNonemptyList => {
                self.branch(state, operands[0])?;
                return retype(state, operands[1], Type::Cons);
            }
            O::IsTuple => {
                self.branch(state, operands[0])?;
                return match known(state, operands[1])? {
                    Type::Tuple(_) | Type::Exact(_) | Type::Fresh => Ok(Then::Next),
                    _ => retype(state, operands[1], Type::Tuple(0)),
                };
            }
            O::IsMap => {
                self.branch(state, operands[0])?;
                return retype(state, operands[1], Type::Map);
            }
            O::HasMapFields => {
                if known(state, operands[1])? != Type::Map {
                    self.look();
                }
                self.branch(state, operands[0])?;
            }
            O::GetMapElements => return self.map_elements(state, operands),
            O::SetTupleElement => {
                if known(state, operands[1])? != Type::Fresh {
                    return Err("an element is changed of a tuple that is not new");
                }
                self.look();
            }
            O::PutList => {
                state.build(2)?;
                return write(state, operands[2], Type::Cons);
            }
            O::PutTuple2 => {
                let count = list(code, operands[1]).len();
                state.build(count + 1)?;
                return write(state, operands[0], Type::Exact(count as u32));
            }
            O::UpdateRecord => return self.update_record(state, operands),
            O::MakeFun3 => {
                let lambda = &self.tables.lambdas[number(operands[0]) as usize];
                let free = list(code, operands[2]).len();
                if free != lambda.free as usize {
                    return Err("a fun of another number of free variables");
                }
                state.room = state.room.saturating_sub(free as u32 + 3);
                return write(state, operands[1], Type::Any);
            }
            O::PutMapAssoc | O::PutMapExact => {
                self.branch(state, operands[0])?;
                self.stack_is_seen(state);
                self.collect(state, number(operands[3]))?;
                return write(state, operands[2], Type::Map);
            }
            O::Bif0 | O::Bif1 | O::Bif2 => return self.test_function(state, op, operands),
            O::GcBif1 | O::GcBif2 | O::GcBif3 => return self.built_in(state, operands),
            O::Fmove | O::Fconv => {
                if matches!(operands[1], Operand::FloatRegister(_)) {
                    self.stack_is_seen(state);
                    return Ok(Then::Next);
                }
                state.room = state.room.saturating_sub(2);
                return write(state, operands[1], Type::Any);
            }
            O::Fadd | O::Fsub | O::Fmul | O::Fdiv | O::Fnegate => {
                self.stack_is_seen(state);
                self.branch(state, operands[0])?;
            }
            O::Badmatch | O::CaseEnd | O::IfEnd | O::Badrecord | O::TryCaseEnd | O::Raise => {
                self.stack_is_seen(state);
                return Ok(Then::Elsewhere);
            }
            _ if is_bits(op) => return self.bits(state, op, operands),
            _ => return self.control(state, instruction),
        }
        Ok(Then::Next)
    }
}
