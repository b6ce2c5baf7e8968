//! Files in the sandbox's folders.

use super::folders::{Folders, Place};
use crate::host::{Access, Errno, File, Info, Kind, Open, Result, Times};
use wasip2::clocks::wall_clock::Datetime;
use wasip2::filesystem::types::{
    Descriptor, DescriptorFlags, DescriptorStat, DescriptorType, ErrorCode, NewTimestamp, OpenFlags, PathFlags,
};

struct WasiFile {
    descriptor: Descriptor,
    open: Open,
}

/// The most that is asked for in one call: the host holds it, too, while it is on its way.
const LONGEST_TRANSFER: usize = 1 << 20;

pub(super) fn open(folders: &Folders, path: &[u8], open: Open) -> Result<Box<dyn File>> {
    let Place { folder, path } = folders.place(path)?;
    let mut flags = DescriptorFlags::empty();
    flags.set(DescriptorFlags::READ, open.read);
    flags.set(DescriptorFlags::WRITE, open.write || open.append);
    flags.set(DescriptorFlags::FILE_INTEGRITY_SYNC, open.sync);
    let mut how = OpenFlags::empty();
    how.set(OpenFlags::CREATE, open.create);
    how.set(OpenFlags::EXCLUSIVE, open.exclusive);
    how.set(OpenFlags::TRUNCATE, open.truncate && !open.append);
    let descriptor = folder
        .descriptor
        .open_at(PathFlags::SYMLINK_FOLLOW, &path, how, flags)
        .map_err(errno)?;
    if descriptor.get_type().map_err(errno)? == DescriptorType::Directory {
        return Err(Errno::Eisdir);
    }
    Ok(Box::new(WasiFile { descriptor, open }))
}

impl File for WasiFile {
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        let length = buffer.len().min(LONGEST_TRANSFER);
        let (bytes, _) = self.descriptor.read(length as u64, offset).map_err(errno)?;
        buffer[..bytes.len()].copy_from_slice(&bytes);
        Ok(bytes.len())
    }

    fn write_at(&mut self, mut offset: u64, bytes: &[u8]) -> Result<()> {
        if self.open.append {
            return self.append(bytes);
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            let now = &rest[..rest.len().min(LONGEST_TRANSFER)];
            let written = self.descriptor.write(now, offset).map_err(errno)?;
            if written == 0 {
                return Err(Errno::Eio);
            }
            offset += written;
            rest = &rest[written as usize..];
        }
        Ok(())
    }

    fn set_len(&mut self, len: u64) -> Result<()> {
        self.descriptor.set_size(len).map_err(errno)
    }

    fn sync(&mut self, data_only: bool) -> Result<()> {
        match data_only {
            true => self.descriptor.sync_data().map_err(errno),
            false => self.descriptor.sync().map_err(errno),
        }
    }

    fn info(&mut self) -> Result<Info> {
        let stat = self.descriptor.stat().map_err(errno)?;
        let access = Access::of(self.open.read, self.open.write || self.open.append);
        Ok(described(&stat, access, self.open.write))
    }
}

impl WasiFile {
    fn append(&self, bytes: &[u8]) -> Result<()> {
        let stream = self.descriptor.append_via_stream().map_err(errno)?;
        // The longest write that this call takes.
        for part in bytes.chunks(4_096) {
            stream.blocking_write_and_flush(part).map_err(|_| Errno::Eio)?;
        }
        Ok(())
    }
}

pub(super) fn info(folders: &Folders, path: &[u8], follow: bool) -> Result<Info> {
    let place = match folders.place(path) {
        Ok(place) => place,
        Err(Errno::Enoent) if !folders.on_the_way(path)?.is_empty() => return Ok(way()),
        Err(error) => return Err(error),
    };
    let stat = place
        .folder
        .descriptor
        .stat_at(links(follow), &place.path)
        .map_err(errno)?;
    let writable = place.folder.writable;
    Ok(described(&stat, Access::of(true, writable), writable))
}

