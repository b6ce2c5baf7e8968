//! Translate: the generic instructions of a file become words of the machine's own, once, when a module is linked.
//!
//! Operands are resolved here so that execution looks nothing up: registers and constants are offsets, labels distances, functions their slots.

mod bits;
mod calls;
mod checks;
mod data;
mod record;
mod select;
mod special;
mod tests;

use std::cell::Cell;

use super::{Code, Function, LinkError, Module};
use crate::{
    load::{Beam, Instruction, Opcode, Operand},
    op::Op,
    term::{Atom, Heap, Term, atom},
};

/// A module half translated.
pub(super) struct Translation<'a> {
    code: &'a mut Code,
    beam: &'a Beam,
    atoms: Vec<Atom>,
    terms: Vec<Term>,
    literals: Heap,
    module: Module,
    words: Vec<u32>,
    /// The word where each label is.
    labels: Vec<u32>,
    /// Words to be filled with the distance from an instruction's start to a label.
    distances: Vec<Distance>,
    /// Catches that were numbered, and their labels.
    catches: Vec<(u32, u32)>,
    /// Where the present instruction begins.
    start: u32,
    /// The function that the present instruction is in.
    function: usize,
    full: bool,
    /// An instruction that no room knows.
    unknown: Option<Opcode>,
    /// The present instruction of the file.
    at: usize,
    /// The frame that is made next is set at once.
    clear_frame: bool,
    /// How many of the unproven instructions are behind.
    checked: usize,
    /// The imports that were looked for.
    imports: Vec<Option<Imported>>,
}

/// A function that the module calls by its name.
#[derive(Clone, Copy)]
struct Imported {
    /// The number of its export.
    number: u32,
    /// Its name, if it is one of `erlang`, and nothing otherwise.
    erlang: &'static str,
}

struct Distance {
    word: u32,
    start: u32,
    label: u32,
}

/// What is given to a Y register's offset, so that it counts from the stack.
const ON_STACK: u32 = 1;

/// By number, whether an instruction may be the first of several that are one of ours.
static BEGIN: [bool; 256] = {
    let mut begin = [false; 256];
    begin[Opcode::Move as usize] = true;
    begin[Opcode::Deallocate as usize] = true;
    begin[Opcode::IsNonemptyList as usize] = true;
    begin[Opcode::TestHeap as usize] = true;
    begin[Opcode::CallFun as usize] = true;
    begin[Opcode::CallFun2 as usize] = true;
    begin
};

impl<'a> Translation<'a> {
    pub(super) fn new(
        code: &'a mut Code,
        beam: &'a Beam,
        name: Atom,
        atoms: Vec<Atom>,
        terms: Vec<Term>,
        funs: Vec<(u32, u32)>,
        literals: Heap,
    ) -> Self {
        let module = Module {
            name,
            code: Box::default(),
            calls: Vec::new(),
            functions: Vec::with_capacity(beam.code.functions.len()),
            lines: Vec::new(),
            locations: beam.lines.items.clone(),
            files: beam.lines.files.clone(),
            exports: Vec::new(),
            funs,
            on_load: None,
            attributes: beam.attributes.clone().unwrap_or_default(),
            compile_info: beam.compile_info.clone().unwrap_or_default(),
            md5: beam.md5,
            literals: Heap::default(),
            records: Vec::new(),
            strings: beam.strings.clone().into_boxed_slice(),
            constants: code.pool.holder(),
            catches: code.free_catches.holder(),
        };
        Self {
            code,
            beam,
            atoms,
            terms,
            literals,
            module,
            words: Vec::with_capacity(beam.code.instructions.len() * 4),
            labels: vec![u32::MAX; beam.label_count as usize],
            distances: Vec::new(),
            catches: Vec::new(),
            start: 0,
            function: 0,
            full: false,
            unknown: None,
            at: 0,
            clear_frame: false,
            checked: 0,
            imports: vec![None; beam.imports.len()],
        }
    }

    pub(super) fn finish(mut self) -> Result<Module, LinkError> {
        self.define_records();
        let instructions = &self.beam.code.instructions;
        while self.at < instructions.len() {
            self.check(instructions[self.at]);
            self.start = u32::MAX;
            self.at += self.instruction(&instructions[self.at..]);
            self.specialise();
        }
        for distance in &self.distances {
            let to = self.labels[distance.label as usize];
            self.words[distance.word as usize] = (to.wrapping_sub(distance.start) as i32 * 4) as u32;
        }
        self.exports();
        if let Some(op) = self.unknown {
            return Err(LinkError::Instruction(op.name()));
        }
        if self.full {
            return Err(LinkError::Full);
        }
        let mut module = self.module;
        module.code = self.words.into_iter().map(Cell::new).collect();
        module.literals = self.literals;
        for (number, label) in self.catches {
            self.code.catches[number as usize] = module.address(self.labels[label as usize]);
        }
        for (lambda, (_, word)) in self.beam.lambdas.iter().zip(&mut module.funs) {
            *word = self.labels[lambda.label as usize];
        }
        Ok(module)
    }

