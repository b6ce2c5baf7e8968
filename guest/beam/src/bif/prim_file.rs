//! Prim file: the native functions of `prim_file`, on the host's files.
//!
//! An open file is a magic reference, closed when it is collected or its owner's heap is gone. `paths` has what is done to
//! files by name, `handle` what to open ones, `name` the names between Erlang and the host.

mod handle;
mod name;
mod paths;

use super::{Answer, Entry};
use crate::{
    host::{Errno, Info, Kind},
    term::{Atom, Term, atom},
    vm::Context,
};

pub(super) use handle::OpenFiles;
pub(super) use name::native_name;

/// The native functions of `prim_file`.
pub(super) const TABLE: &[Entry] = &[
    ("prim_file", "internal_name2native", 1, name::to_native),
    ("prim_file", "internal_native2name", 1, name::of_native),
    ("prim_file", "internal_normalize_utf8", 1, name::normalize),
    ("prim_file", "is_translatable", 1, name::is_translatable),
    ("prim_file", "open_nif", 2, handle::open),
    ("prim_file", "file_desc_to_ref_nif", 1, handle::of_descriptor),
    ("prim_file", "close_nif", 1, handle::close),
    ("prim_file", "delayed_close_nif", 1, handle::close),
    ("prim_file", "read_nif", 2, handle::read),
    ("prim_file", "write_nif", 2, handle::write),
    ("prim_file", "pread_nif", 3, handle::pread),
    ("prim_file", "pwrite_nif", 3, handle::pwrite),
    ("prim_file", "ipread_s32bu_p32bu_nif", 3, handle::indirect_read),
    ("prim_file", "seek_nif", 3, handle::seek),
    ("prim_file", "sync_nif", 2, handle::sync),
    ("prim_file", "advise_nif", 4, handle::advise),
    ("prim_file", "allocate_nif", 3, handle::allocate),
    ("prim_file", "truncate_nif", 1, handle::truncate),
    ("prim_file", "get_handle_nif", 1, handle::descriptor),
    ("prim_file", "read_handle_info_nif", 1, handle::info),
    ("prim_file", "read_file_nif", 1, handle::read_file),
    ("prim_file", "list_dir_nif", 1, paths::list_dir),
    ("prim_file", "read_link_nif", 1, paths::read_link),
    ("prim_file", "read_info_nif", 2, paths::read_info),
    ("prim_file", "make_hard_link_nif", 2, paths::make_link),
    ("prim_file", "make_soft_link_nif", 2, paths::make_symlink),
    ("prim_file", "rename_nif", 2, paths::rename),
    ("prim_file", "make_dir_nif", 1, paths::make_dir),
    ("prim_file", "del_file_nif", 1, paths::remove_file),
    ("prim_file", "del_dir_nif", 1, paths::remove_dir),
    ("prim_file", "set_permissions_nif", 2, paths::set_permissions),
    ("prim_file", "set_owner_nif", 3, paths::set_owner),
    ("prim_file", "set_time_nif", 4, paths::set_times),
    ("prim_file", "get_cwd_nif", 0, paths::cwd),
    ("prim_file", "set_cwd_nif", 1, paths::set_cwd),
    ("prim_file", "get_device_cwd_nif", 1, paths::not_on_this_system),
    ("prim_file", "altname_nif", 1, paths::not_on_this_system),
];

/// `{ok, Value}`
fn ok(context: &mut Context<'_>, value: Term) -> Answer {
    Ok(context.heap().tuple(&[atom::OK.into(), value]))
}

/// `{error, Reason}`
fn refused(context: &mut Context<'_>, errno: Errno) -> Answer {
    let reason = Atom::new(errno.name());
    Ok(context.heap().tuple(&[atom::ERROR.into(), reason.into()]))
}

/// `ok`, or `{error, Reason}`.
fn done(context: &mut Context<'_>, result: Result<(), Errno>) -> Answer {
    match result {
        Ok(()) => Ok(atom::OK.into()),
        Err(errno) => refused(context, errno),
    }
}

/// The record `file_info` of kernel's file.hrl, with times in seconds since 1970.
fn file_info(context: &mut Context<'_>, info: &Info) -> Term {
    let kind = match info.kind {
        Kind::Regular => "regular",
        Kind::Directory => "directory",
        Kind::Symlink => "symlink",
        Kind::Device => "device",
        Kind::Other => "other",
    };
    let access = match info.access {
        crate::host::Access::None => "none",
        crate::host::Access::Read => "read",
        crate::host::Access::Write => "write",
        crate::host::Access::ReadWrite => "read_write",
    };
    let heap = context.heap();
    let numbers = [
        heap.unsigned(info.mode.into()),
        heap.unsigned(info.links),
        heap.unsigned(info.device),
        heap.unsigned(info.own_device),
        heap.unsigned(info.inode),
        heap.unsigned(info.uid.into()),
        heap.unsigned(info.gid.into()),
    ];
    let size = heap.unsigned(info.size);
    let times = [info.atime, info.mtime, info.ctime].map(|time| heap.integer(time));
    let mut record = vec![Atom::new("file_info").into(), size];
    record.extend([Term::atom(Atom::new(kind)), Term::atom(Atom::new(access))]);
    record.extend(times);
    record.extend(numbers);
    heap.tuple(&record)
}