pub(super) fn list_dir(folders: &Folders, path: &[u8]) -> Result<Vec<Vec<u8>>> {
    let place = match folders.place(path) {
        Ok(place) => place,
        Err(Errno::Enoent) => {
            let names = folders.on_the_way(path)?;
            return if names.is_empty() {
                Err(Errno::Enoent)
            } else {
                Ok(names)
            };
        }
        Err(error) => return Err(error),
    };
    let directory = directory(&place)?;
    let entries = directory.read_directory().map_err(errno)?;
    let mut names = Vec::new();
    while let Some(entry) = entries.read_directory_entry().map_err(errno)? {
        names.push(entry.name.into_bytes());
    }
    Ok(names)
}

fn directory(Place { folder, path }: &Place<'_>) -> Result<Descriptor> {
    folder
        .descriptor
        .open_at(
            PathFlags::SYMLINK_FOLLOW,
            path,
            OpenFlags::DIRECTORY,
            DescriptorFlags::READ,
        )
        .map_err(errno)
}

pub(super) fn read_link(folders: &Folders, path: &[u8]) -> Result<Vec<u8>> {
    let Place { folder, path } = folders.place(path)?;
    let target = folder.descriptor.readlink_at(&path).map_err(errno)?;
    Ok(target.into_bytes())
}

pub(super) fn make_dir(folders: &Folders, path: &[u8]) -> Result<()> {
    let place = folders.place(path)?;
    // Of a folder itself WASI says that it may not be made; there it is.
    if place.path == "." {
        return Err(Errno::Eexist);
    }
    place.folder.descriptor.create_directory_at(&place.path).map_err(errno)
}

pub(super) fn remove_dir(folders: &Folders, path: &[u8]) -> Result<()> {
    let Place { folder, path } = folders.place(path)?;
    folder.descriptor.remove_directory_at(&path).map_err(errno)
}

pub(super) fn remove_file(folders: &Folders, path: &[u8]) -> Result<()> {
    let Place { folder, path } = folders.place(path)?;
    folder.descriptor.unlink_file_at(&path).map_err(errno)
}

pub(super) fn rename(folders: &Folders, from: &[u8], to: &[u8]) -> Result<()> {
    let (from, to) = (folders.place(from)?, folders.place(to)?);
    let (old, new) = (&from.folder.descriptor, &to.folder.descriptor);
    old.rename_at(&from.path, new, &to.path).map_err(errno)
}

pub(super) fn make_link(folders: &Folders, existing: &[u8], new: &[u8]) -> Result<()> {
    let (from, to) = (folders.place(existing)?, folders.place(new)?);
    let (old, new) = (&from.folder.descriptor, &to.folder.descriptor);
    old.link_at(PathFlags::empty(), &from.path, new, &to.path)
        .map_err(errno)
}

pub(super) fn make_symlink(folders: &Folders, target: &[u8], new: &[u8]) -> Result<()> {
    let target = std::str::from_utf8(target).map_err(|_| Errno::Eilseq)?;
    let Place { folder, path } = folders.place(new)?;
    folder.descriptor.symlink_at(target, &path).map_err(errno)
}

pub(super) fn set_times(folders: &Folders, path: &[u8], times: Times) -> Result<()> {
    let Place { folder, path } = folders.place(path)?;
    let at = |seconds: i64| {
        NewTimestamp::Timestamp(Datetime {
            seconds: seconds.max(0) as u64,
            nanoseconds: 0,
        })
    };
    let (accessed, modified) = (at(times.accessed), at(times.modified));
    folder
        .descriptor
        .set_times_at(PathFlags::SYMLINK_FOLLOW, &path, accessed, modified)
        .map_err(errno)
}

/// There are no modes; but what there is not, or may not be changed, is the first thing to say.
pub(super) fn set_mode(folders: &Folders, path: &[u8]) -> Result<()> {
    let place = folders.place(path)?;
    place
        .folder
        .descriptor
        .stat_at(links(true), &place.path)
        .map_err(errno)?;
    match place.folder.writable {
        true => Err(Errno::Enotsup),
        false => Err(Errno::Eperm),
    }
}

