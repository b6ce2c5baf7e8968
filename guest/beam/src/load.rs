//! Load: the bytes of a `.beam` file become a [`Beam`], of which every index and label may be trusted.
//!
//! `chunk` takes the file apart; `table` and `line` read what stands beside the code; `code` decodes
//! instructions (`opcode`, `operand`), holds them to their `shape`, and rewrites what compilers `old`er than OTP 25 emit. Nothing here knows terms or processes.
//! The format is described by OTP's `beam_asm`, `beam_disasm` and `genop.tab`.

mod bits;
pub mod chunk;
pub mod code;
pub mod error;
pub mod line;
pub mod md5;
mod missing;
pub mod old;
pub mod opcode;
pub mod operand;
mod reader;
mod record;
mod shape;
pub mod table;
mod verify;

pub use code::{Code, Function, Instruction};
pub use error::{LoadError, Tag};
pub use line::Lines;
pub use md5::module_md5;
pub use missing::{Missing, missing};
pub use opcode::Opcode;
pub use operand::Operand;
pub use table::{Export, Import, Lambda, Record};

use chunk::Chunks;
use rustc_hash::FxHashMap;

/// A module as its file has it. Names are indexes into `atoms`.
#[derive(Debug, Clone, PartialEq)]
pub struct Beam {
    /// The module's name: the first atom.
    pub module: u32,
    /// All atoms.
    pub atoms: Vec<String>,
    /// The functions of other modules that are called.
    pub imports: Vec<Import>,
    /// The functions that others may call.
    pub exports: Vec<Export>,
    /// The other functions, if the file tells them.
    pub locals: Vec<Export>,
    /// The funs.
    pub lambdas: Vec<Lambda>,
    /// The native records.
    pub records: Vec<Record>,
    /// The constants, each in the external term format.
    pub literals: Vec<Vec<u8>>,
    /// The bytes of strings in bit syntax.
    pub strings: Vec<u8>,
    /// Where instructions come from.
    pub lines: Lines,
    /// The module's attributes, in the external term format.
    pub attributes: Option<Vec<u8>>,
    /// How it was compiled, in the external term format.
    pub compile_info: Option<Vec<u8>>,
    /// The first number that is no label.
    pub label_count: u32,
    /// The instructions.
    pub code: Code,
    /// The module's checksum.
    pub md5: [u8; 16],
}

impl Beam {
    /// Reads a file, compressed or not, and sees to it that its code does no harm.
    pub fn parse(file: &[u8]) -> Result<Self, LoadError> {
        let mut beam = Self::parse_trusted(file)?;
        beam.code.unproven = verify::verify(
            &beam.code,
            verify::Tables {
                atoms: &beam.atoms,
                imports: &beam.imports,
                lambdas: &beam.lambdas,
            },
        )?;
        Ok(beam)
    }

    /// Reads a file of code that keeps to its frame, its registers and its heap, as that of a compiler does.
    pub fn parse_trusted(file: &[u8]) -> Result<Self, LoadError> {
        let file = chunk::uncompressed(file)?;
        let chunks = Chunks::of(&file)?;
        let atoms = table::atoms(&chunks)?;
        for tag in [b"Code", b"ExpT", b"ImpT"] {
            chunks.require(tag)?;
        }
        let imports = table::imports(&chunks, atoms.len())?;
        let lambdas = table::lambdas(&chunks, atoms.len())?;
        let literals = table::literals(&chunks)?;
        let lines = line::lines(&chunks, &atoms[0])?;
        let strings = chunks.find(b"StrT").unwrap_or_default();
        let context = shape::Context {
            atoms: &atoms,
            imports: &imports,
            lambdas: &lambdas,
            strings: strings.len(),
            lines: chunks.find(b"Line").map(|_| lines.items.len()),
        };
        let (mut code, added) = code::code(chunks.require(b"Code")?, &context, literals.len())?;
        let limits = operand::Limits::new(atoms.len(), literals.len(), code.labels.len() as u64);
        let records = record::records(&chunks, &limits, &mut code)?;
        let mut beam = Self {
            module: 0,
            exports: table::exports(&chunks, b"ExpT", atoms.len())?,
            locals: table::exports(&chunks, b"LocT", atoms.len())?,
            strings: strings.to_vec(),
            attributes: chunks.find(b"Attr").map(<[u8]>::to_vec),
            compile_info: chunks.find(b"CInf").map(<[u8]>::to_vec),
            label_count: code.labels.len() as u32,
            md5: md5::checksum(&chunks),
            atoms,
            imports,
            lambdas,
            records,
            literals,
            lines,
            code,
        };
        beam.atoms.extend(added.atoms);
        beam.literals.extend(added.literals);
        beam.check_entries()?;
        Ok(beam)
    }

    /// The module's name.
    pub fn name(&self) -> &str {
        &self.atoms[self.module as usize]
    }

    /// What the tables call a function must be one.
    fn check_entries(&self) -> Result<(), LoadError> {
        let arities: FxHashMap<u32, u32> = self
            .code
            .functions
            .iter()
            .map(|function| (function.entry, function.arity))
            .collect();
        let exported = self.exports.iter().map(|export| (*b"ExpT", export.label, export.arity));
        let local = self.locals.iter().map(|local| (*b"LocT", local.label, local.arity));
        let lambdas = self.lambdas.iter().map(|lambda| (*b"FunT", lambda.label, lambda.arity));
        for (tag, label, arity) in exported.chain(local).chain(lambdas) {
            if arities.get(&label) != Some(&arity) {
                return Err(LoadError::Malformed {
                    chunk: Tag(tag),
                    offset: 0,
                    what: "a label that is no function's of so many arguments",
                });
            }
        }
        Ok(())
    }
}
