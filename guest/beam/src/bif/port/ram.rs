//! Ram: files in memory, as `ram_file` speaks with its driver: a command of bytes, and one answer.

use crate::{
    host::Errno,
    term::{Heap, Term},
};

/// A file in memory.
#[derive(Debug, Default)]
pub(super) struct Ram {
    bytes: Vec<u8>,
    position: u64,
    read: bool,
    write: bool,
}

/// What the driver says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Done,
    Number(u32),
    Data(Vec<u8>),
    Failed(Errno),
}

/// The name of the driver in `open_port/2`.
pub(super) const DRIVER: &str = "ram_file_drv";

/// The largest file in memory.
const LONGEST: u64 = 1 << 28;

impl Ram {
    /// Obey a command: a byte that names it, and its arguments. The numbers are those that `ram_file` sends.
    pub(super) fn obey(&mut self, command: &[u8]) -> Reply {
        self.answer(command).unwrap_or_else(Reply::Failed)
    }

    fn answer(&mut self, command: &[u8]) -> Result<Reply, Errno> {
        let (code, mut rest) = command.split_first().ok_or(Errno::Einval)?;
        match code {
            1 => {
                let mode = number(&mut rest)?;
                (self.read, self.write) = (mode & 1 != 0, mode & 2 != 0);
                self.bytes = rest.to_vec();
                Ok(Reply::Number(0))
            }
            2 => {
                let size = number(&mut rest)?;
                let data = self.at(self.position, size)?;
                self.position += data.len() as u64;
                Ok(Reply::Data(data))
            }
            3 => {
                let (offset, whence) = (number(&mut rest)? as i32, number(&mut rest)?);
                self.seek(offset.into(), whence)
            }
            4 => {
                let written = self.put(self.position, rest)?;
                self.position += rest.len() as u64;
                Ok(written)
            }
            9 | 19 | 38 | 39 => Ok(Reply::Done),
            14 => {
                self.may_write()?;
                self.bytes.resize(self.position.min(LONGEST) as usize, 0);
                Ok(Reply::Done)
            }
            17 => {
                let (at, size) = (place(&mut rest)?, number(&mut rest)?);
                Ok(Reply::Data(self.at(at, size)?))
            }
            18 => {
                let at = place(&mut rest)?;
                self.put(at, rest)
            }
            30 => Ok(Reply::Data(self.bytes.clone())),
            37 => Ok(Reply::Number(self.bytes.len() as u32)),
            _ => Err(Errno::Einval),
        }
    }

    fn may_write(&self) -> Result<(), Errno> {
        if self.write { Ok(()) } else { Err(Errno::Ebadf) }
    }

    fn at(&self, from: u64, size: u32) -> Result<Vec<u8>, Errno> {
        if !self.read {
            return Err(Errno::Ebadf);
        }
        let there = self.bytes.len() as u64;
        let from = from.min(there);
        let end = (from + u64::from(size)).min(there);
        Ok(self.bytes[from as usize..end as usize].to_vec())
    }

    fn put(&mut self, at: u64, bytes: &[u8]) -> Result<Reply, Errno> {
        self.may_write()?;
        let end = at + bytes.len() as u64;
        if end > LONGEST {
            return Err(Errno::Enospc);
        }
        if end > self.bytes.len() as u64 {
            self.bytes.resize(end as usize, 0);
        }
        self.bytes[at as usize..end as usize].copy_from_slice(bytes);
        Ok(Reply::Number(bytes.len() as u32))
    }

    fn seek(&mut self, offset: i64, whence: u32) -> Result<Reply, Errno> {
        let from = match whence {
            0 => 0,
            1 => self.position as i64,
            2 => self.bytes.len() as i64,
            _ => return Err(Errno::Einval),
        };
        // The answer has 32 bits.
        let position = u32::try_from(from + offset).map_err(|_| Errno::Einval)?;
        self.position = position.into();
        Ok(Reply::Number(position))
    }
}

/// The next four bytes, the highest first.
fn number(bytes: &mut &[u8]) -> Result<u32, Errno> {
    let (number, rest) = bytes.split_first_chunk().ok_or(Errno::Einval)?;
    *bytes = rest;
    Ok(u32::from_be_bytes(*number))
}

/// A place in a file, which may not be below zero.
fn place(bytes: &mut &[u8]) -> Result<u64, Errno> {
    u64::try_from(number(bytes)? as i32).map_err(|_| Errno::Einval)
}

impl Reply {
    /// A list of bytes, of which data may be a binary tail.
    pub(super) fn term(self, heap: &mut Heap, binary: bool) -> Term {
        let (head, tail) = match self {
            Self::Done => (vec![0], Term::NIL),
            Self::Failed(errno) => (vec![1], heap.string(errno.name())),
            Self::Number(number) => ([&[3][..], &number.to_be_bytes()].concat(), Term::NIL),
            Self::Data(data) => {
                let head = [&[2][..], &(data.len() as u32).to_be_bytes()].concat();
                let tail = match binary {
                    true => heap.binary_from(data),
                    false => heap.byte_list(&data),
                };
                (head, tail)
            }
        };
        let head = head.into_iter().map(|byte| Term::small(byte.into()));
        heap.list_before(head, tail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_memory_is_read_written_and_cut() {
        let mut file = Ram::default();
        assert_eq!(file.obey(&[1, 0, 0, 0, 3, b'a', b'b']), Reply::Number(0));
        assert_eq!(file.obey(&[3, 0, 0, 0, 4, 0, 0, 0, 0]), Reply::Number(4));
        assert_eq!(file.obey(&[4, b'x']), Reply::Number(1));
        assert_eq!(file.obey(&[30]), Reply::Data(b"ab\0\0x".to_vec()));
        assert_eq!(file.obey(&[2, 0, 0, 0, 9]), Reply::Data(Vec::new()));
        assert_eq!(file.obey(&[3, 0, 0, 0, 1, 0, 0, 0, 0]), Reply::Number(1));
        assert_eq!(file.obey(&[14]), Reply::Done);
        assert_eq!(file.obey(&[17, 0, 0, 0, 0, 0, 0, 0, 9]), Reply::Data(b"a".to_vec()));
        assert_eq!(
            file.obey(&[17, 255, 255, 255, 255, 0, 0, 0, 9]),
            Reply::Failed(Errno::Einval)
        );
    }
}
