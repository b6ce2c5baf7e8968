//! Record: the native records of OTP 29 that a module defines, from chunk `Recs`.
//!
//! A version (0), their number, that of all fields; then each as operands: label 0, the name, whether it is exported, and a list of fields, each with its
//! default or, where there is none, a plain 0 (as `beam_asm` of OTP 29's compiler writes them).

use super::chunk::Chunks;
use super::code::Code;
use super::error::{Failure, LoadError, Tag};
use super::operand::{Limits, Operand};
use super::reader::Reader;
use super::table::Record;

/// The records; none if there is no such chunk.
pub(super) fn records(chunks: &Chunks<'_>, limits: &Limits, code: &mut Code) -> Result<Vec<Record>, LoadError> {
    const SMALLEST: usize = 5;
    let tag = Tag(*b"Recs");
    let Some(data) = chunks.find(&tag.0) else {
        return Ok(Vec::new());
    };
    let mut reader = Reader::new(tag, data);
    reader.below(1, "the version")?;
    let count = reader.count(SMALLEST, "the number of records")?;
    reader.u32("the number of fields")?;
    let mut records = Vec::with_capacity(count);
    for _ in 0..count {
        records.push(record(&mut reader, limits, code)?);
    }
    Ok(records)
}

fn record(reader: &mut Reader<'_>, limits: &Limits, code: &mut Code) -> Result<Record, Failure> {
    let mut next = || code.outside(reader, limits);
    let (Operand::Label(0), Operand::Atom(name), Operand::Atom(exported), Operand::List { first, len }) =
        (next()?, next()?, next()?, next()?)
    else {
        return Err(reader.malformed("a record without name and fields"));
    };
    let (pairs, rest) = code.list(first, len).as_chunks();
    let fields = pairs.iter().map(|pair| match *pair {
        [Operand::Atom(field), Operand::Unsigned(0)] => Some((field, None)),
        [Operand::Atom(field), default] if default.is_constant() => Some((field, Some(default))),
        _ => None,
    });
    match fields.collect::<Option<Vec<_>>>() {
        Some(fields) if rest.is_empty() => Ok(Record { name, exported, fields }),
        _ => Err(reader.malformed("a record's field is no name with a constant")),
    }
}
