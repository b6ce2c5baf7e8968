//! Tables: the chunks beside the code: atoms, imports, exports, funs, literals.

use super::chunk::{Chunks, inflated};
use super::error::{LoadError, Tag};
use super::operand::Operand;
use super::reader::Reader;

/// A function of some module that the code calls. Atoms are indexes into [`super::Beam::atoms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Import {
    /// The module's name.
    pub module: u32,
    /// The function's name.
    pub function: u32,
    /// How many arguments; at most 255.
    pub arity: u32,
}

/// A function of this module, exported or local.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Export {
    /// The function's name, an index into [`super::Beam::atoms`].
    pub function: u32,
    /// How many arguments; at most 255.
    pub arity: u32,
    /// Its entry: the label after its `func_info`.
    pub label: u32,
}

/// A fun's code and what of its environment it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lambda {
    /// The name of the function that the compiler made of it, an index into [`super::Beam::atoms`].
    pub function: u32,
    /// That function's arguments: the fun's own, then the `free` variables; at most 255.
    pub arity: u32,
    /// Its entry: the label after its `func_info`.
    pub label: u32,
    /// Its number among the module's funs.
    pub index: u32,
    /// How many variables of its environment it holds; at most `arity`.
    pub free: u32,
    /// A checksum of 27 bits, part of old external funs.
    pub old_uniq: u32,
}

/// A native record.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its name, an index into [`super::Beam::atoms`].
    pub name: u32,
    /// `true` or `false`: whether other modules may see its fields.
    pub exported: u32,
    /// Its fields, each with its default, a constant, if it has one.
    pub fields: Vec<(u32, Option<Operand>)>,
}

/// The largest arity there is (`MAX_ARG` of OTP).
pub(super) const ARITIES: usize = 256;

/// The atoms, each as text. OTP 28 writes their count negated when lengths are compact terms (for atoms longer than 255 bytes).
pub(super) fn atoms(chunks: &Chunks<'_>) -> Result<Vec<String>, LoadError> {
    const CHARACTERS: usize = 256;
    let (tag, data) = chunks.atoms()?;
    let mut reader = Reader::new(tag, data);
    let signed = reader.u32("the number of atoms")? as i32;
    let count = signed.unsigned_abs() as usize;
    reader.range(0, "the number of atoms", count as u64, reader.rest() as u64 + 1)?;
    if count == 0 {
        return Err(LoadError::Malformed {
            chunk: tag,
            offset: 0,
            what: "there is no atom to name the module",
        });
    }
    let mut atoms = Vec::with_capacity(count);
    for _ in 0..count {
        let offset = reader.offset();
        let length = match signed {
            1.. => u64::from(reader.u8("an atom's length")?),
            _ => reader.unsigned(0, "an atom's length must be a number")?,
        };
        let bytes = reader.bytes(usize::try_from(length).unwrap_or(usize::MAX), "an atom")?;
        let text = match &tag.0 {
            b"Atom" => bytes.iter().map(|&byte| char::from(byte)).collect(),
            _ => match str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => {
                    return Err(LoadError::Malformed {
                        chunk: tag,
                        offset,
                        what: "an atom is not UTF-8",
                    });
                }
            },
        };
        // A byte count tells most of the time that there is nothing to count.
        if text.len() >= CHARACTERS {
            reader.range(
                offset,
                "the number of an atom's characters",
                text.chars().count() as u64,
                CHARACTERS as u64,
            )?;
        }
        atoms.push(text);
    }
    Ok(atoms)
}

/// The imports.
pub(super) fn imports(chunks: &Chunks<'_>, atoms: usize) -> Result<Vec<Import>, LoadError> {
    entries(chunks, b"ImpT", 12, |reader| {
        let (module, function) = (atom(reader, atoms)?, atom(reader, atoms)?);
        Ok(Import {
            module,
            function,
            arity: reader.below(ARITIES, "an import's arity")?,
        })
    })
}

/// The exports (`ExpT`) or the local functions (`LocT`).
pub(super) fn exports(chunks: &Chunks<'_>, tag: &[u8; 4], atoms: usize) -> Result<Vec<Export>, LoadError> {
    entries(chunks, tag, 12, |reader| {
        let (function, arity) = (atom(reader, atoms)?, reader.below(ARITIES, "a function's arity")?);
        Ok(Export {
            function,
            arity,
            label: reader.u32("a function's label")?,
        })
    })
}

/// The funs.
pub(super) fn lambdas(chunks: &Chunks<'_>, atoms: usize) -> Result<Vec<Lambda>, LoadError> {
    entries(chunks, b"FunT", 24, |reader| {
        let (function, arity) = (atom(reader, atoms)?, reader.below(ARITIES, "a fun's arity")?);
        let (label, index) = (reader.u32("a fun's label")?, reader.u32("a fun's number")?);
        let free = reader.below(arity as usize + 1, "the number of a fun's free variables")?;
        Ok(Lambda {
            function,
            arity,
            label,
            index,
            free,
            old_uniq: reader.u32("a fun's checksum")?,
        })
    })
}

/// The literals, each a term in the external format. The chunk is a zlib stream behind its inflated size; OTP 28 writes a size of 0 and no zlib.
pub(super) fn literals(chunks: &Chunks<'_>) -> Result<Vec<Vec<u8>>, LoadError> {
    let tag = Tag(*b"LitT");
    let Some(data) = chunks.find(b"LitT") else {
        return Ok(Vec::new());
    };
    let size = Reader::new(tag, data).u32("the inflated size")?;
    let inflated = if size == 0 {
        None
    } else {
        Some(inflated(tag, 4, &data[4..], size)?)
    };
    let mut reader = Reader::new(tag, inflated.as_deref().unwrap_or(&data[4..]));
    let count = reader.count(4, "the number of literals")?;
    let mut literals = Vec::with_capacity(count);
    for _ in 0..count {
        let size = reader.u32("a literal's size")?;
        literals.push(reader.bytes(size as usize, "a literal")?.to_vec());
    }
    Ok(literals)
}

fn entries<T>(
    chunks: &Chunks<'_>,
    tag: &[u8; 4],
    size: usize,
    mut entry: impl FnMut(&mut Reader<'_>) -> Result<T, LoadError>,
) -> Result<Vec<T>, LoadError> {
    let Some(data) = chunks.find(tag) else {
        return Ok(Vec::new());
    };
    let mut reader = Reader::new(Tag(*tag), data);
    let count = reader.count(size, "the number of entries")?;
    (0..count).map(|_| entry(&mut reader)).collect()
}

/// An atom's index, which the file counts from 1.
fn atom(reader: &mut Reader<'_>, atoms: usize) -> Result<u32, LoadError> {
    match reader.below(atoms + 1, "an atom's number")? {
        0 => Err(reader.malformed("an atom's number is 0").into()),
        number => Ok(number - 1),
    }
}