    fn exports(&mut self) {
        for export in &self.beam.exports {
            let function = self.atoms[export.function as usize];
            let number = self.code.export(self.module.name, function, export.arity as u8);
            self.full |= number.is_none();
            self.module
                .exports
                .push((number.unwrap_or(0), self.labels[export.label as usize]));
        }
        self.module.on_load = self.beam.code.on_load.map(|label| self.labels[label as usize]);
    }

    /// Translate the first of these instructions, or the first few together. How many is the result.
    fn instruction(&mut self, rest: &[Instruction]) -> usize {
        let instruction = rest[0];
        let operands = self.beam.code.operands(instruction);
        if BEGIN[instruction.op as usize]
            && let Some(count) = self.together(rest)
        {
            return count;
        }
        match instruction.op {
            Opcode::Label => self.label(operands[0]),
            Opcode::FuncInfo => self.function_info(operands),
            Opcode::Line => self.line(operands[0]),
            Opcode::IntCodeEnd | Opcode::OnLoad | Opcode::NifStart | Opcode::ExecutableLine | Opcode::DebugLine => {}
            op => {
                if !(self.call(op, operands) || self.test(op, operands) || self.data(op, operands)) {
                    self.unknown.get_or_insert(op);
                }
            }
        }
        1
    }

    /// Pairs of instructions that are one of ours.
    fn together(&mut self, rest: &[Instruction]) -> Option<usize> {
        let [first, second, ..] = rest else { return None };
        let code = &self.beam.code;
        let (one, two) = (code.operands(*first), code.operands(*second));
        let third = rest.get(2).map(|third| third.op);
        if let Some(count) = self.list_recursion(rest) {
            return Some(count);
        }
        if let (Opcode::CallFun | Opcode::CallFun2, Opcode::Deallocate, Some(Opcode::Return)) =
            (first.op, second.op, third)
        {
            self.last_fun(first.op, one, two[0]);
            return Some(3);
        }
        match (first.op, second.op) {
            (Opcode::Move, Opcode::Return) if one[1] == Operand::X(0) => {
                self.emit(Op::MoveReturn, &[one[0]]);
            }
            (Opcode::Move, Opcode::Move) => self.emit(Op::MoveTwo, &[one[0], one[1], two[0], two[1]]),
            (Opcode::Deallocate, Opcode::Return) => {
                self.begin(Op::DeallocateReturn);
                self.stack_words(one[0]);
            }
            (Opcode::IsNonemptyList, Opcode::GetList) if one[1] == two[0] => {
                self.begin(Op::IsNonemptyGetList);
                self.distance(one[0]);
                for operand in [one[1], two[1], two[2]] {
                    self.operand(operand);
                }
            }
            _ => return None,
        }
        Some(2)
    }

    /// What most functions begin and end with that go through a list and build one.
    fn list_recursion(&mut self, rest: &[Instruction]) -> Option<usize> {
        let code = &self.beam.code;
        let [first, second, third, ..] = rest else { return None };
        let (one, two, three) = (code.operands(*first), code.operands(*second), code.operands(*third));
        match (first.op, second.op, third.op) {
            (Opcode::IsNonemptyList, Opcode::Allocate, Opcode::GetList)
                if one[1] == three[0] && matches!(one[1], Operand::X(_)) && !self.is_next_unproven() =>
            {
                self.begin(Op::IsNonemptyAllocateGetList);
                self.distance(one[0]);
                self.operand(one[1]);
                self.stack_words(two[0]);
                self.number_word(two[1]);
                self.operand(three[1]);
                self.operand(three[2]);
                Some(3)
            }
            (Opcode::TestHeap, Opcode::PutList, Opcode::Deallocate)
                if two[2] == Operand::X(0) && rest.get(3).is_some_and(|fourth| fourth.op == Opcode::Return) =>
            {
                self.begin(Op::ConsReturn);
                self.need(one[0]);
                self.number_word(one[1]);
                self.operand(two[0]);
                self.operand(two[1]);
                self.stack_words(three[0]);
                Some(4)
            }
            _ => None,
        }
    }

    fn label(&mut self, label: Operand) {
        let Operand::Label(label) = label else {
            unreachable!("a label")
        };
        self.labels[label as usize] = self.words.len() as u32;
        if self.module.functions.get(self.function).is_some() {
            let function = &self.beam.code.functions[self.function];
            if function.entry == label {
                self.stub();
            }
        }
    }

    /// A function that is built in begins with a call of that.
    fn stub(&mut self) {
        let function = self.module.functions[self.function];
        let Some(number) = self.code.exports.find(self.module.name, function.name, function.arity) else {
            return;
        };
        if self.code.exports.get(number).bif.is_some() {
            self.begin(Op::CallBifOnly);
            self.words.extend([number, u32::from(function.arity)]);
            self.words.extend([Op::DeallocateReturn as u32, 8]);
        }
    }

