//! Old: what the compilers of OTP 22 to 24 emit and later ones do not, rewritten in instructions of OTP 25.
//!
//! Debian's Elixir, for one, is compiled so that it runs on OTP 23. What compilers before OTP 22 emitted is refused, as
//! OTP 26 does.

use super::code::Code;
use super::opcode::Opcode;
use super::operand::{Operand, REGISTERS};
use super::shape::Context;
use Operand::{Allocation, Atom, Integer, List, Literal, Nil, Unsigned, X, Y};

/// Instead of the number of live registers: what is built is not collected before another instruction knows it.
pub(crate) const UNKNOWN_LIVE: u32 = u32::MAX;

/// An old instruction.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Its number in the file.
    pub number: u8,
    /// Its name in `genop.tab`.
    pub name: &'static str,
    pub(super) signature: &'static [u8],
    /// The release that introduced it.
    pub since: &'static str,
    /// The last release whose compiler emits it.
    pub last: u16,
    /// What it becomes.
    pub becomes: &'static str,
}

impl Row {
    /// How many operands it has.
    pub fn arity(&self) -> usize {
        self.signature.len()
    }
}

macro_rules! old {
    ($($number:literal $variant:ident $name:literal $signature:literal $since:literal $last:literal $becomes:literal;)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Old {
            $($variant = $number,)*
        }

        const VARIANTS: &[Old] = &[$(Old::$variant,)*];

        /// The old instructions, in order of number.
        pub const REWRITTEN: &[Row] = &[$(
            Row { number: $number, name: $name, signature: $signature.as_bytes(), since: $since, last: $last, becomes: $becomes },
        )*];
    };
}

old! {
    14 AllocateZero "allocate_zero" "WV" "R5" 23 "allocate, init_yregs";
    15 AllocateHeapZero "allocate_heap_zero" "WHV" "R5" 23 "allocate_heap, init_yregs";
    17 Init "init" "Y" "R5" 23 "init_yregs";
    89 PutInteger "bs_put_integer" "FSuuS" "R7A" 24 "a segment of bs_create_bin";
    90 PutBinary "bs_put_binary" "FSuuS" "R7A" 24 "a segment of bs_create_bin";
    91 PutFloat "bs_put_float" "FSuuS" "R7A" 24 "a segment of bs_create_bin";
    92 PutString "bs_put_string" "uu" "R7A" 24 "a segment of bs_create_bin";
    94 Fclearerror "fclearerror" "" "R8" 23 "nothing: the operations themselves fail";
    95 Fcheckerror "fcheckerror" "F" "R8" 23 "nothing: the operations themselves fail";
    103 MakeFun2 "make_fun2" "M" "R8" 23 "test_heap, make_fun3";
    109 Init2 "bs_init2" "FzHVuD" "R10B" 24 "bs_create_bin";
    111 Add "bs_add" "FSSuD" "R10B" 24 "a move of 0: bs_create_bin computes its size";
    134 Append "bs_append" "FSHVuSuD" "R12B" 24 "bs_create_bin";
    135 PrivateAppend "bs_private_append" "FSuSuD" "R12B" 24 "bs_create_bin";
    137 InitBits "bs_init_bits" "FzHVuD" "R12B" 24 "bs_create_bin";
    144 Utf8Size "bs_utf8_size" "FSD" "R12B-5" 24 "a move of 0: bs_create_bin computes its size";
    145 PutUtf8 "bs_put_utf8" "FuS" "R12B-5" 24 "a segment of bs_create_bin";
    146 Utf16Size "bs_utf16_size" "FSD" "R12B-5" 24 "a move of 0: bs_create_bin computes its size";
    147 PutUtf16 "bs_put_utf16" "FuS" "R12B-5" 24 "a segment of bs_create_bin";
    148 PutUtf32 "bs_put_utf32" "FuS" "R12B-5" 24 "a segment of bs_create_bin";
    150 RecvMark "recv_mark" "L" "R14A" 23 "nothing: it only makes a receive faster";
    151 RecvSet "recv_set" "L" "R14A" 23 "nothing: it only makes a receive faster";
}

impl Old {
    pub(super) fn from_number(number: u8) -> Option<(Old, Row)> {
        let at = REWRITTEN.iter().position(|row| row.number == number)?;
        Some((VARIANTS[at], REWRITTEN[at]))
    }
}

/// The name of an opcode, loaded or not.
pub(super) fn name(number: u8) -> Option<&'static str> {
    let old = REWRITTEN.iter().find(|row| row.number == number).map(|row| row.name);
    let refused = REFUSED.iter().find(|row| row.0 == number).map(|row| row.1);
    let loaded = Opcode::from_number(number).map(Opcode::name);
    loaded.or(old).or(refused)
}

