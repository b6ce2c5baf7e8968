//! Handle: an open file, its position, and what is done to it.

use super::super::{Answer, Stop};
use super::{done, file_info, name::path, ok, refused};
use crate::{
    host::{Errno, File, Open},
    memory,
    term::{Term, atom},
    vm::Context,
};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The most files that a program may hold open.
const MOST_OPEN: u32 = 4_096;

/// The most bytes that are read at once: a size that is asked for is no size that there is.
const CHUNK: usize = 1 << 18;

/// Room for what is read of a file that seems to be empty.
const SMALL: usize = 1 << 12;

/// Room behind what was read that need not be given back.
const SPARE: usize = 1 << 6;

/// How many files are open.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenFiles(Rc<Cell<u32>>);

/// An open file, counted.
struct Handle {
    file: Box<dyn File>,
    position: u64,
    open: Open,
    files: OpenFiles,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.files.0.set(self.files.0.get() - 1);
    }
}

/// What a magic reference of an open file owns; nothing once it is closed.
type Slot = RefCell<Option<Handle>>;

/// `open_nif/2`
pub(super) fn open(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let path = path(args[0])?;
    let modes = Modes::of(args[1])?;
    if modes.directory {
        // The host opens none; nothing can be read from one anyway.
        return refused(context, Errno::Enotsup);
    }
    match open_file(context, path, modes.open) {
        Ok(handle) => {
            let slot: Slot = RefCell::new(Some(handle));
            let id = context.vm.next_ref();
            let reference = context.heap().magic(id, Rc::new(slot));
            ok(context, reference)
        }
        Err(errno) => refused(context, errno),
    }
}

fn open_file(context: &mut Context<'_>, path: &[u8], open: Open) -> Result<Handle, Errno> {
    let files = context.vm.tables.files.clone();
    if files.0.get() >= MOST_OPEN {
        return Err(Errno::Emfile);
    }
    let file = context.vm.host.open(path, open)?;
    files.0.set(files.0.get() + 1);
    Ok(Handle {
        file,
        position: 0,
        open,
        files,
    })
}

/// The modes of `file:open/2` that matter below it.
struct Modes {
    open: Open,
    directory: bool,
}

impl Modes {
    fn of(list: Term) -> Result<Self, Stop> {
        let mut open = Open::default();
        let mut directory = false;
        // What is no mode is left to the module, as the rest of the list is.
        for mode in list.elements().filter_map(Term::as_atom) {
            match mode.name() {
                "read" => open.read = true,
                "write" => open.write = true,
                "append" => (open.write, open.append) = (true, true),
                "exclusive" => (open.write, open.exclusive) = (true, true),
                "sync" => open.sync = true,
                "directory" => directory = true,
                _ => {}
            }
        }
        if !open.write {
            open.read = true;
        }
        open.create = open.write;
        open.truncate = open.write && !open.read && !open.append;
        Ok(Self { open, directory })
    }
}

/// `file_desc_to_ref_nif/1`: descriptors are the host's own.
pub(super) fn of_descriptor(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    refused(context, Errno::Enotsup)
}

/// `get_handle_nif/1`: as above.
pub(super) fn descriptor(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    refused(context, Errno::Enotsup)
}

/// Do something with an open file: of one that is closed, `einval` as OTP says.
fn with<T>(reference: Term, work: impl FnOnce(&mut Handle) -> Result<T, Errno>) -> Result<Result<T, Errno>, Stop> {
    let resource = reference.as_resource().ok_or_else(Stop::badarg)?;
    let slot = resource.downcast_ref::<Slot>().ok_or_else(Stop::badarg)?;
    Ok(match &mut *slot.borrow_mut() {
        Some(handle) => work(handle),
        None => Err(Errno::Einval),
    })
}

/// `close_nif/1`
pub(super) fn close(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let resource = args[0].as_resource().ok_or_else(Stop::badarg)?;
    let slot = resource.downcast_ref::<Slot>().ok_or_else(Stop::badarg)?;
    let closed = slot.take().map(drop).ok_or(Errno::Einval);
    done(context, closed)
}

