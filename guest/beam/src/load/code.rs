//! Code: the instructions of a module, decoded and held to what an interpreter trusts.

use super::error::{Failure, LoadError, Tag};
use super::old::{self, Added, Old, Rewriter};
use super::opcode::Opcode;
use super::operand::{Limits, Operand, Store, operand, quick};
use super::reader::Reader;
use super::shape::{self, Context, References};

/// An instruction; its operands stand in [`Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instruction {
    /// What it does.
    pub op: Opcode,
    /// Where its operands begin.
    first: u32,
}

/// A function: from the label of its `func_info` to the next function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function {
    /// Its name, an index into [`super::Beam::atoms`].
    pub name: u32,
    /// How many arguments; at most 255.
    pub arity: u32,
    /// The label of its `func_info`, where no clause matches.
    pub info: u32,
    /// The label where it is called.
    pub entry: u32,
    /// Its first instruction, an index into [`Code::instructions`].
    pub start: u32,
}

/// A module's instructions.
///
/// Each function begins with a label, `func_info` and the label of its entry; the last instruction is `int_code_end`.
/// Every label that an instruction refers to is defined, once: in the same function, or as the entry of another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Code {
    /// The instructions, in order.
    pub instructions: Vec<Instruction>,
    operands: Vec<Operand>,
    /// Integers of more than 64 bits: each in two's complement, highest byte first.
    pub integers: Vec<Vec<u8>>,
    /// The instruction of each label, an index into `instructions`; [`Code::UNDEFINED`] for a number that is not used.
    pub labels: Vec<u32>,
    /// The functions, in order.
    pub functions: Vec<Function>,
    /// The entry of the function that runs when the module is loaded.
    pub on_load: Option<u32>,
    /// Instructions whose first source has to be looked at while they run: that it is a list, a tuple, a map or a match context is not proved.
    pub unproven: Vec<u32>,
}

impl Code {
    /// The place of a label that is not in the code.
    pub const UNDEFINED: u32 = u32::MAX;

    /// An instruction's operands: as many as its opcode has.
    #[inline]
    pub fn operands(&self, instruction: Instruction) -> &[Operand] {
        &self.operands[instruction.first as usize..][..instruction.op.arity()]
    }

    /// The operands in an [`Operand::List`].
    #[inline]
    pub fn list(&self, first: u32, len: u32) -> &[Operand] {
        &self.operands[first as usize..][..len as usize]
    }

    /// Adds an instruction.
    pub(super) fn push(&mut self, op: Opcode, operands: &[Operand]) {
        self.instructions.push(Instruction {
            op,
            first: self.operands.len() as u32,
        });
        self.operands.extend_from_slice(operands);
    }

    /// Adds operands for a list.
    pub(super) fn push_list(&mut self, operands: impl IntoIterator<Item = Operand>) -> Operand {
        let first = self.operands.len();
        self.operands.extend(operands);
        Operand::List {
            first: first as u32,
            len: (self.operands.len() - first) as u32,
        }
    }

    /// Reads an operand of another chunk.
    pub(super) fn outside(&mut self, reader: &mut Reader<'_>, limits: &Limits) -> Result<Operand, Failure> {
        let mut store = Store {
            lists: Vec::new(),
            integers: std::mem::take(&mut self.integers),
        };
        let first = reader.u8("an operand")?;
        let mut operand = operand(first, reader, limits, &mut store)?;
        if let Operand::List { first, .. } = &mut operand {
            *first = self.operands.len() as u32;
        }
        self.operands.append(&mut store.lists);
        self.integers = store.integers;
        Ok(operand)
    }

    /// Replaces the last operand of the last instruction, which has some.
    pub(super) fn replace_last(&mut self, operand: Operand) {
        if let Some(last) = self.instructions.last() {
            self.operands[last.first as usize + last.op.arity() - 1] = operand;
        }
    }

    /// Whether a label is a function's entry.
    pub fn is_entry(&self, label: u32) -> bool {
        let at = self.labels.get(label as usize).copied().unwrap_or(Self::UNDEFINED);
        at != Self::UNDEFINED && at > 0 && self.instructions[at as usize - 1].op == Opcode::FuncInfo
    }
}

const CODE: Tag = Tag(*b"Code");