/// What the rewritten instructions name beyond the file's own atoms and literals.
#[derive(Debug, Default)]
pub(super) struct Added {
    pub(super) atoms: Vec<String>,
    pub(super) literals: Vec<Vec<u8>>,
}

/// What is remembered from one old instruction to the next.
#[derive(Debug, Default)]
pub(super) struct Rewriter {
    pub(super) added: Added,
    /// The segments of the binary that is being built, which is the last instruction.
    building: Option<Vec<Operand>>,
    /// All x registers in order, and all y registers: written once, for the lists of many instructions.
    registers: Option<(u32, u32)>,
    literals: usize,
}

impl Rewriter {
    pub(super) fn new(literals: usize) -> Self {
        Self {
            literals,
            ..Self::default()
        }
    }

    /// The instruction that follows is none that adds to a binary.
    #[inline]
    pub(super) fn close(&mut self, code: &mut Code) {
        if let Some(segments) = self.building.take() {
            let list = code.push_list(segments);
            code.replace_last(list);
        }
    }

    /// Adds what an old instruction, whose operands are of its signature, becomes.
    pub(super) fn rewrite(
        &mut self,
        op: Old,
        operands: &[Operand],
        code: &mut Code,
        context: &Context<'_>,
    ) -> Result<(), &'static str> {
        if let Some((kind, unit, flags, value, size)) = self.segment(op, operands, context)? {
            let kind = self.atom(kind, context);
            let flags = self.flags(flags);
            let Some(segments) = &mut self.building else {
                return Err("a segment without a binary");
            };
            let number = segments.len() as u64 / 6 + 1;
            segments.extend([kind, Unsigned(number), Unsigned(unit), flags, value, size]);
            return Ok(());
        }
        self.close(code);
        match (op, operands) {
            (Old::AllocateZero, &[words, live]) => {
                code.push(Opcode::Allocate, &[words, live]);
                self.init_all(words, code);
            }
            (Old::AllocateHeapZero, &[words, heap, live]) => {
                code.push(Opcode::AllocateHeap, &[words, heap, live]);
                self.init_all(words, code);
            }
            (Old::Init, &[register]) => {
                let list = code.push_list([register]);
                code.push(Opcode::InitYregs, &[list]);
            }
            (Old::MakeFun2, &[lambda @ Unsigned(index)]) => {
                let free = context.lambdas[index as usize].free;
                code.push(
                    Opcode::TestHeap,
                    &[
                        Allocation {
                            words: free,
                            floats: 0,
                            funs: 1,
                        },
                        Unsigned(free.into()),
                    ],
                );
                let environment = List {
                    first: self.registers(code).0,
                    len: free,
                };
                code.push(Opcode::MakeFun3, &[lambda, X(0), environment]);
            }
            (Old::Init2 | Old::InitBits, &[fail, _, heap, live, _, destination]) => {
                self.create(fail, heap, live, destination, code);
            }
            (Old::Append, &[fail, _, heap, live, unit, binary, _, destination]) => {
                self.create(fail, heap, live, destination, code);
                self.start_with("append", unit, binary, context);
            }
            (Old::PrivateAppend, &[fail, _, unit, binary, _, destination]) => {
                // The compilers of OTP 23 and 24 have a test_heap before it, which says what registers live; that of OTP 22 has none.
                let mut before = code
                    .instructions
                    .iter()
                    .rev()
                    .skip_while(|last| last.op == Opcode::Line);
                let last = before.next().filter(|last| last.op == Opcode::TestHeap);
                // What follows builds terms in the room that was asked for.
                let (heap, live) = match last.map(|last| code.operands(*last)) {
                    Some(&[heap, live]) => (heap, live),
                    _ => (Unsigned(0), Unsigned(UNKNOWN_LIVE.into())),
                };
                self.create(fail, heap, live, destination, code);
                self.start_with("private_append", unit, binary, context);
            }
            (Old::Add | Old::Utf8Size | Old::Utf16Size, &[.., destination]) => {
                code.push(Opcode::Move, &[Integer(0), destination]);
            }
            _ => {}
        }
        Ok(())
    }

    /// Kind, unit, flags, value and size of the segment that an instruction adds, if it adds one.
    #[allow(clippy::type_complexity)]
    fn segment(
        &mut self,
        op: Old,
        operands: &[Operand],
        context: &Context<'_>,
    ) -> Result<Option<(&'static str, u64, u64, Operand, Operand)>, &'static str> {
        let kind = match op {
            Old::PutInteger => "integer",
            Old::PutBinary => "binary",
            Old::PutFloat => "float",
            Old::PutString => "string",
            Old::PutUtf8 => "utf8",
            Old::PutUtf16 => "utf16",
            Old::PutUtf32 => "utf32",
            _ => return Ok(None),
        };
        match *operands {
            [_, size, Unsigned(unit), Unsigned(flags), value] if unit <= 256 => {
                Ok(Some((kind, unit, flags, value, size)))
            }
            [_, Unsigned(flags), value] => {
                let undefined = self.atom("undefined", context);
                Ok(Some((kind, 0, flags, value, undefined)))
            }
            [Unsigned(size), at @ Unsigned(start)] if start + size <= context.strings as u64 => {
                Ok(Some((kind, 8, 0, at, Integer(size as i64))))
            }
            _ => Err("a segment that cannot be"),
        }
    }

    fn create(&mut self, fail: Operand, heap: Operand, live: Operand, destination: Operand, code: &mut Code) {
        code.push(Opcode::BsCreateBin, &[fail, heap, live, Unsigned(1), destination, Nil]);
        self.building = Some(Vec::new());
    }

    fn start_with(&mut self, kind: &'static str, unit: Operand, binary: Operand, context: &Context<'_>) {
        let (kind, all) = (self.atom(kind, context), self.atom("all", context));
        self.building = Some(vec![kind, Unsigned(1), unit, Nil, binary, all]);
    }

    fn init_all(&mut self, words: Operand, code: &mut Code) {
        if let Unsigned(words @ 1..) = words {
            let list = List {
                first: self.registers(code).1,
                len: words as u32,
            };
            code.push(Opcode::InitYregs, &[list]);
        }
    }

    /// Where the lists of all registers begin.
    fn registers(&mut self, code: &mut Code) -> (u32, u32) {
        *self.registers.get_or_insert_with(|| {
            let mut begin = |registers: Vec<Operand>| match code.push_list(registers) {
                List { first, .. } => first,
                _ => 0,
            };
            let numbers = 0..REGISTERS as u32;
            (begin(numbers.clone().map(X).collect()), begin(numbers.map(Y).collect()))
        })
    }

    fn atom(&mut self, name: &'static str, context: &Context<'_>) -> Operand {
        let added = &mut self.added.atoms;
        let at = added.iter().position(|atom| atom == name).unwrap_or_else(|| {
            added.push(name.into());
            added.len() - 1
        });
        Atom((context.atoms.len() + at) as u32)
    }

    /// The order of bytes, as a list of atoms: all that matters when a binary is built.
    fn flags(&mut self, bits: u64) -> Operand {
        const LITTLE: u64 = 2;
        const NATIVE: u64 = 16;
        let name = match bits {
            bits if bits & LITTLE != 0 => "little",
            bits if bits & NATIVE != 0 => "native",
            _ => return Nil,
        };
        // A list of one atom in the external term format.
        let list = [&[131, 108, 0, 0, 0, 1, 119, name.len() as u8], name.as_bytes(), &[106]].concat();
        let added = &mut self.added.literals;
        let at = added.iter().position(|literal| *literal == list).unwrap_or_else(|| {
            added.push(list);
            added.len() - 1
        });
        Literal((self.literals + at) as u32)
    }
}