    fn function_info(&mut self, operands: &[Operand]) {
        let Operand::Unsigned(arity) = operands[2] else {
            unreachable!("an arity")
        };
        let name = self.atom(operands[1]);
        self.function = self.module.functions.len();
        self.module.functions.push(Function {
            start: self.words.len() as u32,
            name,
            arity: arity as u8,
        });
        self.begin(Op::FuncInfo);
        self.words.push(arity as u32);
        self.begin(Op::Traced);
    }

    fn line(&mut self, line: Operand) {
        let Operand::Unsigned(line) = line else {
            unreachable!("a line")
        };
        let at = self.words.len() as u32;
        if let Some(last) = self.module.lines.last_mut().filter(|last| last.0 == at) {
            last.1 = line as u32;
            return;
        }
        self.module.lines.push((at, line as u32));
    }

    fn atom(&self, operand: Operand) -> Atom {
        match operand {
            Operand::Atom(index) => self.atoms[index as usize],
            _ => unreachable!("an atom"),
        }
    }

    /// Begin an instruction.
    fn begin(&mut self, op: Op) {
        self.start = self.words.len() as u32;
        self.words.push(op as u32);
    }

    /// An instruction whose operands are all terms or registers.
    fn emit(&mut self, op: Op, operands: &[Operand]) {
        self.begin(op);
        for operand in operands {
            self.operand(*operand);
        }
    }

    /// A plain number.
    fn number(&mut self, operand: Operand) -> u32 {
        match operand {
            Operand::Unsigned(number) => number as u32,
            Operand::Label(number) => number,
            Operand::Integer(number) => number as u32,
            Operand::Allocation { words, floats, funs } => words
                .saturating_add(floats.saturating_mul(2))
                .saturating_add(funs.saturating_mul(3)),
            _ => unreachable!("a number"),
        }
    }

    fn number_word(&mut self, operand: Operand) {
        let number = self.number(operand);
        self.words.push(number);
    }

    /// Words of a frame, the return address counted, in bytes.
    fn stack_words(&mut self, operand: Operand) {
        let words = self.number(operand);
        self.words.push((words + 1) * 8);
    }

    fn distance(&mut self, label: Operand) {
        if let Operand::Label(label @ 1..) = label {
            self.distances.push(Distance {
                word: self.words.len() as u32,
                start: self.start,
                label,
            });
        }
        self.words.push(0);
    }

    fn operand(&mut self, operand: Operand) {
        let word = self.place(operand);
        self.words.push(word);
    }

    fn place(&mut self, operand: Operand) -> u32 {
        match operand {
            Operand::X(register) => register * 8,
            Operand::Y(register) => (register + 1) * 8 + ON_STACK,
            Operand::FloatRegister(register) => register,
            _ => {
                let term = self.constant(operand);
                self.constant_word(term)
            }
        }
    }

    /// The place of a constant.
    fn constant_word(&mut self, term: Term) -> u32 {
        self.code
            .pool
            .constant(term, &mut self.module.constants)
            .unwrap_or_else(|| {
                self.full = true;
                0
            })
    }

    /// The term that a constant is.
    fn constant(&mut self, operand: Operand) -> Term {
        match operand {
            Operand::Atom(index) => self.atoms[index as usize].term(),
            Operand::Nil => Term::NIL,
            Operand::Integer(value) => self.literals.integer(value),
            Operand::Unsigned(value) => self.literals.unsigned(value),
            Operand::Character(value) => Term::small(i64::from(value)),
            Operand::Float(value) => self.literals.float(value),
            Operand::Literal(index) => self.terms[index as usize],
            Operand::BigInteger(index) => {
                let bytes = &self.beam.code.integers[index as usize];
                self.literals.big(&num_bigint::BigInt::from_signed_bytes_be(bytes))
            }
            _ => unreachable!("a constant"),
        }
    }

    fn list(&self, operand: Operand) -> &'a [Operand] {
        match operand {
            Operand::List { first, len } => self.beam.code.list(first, len),
            _ => unreachable!("a list"),
        }
    }

    /// The export that an operand imports.
    fn import(&mut self, operand: Operand) -> u32 {
        self.imported(operand).number
    }

    /// What an operand imports, which is looked for once.
    fn imported(&mut self, operand: Operand) -> Imported {
        let Operand::Unsigned(index) = operand else {
            unreachable!("an import")
        };
        if let Some(imported) = self.imports[index as usize] {
            return imported;
        }
        let import = self.beam.imports[index as usize];
        let (module, function) = (self.atoms[import.module as usize], self.atoms[import.function as usize]);
        let number = self.code.export(module, function, import.arity as u8);
        self.full |= number.is_none();
        let imported = Imported {
            number: number.unwrap_or(0),
            erlang: if module == atom::ERLANG { function.name() } else { "" },
        };
        self.imports[index as usize] = Some(imported);
        imported
    }
}