impl Handle {
    /// Up to so many bytes from there on; fewer only where the file ends.
    fn bytes_at(&mut self, offset: u64, size: usize) -> Result<Vec<u8>, Errno> {
        if !self.open.read {
            return Err(Errno::Ebadf);
        }
        let mut bytes = Vec::new();
        while bytes.len() < size {
            let start = bytes.len();
            if start == bytes.capacity() {
                let room = match start {
                    0 if size <= CHUNK => size,
                    0 => self.room(offset).min(size),
                    _ => start.saturating_mul(2).max(start.saturating_add(CHUNK)).min(size),
                };
                if !memory::has_room(room) {
                    return Err(Errno::Enomem);
                }
                bytes.reserve_exact(room - start);
            }
            let wanted = (start + CHUNK).min(bytes.capacity()).min(size);
            bytes.resize(wanted, 0);
            let at = offset.checked_add(start as u64).ok_or(Errno::Einval)?;
            let read = self.file.read_at(at, &mut bytes[start..])?;
            bytes.truncate(start + read);
            if read == 0 {
                break;
            }
        }
        if bytes.capacity() - bytes.len() > SPARE {
            bytes.shrink_to_fit();
        }
        Ok(bytes)
    }

    /// What all that there is from there on should have room in, and one byte more, so that the end is found without more room.
    fn room(&mut self, offset: u64) -> usize {
        let size = self.size().unwrap_or(0).saturating_sub(offset);
        let size = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(1);
        // A file that says nothing of its size, or too much, is read piece by piece.
        if memory::has_room(size) { size.max(SMALL) } else { CHUNK }
    }

    fn write_at(&mut self, offset: u64, parts: &[&[u8]]) -> Result<(), Errno> {
        if !self.open.write {
            return Err(Errno::Ebadf);
        }
        let mut at = offset;
        for part in parts {
            self.file.write_at(at, part)?;
            at = at.checked_add(part.len() as u64).ok_or(Errno::Efbig)?;
        }
        Ok(())
    }

    fn size(&mut self) -> Result<u64, Errno> {
        Ok(self.file.info()?.size)
    }
}

/// `{ok, Bytes}`, `eof` if there are none, or `{error, Reason}`.
fn read_answer(context: &mut Context<'_>, read: Result<Vec<u8>, Errno>) -> Answer {
    match read {
        Ok(bytes) if bytes.is_empty() => Ok(atom::EOF.into()),
        Ok(bytes) => {
            let bytes = context.heap().binary_from(bytes);
            ok(context, bytes)
        }
        Err(errno) => refused(context, errno),
    }
}

/// `read_nif/2`
pub(super) fn read(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let size = natural(args[1])?;
    let read = with(args[0], |handle| {
        let bytes = handle.bytes_at(handle.position, size as usize)?;
        handle.position += bytes.len() as u64;
        Ok(bytes)
    })?;
    read_answer(context, read)
}

/// `pread_nif/3`
pub(super) fn pread(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let (Some(offset), Some(size)) = (args[1].as_small(), args[2].as_small()) else {
        return Err(Stop::badarg());
    };
    let read = with(args[0], |handle| {
        let (Ok(offset), Ok(size)) = (u64::try_from(offset), usize::try_from(size)) else {
            return Err(Errno::Einval);
        };
        handle.bytes_at(offset, size)
    })?;
    read_answer(context, read)
}

/// `write_nif/2`
pub(super) fn write(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let parts = parts(args[1])?;
    let written = with(args[0], |handle| {
        handle.write_at(handle.position, &parts)?;
        handle.position = match handle.open.append {
            true => handle.size()?,
            false => handle.position + parts.iter().map(|part| part.len() as u64).sum::<u64>(),
        };
        Ok(())
    })?;
    done(context, written)
}

/// `pwrite_nif/3`
pub(super) fn pwrite(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let offset = args[1].as_small().ok_or_else(Stop::badarg)?;
    let parts = parts(args[2])?;
    let written = with(args[0], |handle| {
        let offset = u64::try_from(offset).map_err(|_| Errno::Einval)?;
        handle.write_at(offset, &parts)
    })?;
    done(context, written)
}

/// The bytes of a list of binaries, as `iolist_to_iovec/1` makes them.
fn parts<'a>(list: Term) -> Result<Vec<&'a [u8]>, Stop> {
    let mut elements = list.elements();
    let parts = elements
        .by_ref()
        .map(|part| part.as_aligned_bytes().ok_or_else(Stop::badarg))
        .collect::<Result<Vec<_>, _>>()?;
    match elements.rest().is_nil() {
        true => Ok(parts),
        false => Err(Stop::badarg()),
    }
}