pub(super) fn set_cwd(folders: &mut Folders, path: &[u8]) -> Result<()> {
    match info(folders, path, true)?.kind {
        Kind::Directory => folders.set_cwd(path),
        _ => Err(Errno::Enotdir),
    }
}

fn links(follow: bool) -> PathFlags {
    match follow {
        true => PathFlags::SYMLINK_FOLLOW,
        false => PathFlags::empty(),
    }
}

/// A directory that only leads to folders.
fn way() -> Info {
    let stat = DescriptorStat {
        type_: DescriptorType::Directory,
        link_count: 1,
        size: 0,
        data_access_timestamp: None,
        data_modification_timestamp: None,
        status_change_timestamp: None,
    };
    described(&stat, Access::Read, false)
}

fn described(stat: &DescriptorStat, access: Access, writable: bool) -> Info {
    let seconds = |time: Option<Datetime>| time.map_or(0, |time| time.seconds as i64);
    let kind = match stat.type_ {
        DescriptorType::RegularFile => Kind::Regular,
        DescriptorType::Directory => Kind::Directory,
        DescriptorType::SymbolicLink => Kind::Symlink,
        DescriptorType::BlockDevice | DescriptorType::CharacterDevice => Kind::Device,
        _ => Kind::Other,
    };
    // WASI tells no mode: as a system makes files, and without its writing bits where nothing can be written.
    let mode = match kind {
        Kind::Directory => 0o040_755,
        Kind::Symlink => 0o120_777,
        _ => 0o100_644,
    };
    Info {
        kind,
        size: stat.size,
        access,
        atime: seconds(stat.data_access_timestamp),
        mtime: seconds(stat.data_modification_timestamp),
        ctime: seconds(stat.status_change_timestamp),
        mode: if writable { mode } else { mode & !0o222 },
        links: stat.link_count,
        device: 0,
        own_device: 0,
        inode: 0,
        uid: 0,
        gid: 0,
    }
}

fn errno(error: ErrorCode) -> Errno {
    match error {
        ErrorCode::Access => Errno::Eacces,
        ErrorCode::WouldBlock | ErrorCode::Already | ErrorCode::InProgress => Errno::Eagain,
        ErrorCode::BadDescriptor => Errno::Ebadf,
        ErrorCode::Busy => Errno::Ebusy,
        ErrorCode::Deadlock => Errno::Edeadlk,
        ErrorCode::Quota => Errno::Edquot,
        ErrorCode::Exist => Errno::Eexist,
        ErrorCode::FileTooLarge => Errno::Efbig,
        ErrorCode::IllegalByteSequence => Errno::Eilseq,
        ErrorCode::Interrupted => Errno::Eintr,
        ErrorCode::Invalid => Errno::Einval,
        ErrorCode::Io | ErrorCode::NotRecoverable | ErrorCode::MessageSize => Errno::Eio,
        ErrorCode::IsDirectory => Errno::Eisdir,
        ErrorCode::Loop => Errno::Eloop,
        ErrorCode::TooManyLinks => Errno::Emlink,
        ErrorCode::NameTooLong => Errno::Enametoolong,
        ErrorCode::NoDevice => Errno::Enodev,
        ErrorCode::NoEntry => Errno::Enoent,
        ErrorCode::NoLock => Errno::Enolck,
        ErrorCode::InsufficientMemory => Errno::Enomem,
        ErrorCode::InsufficientSpace => Errno::Enospc,
        ErrorCode::NotDirectory => Errno::Enotdir,
        ErrorCode::NotEmpty => Errno::Enotempty,
        ErrorCode::Unsupported | ErrorCode::NoTty => Errno::Enotsup,
        ErrorCode::NoSuchDevice => Errno::Enxio,
        ErrorCode::Overflow => Errno::Eoverflow,
        ErrorCode::NotPermitted => Errno::Eperm,
        ErrorCode::Pipe => Errno::Epipe,
        ErrorCode::ReadOnly => Errno::Erofs,
        ErrorCode::InvalidSeek => Errno::Espipe,
        ErrorCode::TextFileBusy => Errno::Etxtbsy,
        ErrorCode::CrossDevice => Errno::Exdev,
    }
}