/// Decodes the chunk; gives as well what was added to the atoms and literals of the file.
pub(super) fn code(data: &[u8], context: &Context<'_>, literals: usize) -> Result<(Code, Added), Failure> {
    let mut reader = Reader::new(CODE, data);
    let header = reader.u32("the header's size")? as usize;
    reader.range(0, "the header's size", header as u64, reader.rest() as u64 + 1)?;
    if header < 16 {
        return Err(reader.malformed("the header is too short"));
    }
    reader.below(1, "the instruction set's version")?;
    let opcode = reader.below(256, "the highest opcode")? as u8;
    if opcode > Opcode::HIGHEST {
        return Err(Box::new(LoadError::Opcode { offset: 8, opcode }));
    }
    let offset = reader.offset();
    let labels = reader.u32("the number of labels")?;
    let functions = reader.u32("the number of functions")?;
    reader.bytes(header - 16, "the header")?;
    // A label takes two bytes; numbers may have gaps, but not so that a small file takes much memory.
    reader.range(
        offset,
        "the number of labels",
        labels.into(),
        reader.rest() as u64 + 1024,
    )?;
    let mut decoder = Decoder {
        limits: Limits::new(context.atoms.len(), literals, labels.into()),
        context,
        code: Code {
            instructions: Vec::with_capacity(reader.rest() / 4),
            operands: Vec::with_capacity(reader.rest() / 2),
            labels: vec![Code::UNDEFINED; labels as usize],
            ..Code::default()
        },
        references: References::default(),
        rewriter: Rewriter::new(literals),
        reader,
        store: Store::default(),
    };
    decoder.run(functions)?;
    decoder.code.integers = decoder.store.integers;
    Ok((decoder.code, decoder.rewriter.added))
}

struct Decoder<'a> {
    reader: Reader<'a>,
    context: &'a Context<'a>,
    limits: Limits,
    code: Code,
    references: References,
    rewriter: Rewriter,
    store: Store,
}

