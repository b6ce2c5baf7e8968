//! Files of the system.

use crate::host::{Access, Errno, File, Info, Kind, Open, Result, Times};
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, accessat, utimensat};
use std::env;
use std::ffi::OsStr;
use std::fs::{self, Metadata, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{FileExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt, symlink};
use std::path::Path;

struct NativeFile {
    file: fs::File,
    open: Open,
}

pub(super) fn open(path: &[u8], open: Open) -> Result<Box<dyn File>> {
    let flags = if open.sync { rustix::fs::OFlags::SYNC.bits() } else { 0 };
    let file = OpenOptions::new()
        .read(open.read)
        .write(open.write)
        .append(open.append)
        .create(open.create && !open.exclusive)
        .create_new(open.exclusive)
        .truncate(open.truncate && !open.append)
        .mode(0o666)
        .custom_flags(flags as i32)
        .open(as_path(path))
        .map_err(errno)?;
    if file.metadata().map_err(errno)?.is_dir() {
        return Err(Errno::Eisdir);
    }
    Ok(Box::new(NativeFile { file, open }))
}

impl File for NativeFile {
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        match self.file.read_at(buffer, offset).map_err(errno) {
            Err(Errno::Espipe) => self.file.read(buffer).map_err(errno),
            read => read,
        }
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> Result<()> {
        if self.open.append {
            return self.file.write_all(bytes).map_err(errno);
        }
        match self.file.write_all_at(bytes, offset).map_err(errno) {
            Err(Errno::Espipe) => self.file.write_all(bytes).map_err(errno),
            written => written,
        }
    }

    fn set_len(&mut self, len: u64) -> Result<()> {
        self.file.set_len(len).map_err(errno)
    }

    fn sync(&mut self, data_only: bool) -> Result<()> {
        match data_only {
            true => self.file.sync_data().map_err(errno),
            false => self.file.sync_all().map_err(errno),
        }
    }

    fn info(&mut self) -> Result<Info> {
        let metadata = self.file.metadata().map_err(errno)?;
        Ok(described(
            &metadata,
            Access::of(self.open.read, self.open.write || self.open.append),
        ))
    }
}

pub(super) fn info(path: &[u8], follow: bool) -> Result<Info> {
    let path = as_path(path);
    let metadata = if follow {
        fs::metadata(path)
    } else {
        fs::symlink_metadata(path)
    }
    .map_err(errno)?;
    let may = |access| accessat(CWD, path, access, AtFlags::empty()).is_ok();
    let access = Access::of(may(rustix::fs::Access::READ_OK), may(rustix::fs::Access::WRITE_OK));
    Ok(described(&metadata, access))
}

pub(super) fn list_dir(path: &[u8]) -> Result<Vec<Vec<u8>>> {
    let entries = fs::read_dir(as_path(path)).map_err(errno)?;
    entries
        .map(|entry| Ok(entry.map_err(errno)?.file_name().into_vec()))
        .collect()
}

pub(super) fn read_link(path: &[u8]) -> Result<Vec<u8>> {
    let target = fs::read_link(as_path(path)).map_err(errno)?;
    Ok(target.into_os_string().into_vec())
}

pub(super) fn make_dir(path: &[u8]) -> Result<()> {
    fs::create_dir(as_path(path)).map_err(errno)
}

pub(super) fn remove_dir(path: &[u8]) -> Result<()> {
    fs::remove_dir(as_path(path)).map_err(errno)
}

pub(super) fn remove_file(path: &[u8]) -> Result<()> {
    fs::remove_file(as_path(path)).map_err(errno)
}

pub(super) fn rename(from: &[u8], to: &[u8]) -> Result<()> {
    fs::rename(as_path(from), as_path(to)).map_err(errno)
}

pub(super) fn make_link(existing: &[u8], new: &[u8]) -> Result<()> {
    fs::hard_link(as_path(existing), as_path(new)).map_err(errno)
}

pub(super) fn make_symlink(target: &[u8], new: &[u8]) -> Result<()> {
    symlink(as_path(target), as_path(new)).map_err(errno)
}

pub(super) fn set_times(path: &[u8], times: Times) -> Result<()> {
    let at = |seconds| Timespec {
        tv_sec: seconds,
        tv_nsec: 0,
    };
    let times = Timestamps {
        last_access: at(times.accessed),
        last_modification: at(times.modified),
    };
    utimensat(CWD, as_path(path), &times, AtFlags::empty()).map_err(|error| Errno::of_linux(error.raw_os_error()))
}

pub(super) fn set_mode(path: &[u8], mode: u32) -> Result<()> {
    fs::set_permissions(as_path(path), Permissions::from_mode(mode & 0o7777)).map_err(errno)
}

pub(super) fn cwd() -> Result<Vec<u8>> {
    Ok(env::current_dir().map_err(errno)?.into_os_string().into_vec())
}

pub(super) fn set_cwd(path: &[u8]) -> Result<()> {
    env::set_current_dir(as_path(path)).map_err(errno)
}

fn described(metadata: &Metadata, access: Access) -> Info {
    let file_type = metadata.file_type();
    Info {
        kind: match file_type {
            _ if file_type.is_file() => Kind::Regular,
            _ if file_type.is_dir() => Kind::Directory,
            _ if file_type.is_symlink() => Kind::Symlink,
            _ if file_type.is_block_device() || file_type.is_char_device() => Kind::Device,
            _ => Kind::Other,
        },
        size: metadata.size(),
        access,
        atime: metadata.atime(),
        mtime: metadata.mtime(),
        ctime: metadata.ctime(),
        mode: metadata.mode(),
        links: metadata.nlink(),
        device: metadata.dev(),
        own_device: metadata.rdev(),
        inode: metadata.ino(),
        uid: metadata.uid(),
        gid: metadata.gid(),
    }
}

fn as_path(path: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(path))
}

fn errno(error: io::Error) -> Errno {
    match (error.raw_os_error(), error.kind()) {
        (Some(number), _) => Errno::of_linux(number),
        // std refuses some wishes itself: to truncate without writing, a name with a NUL.
        (None, io::ErrorKind::InvalidInput) => Errno::Einval,
        (None, _) => Errno::Eio,
    }
}