/// Number, name, arity and release of the opcodes that are not loaded: those that no compiler since OTP 22 emits, and those of OTP 30.
#[rustfmt::skip]
pub const REFUSED: &[(u8, &str, u8, &str)] = &[
    (27, "m_plus", 4, "R5"), (28, "m_minus", 4, "R5"), (29, "m_times", 4, "R5"), (30, "m_div", 4, "R5"), (31, "int_div", 4, "R5"),
    (32, "int_rem", 4, "R5"), (33, "int_band", 4, "R5"), (34, "int_bor", 4, "R5"), (35, "int_bxor", 4, "R5"), (36, "int_bsl", 4, "R5"),
    (37, "int_bsr", 4, "R5"), (38, "int_bnot", 3, "R5"), (54, "is_constant", 2, "R5"), (68, "put_string", 3, "R5"), (70, "put_tuple", 2, "R5"),
    (71, "put", 1, "R5"), (76, "make_fun", 3, "R5"), (79, "bs_start_match", 2, "R7"), (80, "bs_get_integer", 5, "R7"),
    (81, "bs_get_float", 5, "R7"), (82, "bs_get_binary", 5, "R7"), (83, "bs_skip_bits", 4, "R7"), (84, "bs_test_tail", 2, "R7"),
    (85, "bs_save", 1, "R7"), (86, "bs_restore", 1, "R7"), (87, "bs_init", 2, "R7A"), (88, "bs_final", 2, "R7A"), (93, "bs_need_buf", 1, "R7B"),
    (110, "bs_bits_to_bytes", 3, "R10B"), (116, "bs_start_match2", 5, "R11B"), (122, "bs_save2", 2, "R11B"), (123, "bs_restore2", 2, "R11B"),
    (126, "bs_final2", 2, "R11B"), (127, "bs_bits_to_bytes2", 2, "R11B"), (128, "put_literal", 2, "R11B-4"), (130, "bs_context_to_binary", 1, "R12B"),
    (192, "get_record_elements_id", 4, "30"), (193, "update_record_id", 6, "30"),
];
