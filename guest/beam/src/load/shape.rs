//! Shape: whether an instruction's operands are of the kinds that its signature asks for.
//!
//! | letter | operand | letter | operand |
//! |---|---|---|---|
//! | `S` | a term: register or constant | `D`, `R` | an x or y register |
//! | `L` | a label of the same function | `F` | such a label, or 0 for none |
//! | `E` | the entry of a function | `A` | an atom |
//! | `I` | an import | `0` to `3` | an import of so many arguments |
//! | `M` | a fun | `Y` | a y register |
//! | `n` | a number | `u` | a number below 2^32 |
//! | `N` | an arity, 0 to 255 | `V` | the number of live x registers |
//! | `W` | words of stack | `H` | words of heap, or an allocation |
//! | `f` | a floating point register | `g`, `G` | that, or `S`, `D` |
//! | `l` | a source location | `q` | `L`, or the atom `no_fail` or `resume` |
//! | `p` | a fun, or an atom | `z` | a number, or `S` |
//! | | | `s` | a list of `S` |
//! | `v` | of constants and `L`, in turn | `t` | of `u` and `L` |
//! | `m` | of `S` and `S` | `d` | of `S` and `D` |
//! | `r` | of `u` and `S` | `y` | of `Y` |
//! | `i` | a record: name or `{Module, Name}` | `e`, `w` | of atoms and `D`, of atoms and `S` |
//! | `c` | of the segments of `bs_create_bin` | `k` | of the commands of `bs_match` |

use super::bits;
use super::operand::{HEAP, Operand, REGISTERS};
use super::table::{ARITIES, Import, Lambda};

/// What instructions may refer to beside what operands already are held to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) atoms: &'a [String],
    pub(super) imports: &'a [Import],
    pub(super) lambdas: &'a [Lambda],
    pub(super) strings: usize,
    /// None in a stripped module, whose `line` instructions keep their numbers.
    pub(super) lines: Option<usize>,
}

/// The labels that an instruction refers to, to be looked at when their places are known.
#[derive(Debug, Default)]
pub(super) struct References {
    /// In the present function.
    pub(super) labels: Vec<(u32, u32)>,
    /// Entries of functions.
    pub(super) entries: Vec<(u32, u32)>,
    /// Where the present instruction begins.
    pub(super) offset: u32,
}

/// By kind, which operands of one or two bytes need not be looked at: a bit for each of the tags 0 to 7.
const AT_ONCE: [u8; 256] = {
    let mut tags = [0; 256];
    tags[b'S' as usize] = 0b0001_1110;
    tags[b'D' as usize] = 0b0001_1000;
    tags[b'R' as usize] = 0b0001_1000;
    tags[b'Y' as usize] = 0b0001_0000;
    tags[b'n' as usize] = 0b0000_0001;
    tags[b'u' as usize] = 0b0000_0001;
    tags
};

/// Whether an operand of one or two bytes, of which this is the first, is of a kind.
#[inline(always)]
pub(super) fn admits_at_once(kind: u8, first: u8) -> bool {
    AT_ONCE[kind as usize] >> (first & 0x07) & 1 != 0
}

/// Whether an operand is of a kind; if it is a list, those in it are the last of `lists`. The commonest kinds first, for the sake of speed.
#[inline(always)]
pub(super) fn admits(
    kind: u8,
    operand: Operand,
    lists: &[Operand],
    context: &Context<'_>,
    refer: &mut References,
) -> bool {
    use Operand::{FloatRegister, Label, Unsigned};
    match kind {
        b'S' => operand.is_source(),
        b'D' | b'R' => operand.is_register(),
        b'n' => matches!(operand, Unsigned(_)),
        b'L' | b'F' => match operand {
            Label(0) => kind == b'F',
            Label(label) => {
                refer.labels.push((label, refer.offset));
                true
            }
            _ => false,
        },
        b'E' => match operand {
            Label(label) if label != 0 => {
                refer.entries.push((label, refer.offset));
                true
            }
            _ => false,
        },
        b'u' | b'N' | b'V' | b'W' => matches!(operand, Unsigned(number) if number < limit(kind)),
        b'l' => matches!(operand, Unsigned(line) if line < context.lines.map_or(1 << 32, |lines| lines as u64)),
        b'I' => matches!(operand, Unsigned(import) if import < context.imports.len() as u64),
        b'f' => matches!(operand, FloatRegister(_)),
        _ => admits_rarely(kind, operand, lists, context, refer),
    }
}

