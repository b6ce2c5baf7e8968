//! Prim buffer: the native functions of `prim_buffer`, a queue of bytes that its owner reads from the front.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Buffer, Term, atom},
    vm::Context,
};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// The native functions of `prim_buffer`.
pub(super) const TABLE: &[Entry] = &[
    ("prim_buffer", "new", 0, new),
    ("prim_buffer", "size", 1, size),
    ("prim_buffer", "peek_head", 1, peek_head),
    ("prim_buffer", "copying_read", 2, copying_read),
    ("prim_buffer", "write", 2, write),
    ("prim_buffer", "skip", 2, skip),
    ("prim_buffer", "find_byte_index", 2, find_byte_index),
    ("prim_buffer", "try_lock", 1, try_lock),
    ("prim_buffer", "unlock", 1, unlock),
];

#[derive(Default)]
struct Queue {
    chunks: VecDeque<Chunk>,
    size: usize,
    locked: bool,
}

/// Bytes that were written together, without those that were read.
struct Chunk {
    buffer: Rc<Buffer>,
    start: usize,
    end: usize,
}

impl Chunk {
    fn bytes(&self) -> &[u8] {
        &self.buffer.bytes()[self.start..self.end]
    }
}

impl Queue {
    /// Let go of so many bytes, of which there are as many.
    fn skip(&mut self, mut size: usize) {
        self.size -= size;
        while let Some(head) = self.chunks.front_mut() {
            let there = head.end - head.start;
            if size < there {
                head.start += size;
                return;
            }
            size -= there;
            self.chunks.pop_front();
        }
    }
}

fn with<T>(reference: Term, work: impl FnOnce(&mut Queue) -> Result<T, Stop>) -> Result<T, Stop> {
    let resource = reference.as_resource().ok_or_else(Stop::badarg)?;
    let queue = resource.downcast_ref::<RefCell<Queue>>().ok_or_else(Stop::badarg)?;
    work(&mut queue.borrow_mut())
}

fn new(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let id = context.vm.next_ref();
    Ok(context.heap().magic(id, Rc::new(RefCell::new(Queue::default()))))
}

fn size(_context: &mut Context<'_>, args: &[Term]) -> Answer {
    with(args[0], |queue| Ok(Term::small(queue.size as i64)))
}

/// What was written together, as far as nobody has read it.
fn peek_head(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let head = with(args[0], |queue| {
        let head = queue.chunks.front().ok_or_else(Stop::badarg)?;
        Ok((head.buffer.clone(), head.start, head.end))
    })?;
    let (buffer, start, end) = head;
    let heap = context.heap();
    let whole = heap.buffer_binary(buffer, end);
    Ok(match start {
        0 => whole,
        start => heap.part(whole, start * 8, (end - start) * 8),
    })
}

fn copying_read(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let wanted = natural(args[1])?;
    let bytes = with(args[0], |queue| {
        if wanted > queue.size {
            return Err(Stop::badarg());
        }
        let mut bytes = Vec::with_capacity(wanted);
        for chunk in &queue.chunks {
            let left = wanted - bytes.len();
            let chunk = chunk.bytes();
            bytes.extend_from_slice(&chunk[..left.min(chunk.len())]);
            if bytes.len() == wanted {
                break;
            }
        }
        queue.skip(wanted);
        Ok(bytes)
    })?;
    Ok(context.heap().binary_from(bytes))
}

fn write(_context: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut elements = args[1].elements();
    let mut chunks = Vec::new();
    for element in &mut elements {
        let bytes = element.as_aligned_bytes().ok_or_else(Stop::badarg)?;
        let buffer = element.as_buffer().unwrap_or_else(|| Buffer::new(bytes.to_vec()));
        let end = bytes.len();
        if end > 0 {
            chunks.push(Chunk { buffer, start: 0, end });
        }
    }
    if !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    with(args[0], |queue| {
        queue.size += chunks.iter().map(|chunk| chunk.end).sum::<usize>();
        queue.chunks.extend(chunks);
        Ok(atom::OK.into())
    })
}

fn skip(_context: &mut Context<'_>, args: &[Term]) -> Answer {
    let size = natural(args[1])?;
    with(args[0], |queue| {
        if size > queue.size {
            return Err(Stop::badarg());
        }
        queue.skip(size);
        Ok(atom::OK.into())
    })
}

fn find_byte_index(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let needle = args[1].as_small().and_then(|needle| u8::try_from(needle).ok());
    let needle = needle.ok_or_else(Stop::badarg)?;
    let found = with(args[0], |queue| {
        let mut before = 0;
        for chunk in &queue.chunks {
            if let Some(index) = memchr::memchr(needle, chunk.bytes()) {
                return Ok(Some(before + index));
            }
            before += chunk.end - chunk.start;
        }
        Ok(None)
    })?;
    Ok(match found {
        Some(index) => context.heap().tuple(&[atom::OK.into(), Term::small(index as i64)]),
        None => Atom::new("not_found").into(),
    })
}

fn try_lock(_context: &mut Context<'_>, args: &[Term]) -> Answer {
    with(args[0], |queue| {
        let was_locked = std::mem::replace(&mut queue.locked, true);
        Ok(Atom::new(if was_locked { "busy" } else { "acquired" }).into())
    })
}

fn unlock(_context: &mut Context<'_>, args: &[Term]) -> Answer {
    with(args[0], |queue| match std::mem::replace(&mut queue.locked, false) {
        true => Ok(atom::OK.into()),
        false => Err(Stop::error(Atom::new("lock_order_violation"))),
    })
}

fn natural(term: Term) -> Result<usize, Stop> {
    let number = term.as_small().ok_or_else(Stop::badarg)?;
    usize::try_from(number).map_err(|_| Stop::badarg())
}