/// `ipread_s32bu_p32bu_nif/3`: a size and a place, each of 32 bits, and then what is there.
pub(super) fn indirect_read(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let (offset, most) = (natural(args[1])?, natural(args[2])?);
    let read = with(args[0], |handle| {
        let header = handle.bytes_at(offset, 8)?;
        let Ok(header) = <[u8; 8]>::try_from(header) else {
            return Ok(None);
        };
        let [size, at] = [&header[..4], &header[4..]]
            .map(|number| number.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)));
        if size > most {
            return Ok(None);
        }
        Ok(Some((size, at, handle.bytes_at(at, size as usize)?)))
    })?;
    match read {
        Ok(Some((size, at, bytes))) => {
            let heap = context.heap();
            let bytes = match bytes.is_empty() {
                true => atom::EOF.into(),
                false => heap.binary_from(bytes),
            };
            let found = heap.tuple(&[Term::small(size as i64), Term::small(at as i64), bytes]);
            ok(context, found)
        }
        Ok(None) => Ok(atom::EOF.into()),
        Err(errno) => refused(context, errno),
    }
}

/// `seek_nif/3`: from `bof`, `cur` or `eof`.
pub(super) fn seek(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let offset = args[2].as_small().ok_or_else(Stop::badarg)?;
    let mark = args[1].as_atom().ok_or_else(Stop::badarg)?.name();
    if !["bof", "cur", "eof"].contains(&mark) {
        return Err(Stop::badarg());
    }
    let sought = with(args[0], |handle| {
        let from = match mark {
            "bof" => 0,
            "cur" => handle.position,
            _ => handle.size()?,
        };
        let position = i64::try_from(from).ok().and_then(|from| from.checked_add(offset));
        let position = position.and_then(|position| u64::try_from(position).ok());
        handle.position = position.ok_or(Errno::Einval)?;
        Ok(handle.position)
    })?;
    match sought {
        Ok(position) => {
            let position = context.heap().unsigned(position);
            ok(context, position)
        }
        Err(errno) => refused(context, errno),
    }
}

/// `sync_nif/2`: 1 for the data only.
pub(super) fn sync(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let data_only = args[1].as_small().ok_or_else(Stop::badarg)? == 1;
    let synced = with(args[0], |handle| handle.file.sync(data_only))?;
    done(context, synced)
}

/// `truncate_nif/1`: at the position.
pub(super) fn truncate(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let cut = with(args[0], |handle| match handle.open.write {
        true => handle.file.set_len(handle.position),
        false => Err(Errno::Einval),
    })?;
    done(context, cut)
}

const ADVICE: [&str; 6] = ["normal", "random", "sequential", "will_need", "dont_need", "no_reuse"];

/// `advise_nif/4`: advice need not be taken.
pub(super) fn advise(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let known = args[3].as_atom().is_some_and(|advice| ADVICE.contains(&advice.name()));
    let advised = with(args[0], |_| known.then_some(()).ok_or(Errno::Einval))?;
    done(context, advised)
}

/// `allocate_nif/3`: the file is as long afterwards.
pub(super) fn allocate(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let (offset, length) = (natural(args[1])?, natural(args[2])?);
    let allocated = with(args[0], |handle| {
        let end = offset.checked_add(length).ok_or(Errno::Efbig)?;
        if !handle.open.write {
            return Err(Errno::Ebadf);
        }
        match handle.size()? < end {
            true => handle.file.set_len(end),
            false => Ok(()),
        }
    })?;
    done(context, allocated)
}

/// `read_handle_info_nif/1`
pub(super) fn info(context: &mut Context<'_>, args: &[Term]) -> Answer {
    match with(args[0], |handle| handle.file.info())? {
        Ok(info) => Ok(file_info(context, &info)),
        Err(errno) => refused(context, errno),
    }
}

/// `read_file_nif/1`
pub(super) fn read_file(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let path = path(args[0])?;
    let open = Open {
        read: true,
        ..Open::default()
    };
    let read = open_file(context, path, open).and_then(|mut handle| handle.bytes_at(0, usize::MAX));
    match read {
        Ok(bytes) => {
            let bytes = context.heap().binary_from(bytes);
            context.vm.tables.trusted.note(path, bytes);
            ok(context, bytes)
        }
        Err(errno) => refused(context, errno),
    }
}

fn natural(term: Term) -> Result<u64, Stop> {
    let number = term.as_small().ok_or_else(Stop::badarg)?;
    u64::try_from(number).map_err(|_| Stop::badarg())
}
