//! Data: moving, taking apart and building terms; arithmetic and other functions built in.

use super::{Imported, Translation};
use crate::{
    load::{Opcode, Operand},
    op::Op,
    term::{Atom, Term, atom, map, order},
};

impl Translation<'_> {
    /// Translate an instruction of this room; false if it is none.
    pub(super) fn data(&mut self, op: Opcode, operands: &[Operand]) -> bool {
        match op {
            Opcode::Move => self.emit(Op::Move, operands),
            Opcode::Swap => self.emit(Op::Swap, operands),
            Opcode::GetList => self.emit(Op::GetList, operands),
            Opcode::GetHd => self.emit(Op::GetHead, operands),
            Opcode::GetTl => self.emit(Op::GetTail, operands),
            Opcode::PutList => self.emit(Op::PutList, operands),
            Opcode::GetTupleElement => {
                self.begin(Op::GetElement);
                self.operand(operands[0]);
                self.element(operands[1]);
                self.operand(operands[2]);
            }
            Opcode::SetTupleElement => {
                self.emit(Op::SetElement, &operands[..2]);
                self.element(operands[2]);
            }
            Opcode::PutTuple2 => {
                let elements = self.list(operands[1]);
                self.begin(Op::PutTuple);
                self.operand(operands[0]);
                self.counted(elements);
            }
            Opcode::UpdateRecord => self.update_record(operands),
            Opcode::PutMapAssoc => self.put_map(Op::PutMapAssoc, operands),
            Opcode::PutMapExact => self.put_map(Op::PutMapExact, operands),
            Opcode::MakeFun3 => {
                let Operand::Unsigned(lambda) = operands[0] else {
                    unreachable!("a fun")
                };
                let free = self.list(operands[2]);
                let entry = self.module.funs[lambda as usize].0;
                if free.is_empty() && self.code.has_fun_literals {
                    let fun = self.literals.fun(entry, Term::pid(0), &[]);
                    self.begin(Op::Move);
                    let word = self.constant_word(fun);
                    self.words.push(word);
                    self.operand(operands[1]);
                    return true;
                }
                self.begin(Op::MakeFun);
                self.words.push(entry);
                self.operand(operands[1]);
                self.counted(free);
            }
            Opcode::Bif0
            | Opcode::Bif1
            | Opcode::Bif2
            | Opcode::GcBif1
            | Opcode::GcBif2
            | Opcode::GcBif3
            | Opcode::Bif3 => {
                self.built_in(op, operands);
            }
            _ => return self.float(op, operands) || self.bits(op, operands) || self.record(op, operands),
        }
        true
    }

    /// How many, and each.
    pub(super) fn counted(&mut self, operands: &[Operand]) {
        self.words.push(operands.len() as u32);
        for operand in operands {
            self.operand(*operand);
        }
    }

    /// The distance in bytes of an element, counted from 0, from a tuple's header.
    fn element(&mut self, index: Operand) {
        let index = self.number(index).min(1 << 24);
        self.words.push((index + 1) * 8);
    }

    fn update_record(&mut self, operands: &[Operand]) {
        let updates = self.list(operands[4]);
        self.begin(Op::UpdateRecord);
        self.operand(operands[2]);
        self.operand(operands[3]);
        self.number_word(operands[1]);
        self.words.push(updates.len() as u32 / 2);
        for update in updates.chunks_exact(2) {
            self.number_word(update[0]);
            self.operand(update[1]);
        }
    }

    fn put_map(&mut self, op: Op, operands: &[Operand]) {
        let pairs = self.list(operands[4]);
        if op == Op::PutMapAssoc && self.new_map(operands, pairs) {
            return;
        }
        self.begin(op);
        self.distance(operands[0]);
        self.operand(operands[1]);
        self.operand(operands[2]);
        self.number_word(operands[3]);
        self.words.push(pairs.len() as u32 / 2);
        for operand in pairs {
            self.operand(*operand);
        }
    }

    /// A map of keys that are all known is made at once; false if it is none.
    fn new_map(&mut self, operands: &[Operand], pairs: &[Operand]) -> bool {
        let Operand::Literal(base) = operands[1] else {
            return false;
        };
        let base = self.terms[base as usize];
        let known = |operand: &Operand| !matches!(operand, Operand::X(_) | Operand::Y(_));
        let count = pairs.len() / 2;
        if !base.is_map() || map::size(base) > 0 || count > map::FLAT_MAX || !pairs.iter().step_by(2).all(known) {
            return false;
        }
        let mut sorted: Vec<(Term, Operand)> = pairs
            .chunks_exact(2)
            .map(|pair| (self.constant(pair[0]), pair[1]))
            .collect();
        sorted.sort_by(|(a, _), (b, _)| order::compare_exact(*a, *b));
        if sorted.windows(2).any(|pair| order::equal(pair[0].0, pair[1].0)) {
            return false;
        }
        let keys: Vec<Term> = sorted.iter().map(|(key, _)| *key).collect();
        let keys = self.literals.tuple(&keys);
        let Some(keys) = self.code.pool.constant(keys, &mut self.module.constants) else {
            self.full = true;
            return true;
        };
        self.begin(Op::NewMap);
        self.words.push(keys);
        self.operand(operands[2]);
        self.number_word(operands[3]);
        self.words.push(count as u32);
        for (_, value) in sorted {
            self.operand(value);
        }
        true
    }

    fn built_in(&mut self, op: Opcode, operands: &[Operand]) {
        match op {
            Opcode::Bif0 => {
                let Imported { number, erlang } = self.imported(operands[0]);
                if erlang == "self" {
                    return self.emit(Op::SelfPid, &operands[1..]);
                }
                self.begin(Op::Bif0);
                self.words.push(number);
                self.operand(operands[1]);
            }
            Opcode::Bif1 => self.bif1(operands),
            Opcode::Bif3 => {
                let number = self.import(operands[1]);
                self.begin(Op::Bif3);
                self.distance(operands[0]);
                self.words.push(number);
                operands[2..].iter().for_each(|operand| self.operand(*operand));
            }
            Opcode::Bif2 => {
                let Imported { number, erlang } = self.imported(operands[1]);
                if erlang == "element" {
                    self.begin(Op::Element);
                    self.distance(operands[0]);
                } else {
                    self.begin(Op::Bif2);
                    self.distance(operands[0]);
                    self.words.push(number);
                }
                operands[2..].iter().for_each(|operand| self.operand(*operand));
            }
            Opcode::GcBif2 => self.arithmetic(operands),
            Opcode::GcBif1 if self.is_plus(operands[2]) => self.plus(operands),
            _ => self.gc_bif(if op == Opcode::GcBif1 { Op::GcBif1 } else { Op::GcBif3 }, operands),
        }
    }

    fn is_plus(&mut self, import: Operand) -> bool {
        self.imported(import).erlang == "+"
    }

    /// `+X` is `X + 0`, as the trace of its failure tells, and what -0.0 becomes.
    fn plus(&mut self, operands: &[Operand]) {
        let number = self.code.export(atom::ERLANG, Atom::new("+"), 2);
        self.full |= number.is_none();
        self.begin(Op::AddSmall);
        self.distance(operands[0]);
        self.number_word(operands[1]);
        self.words.push(number.unwrap_or(0));
        self.operand(operands[3]);
        let zero = self.constant_word(Term::small(0));
        self.words.push(zero);
        self.operand(operands[4]);
        self.words.push(Term::small(0).0 as u32);
    }

    fn bif1(&mut self, operands: &[Operand]) {
        let Imported { number, erlang } = self.imported(operands[1]);
        let own = match erlang {
            "hd" => Some(Op::Head),
            "tl" => Some(Op::Tail),
            "tuple_size" => Some(Op::TupleSize),
            _ => None,
        };
        self.begin(own.unwrap_or(Op::Bif1));
        self.distance(operands[0]);
        if own.is_none() {
            self.words.push(number);
        }
        operands[2..].iter().for_each(|operand| self.operand(*operand));
    }

    fn gc_bif(&mut self, op: Op, operands: &[Operand]) {
        let number = self.import(operands[2]);
        self.begin(op);
        self.distance(operands[0]);
        self.number_word(operands[1]);
        self.words.push(number);
        operands[3..].iter().for_each(|operand| self.operand(*operand));
    }

    fn arithmetic(&mut self, operands: &[Operand]) {
        let op = match self.imported(operands[2]).erlang {
            "+" => Op::Add,
            "-" => Op::Subtract,
            "*" => Op::Multiply,
            "div" => Op::Quotient,
            "rem" => Op::Remainder,
            "band" => Op::BitAnd,
            "bor" => Op::BitOr,
            "bxor" => Op::BitXor,
            "bsl" => Op::ShiftLeft,
            "bsr" => Op::ShiftRight,
            _ => Op::GcBif2,
        };
        let &[fail, live, import, one, two, to] = operands else {
            unreachable!("six operands")
        };
        let mut operands = [fail, live, import, one, two, to];
        if op == Op::Add && !two.is_constant() && self.small_constant(one).is_some() {
            operands.swap(3, 4);
        }
        // As in ERTS only what a register holds is added to or subtracted from by an instruction of its own, which traces of failures tell.
        let with_small = match op {
            _ if operands[3].is_constant() => None,
            Op::Add => Some(Op::AddSmall),
            Op::Subtract => Some(Op::SubtractSmall),
            _ => None,
        };
        let word = self.small_constant(operands[4]);
        match with_small.zip(word) {
            Some((op, word)) => {
                self.gc_bif(op, &operands);
                self.words.push(word);
            }
            None => self.gc_bif(op, &operands),
        }
    }

    /// The word of a small integer that an instruction has room for.
    fn small_constant(&mut self, operand: Operand) -> Option<u32> {
        self.word(operand).filter(|word| word & 0xF == 0xF)
    }

    fn float(&mut self, op: Opcode, operands: &[Operand]) -> bool {
        match op {
            Opcode::Fmove => match (operands[0], operands[1]) {
                (Operand::FloatRegister(_), Operand::FloatRegister(_)) => self.emit(Op::FloatMove, operands),
                (Operand::FloatRegister(_), _) => self.emit(Op::FloatOut, operands),
                _ => self.emit(Op::FloatIn, operands),
            },
            Opcode::Fconv => self.emit(Op::FloatConvert, operands),
            Opcode::Fadd => self.float_operation(Op::FloatAdd, operands),
            Opcode::Fsub => self.float_operation(Op::FloatSubtract, operands),
            Opcode::Fmul => self.float_operation(Op::FloatMultiply, operands),
            Opcode::Fdiv => self.float_operation(Op::FloatDivide, operands),
            Opcode::Fnegate => self.emit(Op::FloatNegate, &operands[1..]),
            _ => return false,
        }
        true
    }

    fn float_operation(&mut self, op: Op, operands: &[Operand]) {
        self.begin(op);
        self.distance(operands[0]);
        operands[1..].iter().for_each(|operand| self.operand(*operand));
    }
}