/// The first number that is too large.
fn limit(kind: u8) -> u64 {
    match kind {
        b'N' => ARITIES as u64,
        b'V' | b'W' => REGISTERS as u64 + 1,
        _ => 1 << 32,
    }
}

fn admits_rarely(kind: u8, operand: Operand, lists: &[Operand], context: &Context<'_>, refer: &mut References) -> bool {
    use Operand::{Allocation, Atom, FloatRegister, Label, List, Unsigned, Y};
    match (kind, operand) {
        (b'A' | b'p', Atom(_)) | (b'Y', Y(_)) | (b'z', Unsigned(_)) | (b'g' | b'G', FloatRegister(_)) => true,
        (b'g' | b'z', _) => operand.is_source(),
        (b'G', _) => operand.is_register(),
        (b'H', Unsigned(words)) => words < HEAP,
        (b'H', Allocation { .. }) => true,
        (b'0'..=b'3', Unsigned(import)) => {
            let import = context.imports.get(import as usize);
            import.is_some_and(|function| function.arity == u32::from(kind - b'0'))
        }
        (b'M' | b'p', Unsigned(lambda)) => lambda < context.lambdas.len() as u64,
        (b'q', Atom(atom)) => matches!(context.atoms[atom as usize].as_str(), "no_fail" | "resume"),
        (b'i', Atom(_) | Operand::Literal(_)) => true,
        (b'q', Label(_)) => admits(b'L', operand, lists, context, refer),
        (_, List { first, .. }) => list(kind, &lists[first as usize..], context, refer),
        _ => false,
    }
}

fn list(kind: u8, list: &[Operand], context: &Context<'_>, refer: &mut References) -> bool {
    let number = |operand: Operand| matches!(operand, Operand::Unsigned(number) if number < 1 << 32);
    let mut target = |operand: Operand| match operand {
        Operand::Label(label) if label != 0 => {
            refer.labels.push((label, refer.offset));
            true
        }
        _ => false,
    };
    match kind {
        b's' => list.iter().all(|operand| operand.is_source()),
        b'y' => list.iter().all(|operand| matches!(operand, Operand::Y(_))),
        b'v' => pairs(list, |value, label| value.is_constant() && target(label)),
        b't' => pairs(list, |arity, label| number(arity) && target(label)),
        b'm' => pairs(list, |key, value| key.is_source() && value.is_source()),
        b'd' => pairs(list, |key, value| key.is_source() && value.is_register()),
        b'e' => pairs(list, |field, value| {
            matches!(field, Operand::Atom(_)) && value.is_register()
        }),
        b'w' => pairs(list, |field, value| {
            matches!(field, Operand::Atom(_)) && value.is_source()
        }),
        b'r' => pairs(list, |index, value| {
            number(index) && index != Operand::Unsigned(0) && value.is_source()
        }),
        b'c' => bits::are_segments(list, context),
        b'k' => bits::are_commands(list, context),
        _ => false,
    }
}

fn pairs(list: &[Operand], mut are: impl FnMut(Operand, Operand) -> bool) -> bool {
    let (pairs, rest) = list.as_chunks();
    rest.is_empty() && pairs.iter().all(|&[a, b]| are(a, b))
}

/// What a letter asks for, in words.
pub(super) fn expected(kind: u8) -> &'static str {
    match kind {
        b'S' => "a register or a constant",
        b'D' | b'R' => "a register",
        b'L' => "a label",
        b'F' => "a label or none",
        b'E' => "a function's label",
        b'A' => "an atom",
        b'I' => "an import",
        b'0'..=b'3' => "a function of as many arguments",
        b'M' => "a fun",
        b'Y' => "a y register",
        b'n' => "a number",
        b'z' => "a number, a register or a constant",
        b'u' => "a number in range",
        b'N' => "an arity of at most 255",
        b'V' => "a number of registers",
        b'W' => "a number of words of stack",
        b'H' => "a reasonable number of words of heap",
        b'f' => "a floating point register",
        b'g' => "a floating point register, another or a constant",
        b'G' => "a floating point or another register",
        b'l' => "a source location",
        b'q' => "a label, no_fail or resume",
        b'p' => "a fun or an atom",
        b's' => "a list of registers and constants",
        b'v' => "a list of constants and labels",
        b't' => "a list of arities and labels",
        b'm' => "a list of keys and values",
        b'd' => "a list of keys and registers",
        b'e' => "a list of fields and registers",
        b'w' => "a list of fields and values",
        b'i' => "a record's name",
        b'r' => "a list of positions and values",
        b'y' => "a list of y registers",
        b'c' => "a list of segments",
        _ => "a list of matching commands",
    }
}
