//! Bits: matching and constructing binaries.

use super::Translation;
use crate::{
    load::{Opcode, Operand},
    op::{
        Op,
        bits::{LITTLE, NATIVE, SIGNED, SegmentKind},
    },
    term::atom,
};

/// In place of a segment's size: all of it.
const ALL: u32 = u32::MAX;

impl Translation<'_> {
    /// Translate an instruction of this room; false if it is none.
    pub(super) fn bits(&mut self, op: Opcode, operands: &[Operand]) -> bool {
        match op {
            Opcode::BsStartMatch3 => self.start_match(operands[0], operands[2], operands[1], operands[3]),
            Opcode::BsStartMatch4 => self.start_match(operands[0], operands[1], operands[2], operands[3]),
            Opcode::BsGetPosition => {
                self.emit(Op::BitsPosition, &operands[..2]);
            }
            Opcode::BsSetPosition => self.emit(Op::BitsSetPosition, operands),
            Opcode::BsGetTail => {
                self.emit(Op::BitsTail, &operands[..2]);
                self.number_word(operands[2]);
            }
            Opcode::BsGetInteger2 => self.field(Op::BitsInteger, operands),
            Opcode::BsGetFloat2 => self.field(Op::BitsFloat, operands),
            Opcode::BsGetBinary2 => self.field(Op::BitsBinary, operands),
            Opcode::BsSkipBits2 => {
                self.begin(Op::BitsSkip);
                self.distance(operands[0]);
                self.operand(operands[1]);
                self.size(operands[2]);
                self.number_word(operands[3]);
            }
            Opcode::BsTestTail2 => self.counted_test(Op::BitsTestTail, operands),
            Opcode::BsTestUnit => self.counted_test(Op::BitsTestUnit, operands),
            Opcode::BsMatchString => {
                self.begin(Op::BitsString);
                self.distance(operands[0]);
                self.operand(operands[1]);
                self.number_word(operands[2]);
                self.string(operands[3]);
            }
            Opcode::BsGetUtf8 => self.character(Op::BitsUtf8, operands),
            Opcode::BsGetUtf16 => self.character(Op::BitsUtf16, operands),
            Opcode::BsGetUtf32 => self.character(Op::BitsUtf32, operands),
            Opcode::BsSkipUtf8 => self.skip_character(Op::BitsSkipUtf8, operands),
            Opcode::BsSkipUtf16 => self.skip_character(Op::BitsSkipUtf16, operands),
            Opcode::BsSkipUtf32 => self.skip_character(Op::BitsSkipUtf32, operands),
            Opcode::BsInitWritable => self.begin(Op::BitsWritable),
            Opcode::BsCreateBin => self.create(operands),
            Opcode::BsMatch => self.commands(operands),
            _ => return false,
        }
        true
    }

    /// `no_fail` and `resume` are atoms where a label could be.
    fn start_match(&mut self, label: Operand, source: Operand, live: Operand, destination: Operand) {
        let (source, live) = match live {
            Operand::Unsigned(_) => (source, live),
            _ => (live, source),
        };
        self.begin(Op::BitsStart);
        self.distance(label);
        self.operand(source);
        self.number_word(live);
        self.operand(destination);
    }

    /// label, context, live, size, unit, flags, destination
    fn field(&mut self, op: Op, operands: &[Operand]) {
        let flags = self.number(operands[5]);
        let is_byte = op == Op::BitsInteger
            && flags & u32::from(SIGNED) == 0
            && matches!(operands[3], Operand::Integer(size) if size * i64::from(self.number(operands[4])) == 8);
        if is_byte {
            self.begin(Op::BitsByte);
            self.distance(operands[0]);
            self.operand(operands[1]);
            self.operand(operands[6]);
            return;
        }
        self.begin(op);
        self.distance(operands[0]);
        self.operand(operands[1]);
        self.number_word(operands[2]);
        self.size(operands[3]);
        self.number_word(operands[4]);
        self.words.push(flags);
        self.operand(operands[6]);
    }

    /// A size, or all that there is.
    fn size(&mut self, operand: Operand) {
        match operand {
            Operand::Atom(index) if self.atoms[index as usize] == atom::ALL => self.words.push(ALL),
            _ => self.operand(operand),
        }
    }

    fn counted_test(&mut self, op: Op, operands: &[Operand]) {
        self.begin(op);
        self.distance(operands[0]);
        self.operand(operands[1]);
        self.number_word(operands[2]);
    }

    /// label, context, live, flags, destination
    fn character(&mut self, op: Op, operands: &[Operand]) {
        self.begin(op);
        self.distance(operands[0]);
        self.operand(operands[1]);
        self.number_word(operands[3]);
        self.operand(operands[4]);
    }

    fn skip_character(&mut self, op: Op, operands: &[Operand]) {
        self.begin(op);
        self.distance(operands[0]);
        self.operand(operands[1]);
        self.number_word(operands[3]);
    }

    /// The address of a byte of the module's strings, as a word in the pool.
    fn string(&mut self, offset: Operand) {
        let offset = self.number(offset) as usize;
        let address = self.module.strings.as_ptr().wrapping_add(offset);
        let slot = self
            .code
            .pool
            .slot_for(address as usize as u64, &mut self.module.constants);
        self.full |= slot.is_none();
        self.words.push(slot.unwrap_or(0));
    }

    /// label, live, destination, count, words needed behind it, (kind and flags, unit, value, size)...
    fn create(&mut self, operands: &[Operand]) {
        let segments = self.list(operands[5]);
        self.begin(if self.appends_byte(segments) {
            Op::BitsAppendByte
        } else {
            Op::BitsCreate
        });
        self.distance(operands[0]);
        self.number_word(operands[2]);
        self.operand(operands[4]);
        self.words.push(segments.len() as u32 / 6);
        self.need(operands[1]);
        for segment in segments.chunks_exact(6) {
            let kind = SegmentKind::named(self.atom(segment[0]).name()).unwrap_or(SegmentKind::Integer);
            let flags = self.flags(segment[3]);
            // Its number in the source: literals before it may have become one segment.
            let number = self.number(segment[1]).min(u16::MAX.into());
            self.words.push(kind as u32 | u32::from(flags) << 8 | number << 16);
            self.number_word(segment[2]);
            if kind == SegmentKind::String {
                self.string(segment[4]);
                self.number_word(segment[5]);
                continue;
            }
            self.operand(segment[4]);
            match segment[5] {
                Operand::Atom(index) if matches!(self.atoms[index as usize], atom::ALL | atom::UNDEFINED) => {
                    self.words.push(ALL);
                }
                size => self.operand(size),
            }
        }
    }

    /// Whether the segments are `Binary/binary, Byte`.
    fn appends_byte(&self, segments: &[Operand]) -> bool {
        let [
            first,
            _,
            Operand::Unsigned(8),
            ..,
            first_size,
            second,
            _,
            Operand::Unsigned(unit),
            _,
            _,
            size,
        ] = segments
        else {
            return false;
        };
        self.atom(*first).name() == "append"
            && matches!(first_size, Operand::Atom(index) if self.atoms[*index as usize] == atom::ALL)
            && self.atom(*second) == atom::INTEGER
            && matches!(size, Operand::Integer(size) if *size == 8 / (*unit).clamp(1, 8) as i64 && 8 % (*unit).max(1) == 0)
    }

    /// `[]`, or a literal list of the names of flags.
    fn flags(&mut self, operand: Operand) -> u8 {
        let list = self.constant(operand);
        list.elements()
            .filter_map(|flag| flag.as_atom())
            .fold(0, |flags, flag| {
                flags
                    | match flag {
                        atom::LITTLE => LITTLE,
                        atom::SIGNED => SIGNED,
                        atom::NATIVE => NATIVE,
                        _ => 0,
                    }
            })
    }

    /// The commands of `bs_match`, each an instruction of its own.
    fn commands(&mut self, operands: &[Operand]) {
        let (label, context) = (operands[0], operands[1]);
        let mut rest = self.list(operands[2]);
        while let [Operand::Atom(name), command @ ..] = rest {
            let taken = match self.atoms[*name as usize].name() {
                "ensure_at_least" => {
                    self.counted_test(Op::BitsAtLeast, &[label, context, command[0]]);
                    self.number_word(command[1]);
                    2
                }
                "ensure_exactly" => {
                    self.counted_test(Op::BitsTestTail, &[label, context, command[0]]);
                    1
                }
                "skip" => {
                    self.begin(Op::BitsSkip);
                    self.distance(label);
                    self.operand(context);
                    let bits = self.number(command[0]);
                    self.operand(Operand::Integer(i64::from(bits)));
                    self.words.push(1);
                    1
                }
                "get_tail" => {
                    self.emit(Op::BitsTail, &[context, command[2]]);
                    self.number_word(command[0]);
                    3
                }
                "=:=" => {
                    self.counted_test(Op::BitsValue, &[label, context, command[1]]);
                    self.operand(command[2]);
                    3
                }
                name => {
                    let op = if name == "integer" {
                        Op::BitsInteger
                    } else {
                        Op::BitsBinary
                    };
                    let flags = self.flags(command[1]);
                    let size = Operand::Integer(i64::from(self.number(command[2])));
                    let flags = Operand::Unsigned(u64::from(flags));
                    self.field(op, &[label, context, command[0], size, command[3], flags, command[4]]);
                    5
                }
            };
            rest = &command[taken..];
        }
    }
}