impl Decoder<'_> {
    fn run(&mut self, functions: u32) -> Result<(), Failure> {
        self.instructions().map_err(|why| self.inside(None, why))?;
        let offset = self.reader.offset();
        for &(label, offset) in &self.references.entries {
            if !self.code.is_entry(label) {
                return Err(malformed(offset as usize, "a call to a label that is no function's"));
            }
        }
        match self.code.functions.last() {
            Some(last) if last.entry == 0 => Err(malformed(offset, "a function without an entry")),
            _ if self.code.functions.len() as u64 != u64::from(functions) => {
                Err(malformed(offset, "the number of functions is not the header's"))
            }
            _ => Ok(()),
        }
    }

    /// All instructions, to the one that ends them.
    fn instructions(&mut self) -> Result<(), Failure> {
        loop {
            let offset = self.reader.offset();
            let op = match self.instruction(offset) {
                Ok(Some(op)) => op,
                Ok(None) => continue,
                Err(why) => return Err(self.inside(self.reader.byte(offset), why)),
            };
            match op {
                Opcode::Label => self.label(offset)?,
                Opcode::FuncInfo => self.function(offset)?,
                Opcode::OnLoad => self.code.on_load = Some(self.function_at(offset)?.entry),
                Opcode::IntCodeEnd => break,
                Opcode::BsMatchString => self.match_string(offset)?,
                Opcode::Line => {}
                _ if self.code.functions.is_empty() => {
                    return Err(malformed(offset, "an instruction before any function"));
                }
                _ => {}
            }
        }
        self.end_function(self.code.instructions.len() as u32 - 1)
    }

    /// Says in which function something is wrong, and with which instruction if that cannot be read.
    #[cold]
    fn inside(&self, opcode: Option<u8>, why: Failure) -> Failure {
        let Some(function) = self.code.functions.last() else {
            return why;
        };
        if matches!(*why, LoadError::Inside { .. }) {
            return why;
        }
        let name = |atom: u32| &self.context.atoms[atom as usize];
        let function = format!("{}:{}/{}", name(0), name(function.name), function.arity);
        let op = opcode.and_then(old::name);
        Box::new(LoadError::Inside { function, op, why })
    }

    /// Reads an instruction; `None` for one that is rewritten (see [`old`]).
    #[inline]
    fn instruction(&mut self, offset: usize) -> Result<Option<Opcode>, Failure> {
        self.references.offset = offset as u32;
        let number = self.reader.u8("an instruction")?;
        let Some(op) = Opcode::from_number(number) else {
            return self.old(number, offset).map(|()| None);
        };
        self.rewriter.close(&mut self.code);
        let first = self.operands(op.name(), op.signature(), offset)?;
        self.code.instructions.push(Instruction {
            op,
            first: first as u32,
        });
        Ok(Some(op))
    }

    /// Reads operands and holds them to their signature.
    #[inline]
    fn operands(&mut self, name: &'static str, signature: &[u8], offset: usize) -> Result<usize, Failure> {
        let first = self.code.operands.len();
        for (position, &kind) in signature.iter().enumerate() {
            let byte = self.reader.u8("an operand")?;
            let operand = match quick(byte, &mut self.reader, &self.limits) {
                Some(operand) if shape::admits_at_once(kind, byte) => {
                    self.code.operands.push(operand);
                    continue;
                }
                Some(operand) => operand,
                None => operand(byte, &mut self.reader, &self.limits, &mut self.store)?,
            };
            if !shape::admits(kind, operand, &self.store.lists, self.context, &mut self.references) {
                return Err(not_admitted(name, kind, position, offset));
            }
            self.code.operands.push(operand);
        }
        if !self.store.lists.is_empty() {
            self.append_lists(first);
        }
        Ok(first)
    }

    /// Lets the lists of the last instruction follow its operands.
    fn append_lists(&mut self, operands: usize) {
        let behind = self.code.operands.len() as u32;
        for operand in &mut self.code.operands[operands..] {
            if let Operand::List { first, .. } = operand {
                *first += behind;
            }
        }
        self.code.operands.append(&mut self.store.lists);
    }

    #[cold]
    fn old(&mut self, number: u8, offset: usize) -> Result<(), Failure> {
        let (op, row) = Old::from_number(number).ok_or(LoadError::Opcode { offset, opcode: number })?;
        let first = self.operands(row.name, row.signature, offset)?;
        let operands = self.code.operands.split_off(first);
        self.rewriter
            .rewrite(op, &operands, &mut self.code, self.context)
            .map_err(|what| malformed(offset, what))
    }

    /// The one instruction whose two numbers belong together: bits, and where in the strings they begin.
    fn match_string(&self, offset: usize) -> Result<(), Failure> {
        let last = self.code.instructions[self.code.instructions.len() - 1];
        match *self.code.operands(last) {
            [_, _, Operand::Unsigned(bits), Operand::Unsigned(at)]
                if bits.div_ceil(8) + at <= self.context.strings as u64 =>
            {
                Ok(())
            }
            _ => Err(malformed(offset, "a string beyond the strings")),
        }
    }

    /// The label just read.
    fn label(&mut self, offset: usize) -> Result<(), Failure> {
        let at = self.code.instructions.len() - 1;
        let [Operand::Unsigned(label)] = *self.code.operands(self.code.instructions[at]) else {
            return Err(malformed(offset, "a label without a number"));
        };
        match self.code.labels.get_mut(label as usize) {
            Some(place) if label > 0 && *place == Code::UNDEFINED => {
                *place = at as u32;
                self.code.replace_last(Operand::Label(label as u32));
            }
            Some(_) if label > 0 => return Err(malformed(offset, "a label is defined twice")),
            _ => self.reader.range(
                offset,
                "a label",
                label.wrapping_sub(1),
                self.limits.labels.saturating_sub(1),
            )?,
        }
        if at > 0
            && self.code.instructions[at - 1].op == Opcode::FuncInfo
            && let Some(function) = self.code.functions.last_mut()
        {
            function.entry = label as u32;
        }
        Ok(())
    }

    /// The `func_info` just read: before it stand its label and perhaps a line, in either order.
    fn function(&mut self, offset: usize) -> Result<(), Failure> {
        let instructions = &self.code.instructions;
        let at = instructions.len() - 1;
        let [Operand::Atom(module), Operand::Atom(name), Operand::Unsigned(arity)] =
            *self.code.operands(instructions[at])
        else {
            return Err(malformed(offset, "func_info without a name"));
        };
        if module != 0 {
            return Err(malformed(offset, "func_info of another module"));
        }
        let lines = instructions[..at]
            .iter()
            .rev()
            .take_while(|i| i.op == Opcode::Line)
            .count();
        let labelled = at
            .checked_sub(lines + 1)
            .filter(|&at| instructions[at].op == Opcode::Label);
        let Some(labelled) = labelled else {
            return Err(malformed(offset, "func_info without a label"));
        };
        let [Operand::Label(info)] = *self.code.operands(instructions[labelled]) else {
            return Err(malformed(offset, "func_info without a label"));
        };
        let lines = instructions[..labelled]
            .iter()
            .rev()
            .take_while(|i| i.op == Opcode::Line)
            .count();
        let start = (labelled - lines) as u32;
        self.end_function(start)?;
        self.code.functions.push(Function {
            name,
            arity: arity as u32,
            info,
            entry: 0,
            start,
        });
        Ok(())
    }

    /// The present function ends before the instruction `end`: all its labels are known.
    fn end_function(&mut self, end: u32) -> Result<(), Failure> {
        let Some(&Function { start, entry, .. }) = self.code.functions.last() else {
            return match end {
                0 => Ok(()),
                _ => Err(malformed(
                    self.references.offset as usize,
                    "something before the first function",
                )),
            };
        };
        if entry == 0 {
            return Err(malformed(
                self.references.offset as usize,
                "a function without an entry",
            ));
        }
        for &(label, offset) in &self.references.labels {
            if !(start..end).contains(&self.code.labels[label as usize]) {
                return Err(malformed(
                    offset as usize,
                    "a jump to a label that is not in the function",
                ));
            }
        }
        self.references.labels.clear();
        Ok(())
    }

    fn function_at(&self, offset: usize) -> Result<Function, Failure> {
        match self.code.functions.last() {
            Some(function) if function.entry != 0 && function.arity == 0 => Ok(*function),
            _ => Err(malformed(offset, "on_load outside a function without arguments")),
        }
    }
}

#[cold]
fn malformed(offset: usize, what: &'static str) -> Failure {
    let chunk = CODE;
    Box::new(LoadError::Malformed { chunk, offset, what })
}

#[cold]
fn not_admitted(name: &'static str, kind: u8, position: usize, offset: usize) -> Failure {
    Box::new(LoadError::Operand {
        offset,
        name,
        position: position + 1,
        expected: shape::expected(kind),
    })
}
