//! Paths: what is done to files by name.

use super::super::{Answer, Stop};
use super::{done, file_info, name::path, ok, refused};
use crate::{
    host::{Errno, Kind, Times},
    term::Term,
    vm::Context,
};

/// `list_dir_nif/1`; the module turns the list round.
pub(super) fn list_dir(context: &mut Context<'_>, args: &[Term]) -> Answer {
    match context.vm.host.list_dir(path(args[0])?) {
        Ok(names) => {
            let heap = context.heap();
            let names: Vec<_> = names.iter().map(|name| heap.binary(name)).collect();
            let names = heap.list(names.into_iter().rev());
            ok(context, names)
        }
        Err(errno) => refused(context, errno),
    }
}

/// `read_link_nif/1`
pub(super) fn read_link(context: &mut Context<'_>, args: &[Term]) -> Answer {
    match context.vm.host.read_link(path(args[0])?) {
        Ok(target) => {
            let target = context.heap().binary(&target);
            ok(context, target)
        }
        Err(errno) => refused(context, errno),
    }
}

/// `read_info_nif/2`: 1 follows links.
pub(super) fn read_info(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let follow = args[1].as_small().ok_or_else(Stop::badarg)? != 0;
    match context.vm.host.info(path(args[0])?, follow) {
        Ok(info) => Ok(file_info(context, &info)),
        Err(errno) => refused(context, errno),
    }
}

/// `make_hard_link_nif/2`
pub(super) fn make_link(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let made = context.vm.host.make_link(path(args[0])?, path(args[1])?);
    done(context, made)
}

/// `make_soft_link_nif/2`
pub(super) fn make_symlink(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let made = context.vm.host.make_symlink(path(args[0])?, path(args[1])?);
    done(context, made)
}

/// `rename_nif/2`
pub(super) fn rename(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let renamed = context.vm.host.rename(path(args[0])?, path(args[1])?);
    done(context, renamed.map_err(not_empty_is_there))
}

/// `make_dir_nif/1`
pub(super) fn make_dir(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let made = context.vm.host.make_dir(path(args[0])?);
    done(context, made)
}

/// `del_dir_nif/1`
pub(super) fn remove_dir(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let removed = context.vm.host.remove_dir(path(args[0])?);
    done(context, removed.map_err(not_empty_is_there))
}

/// `del_file_nif/1`: of a directory POSIX says `eperm`, and so does OTP everywhere.
pub(super) fn remove_file(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let removed = context.vm.host.remove_file(path(args[0])?);
    let removed = removed.map_err(|errno| match errno {
        Errno::Eisdir => Errno::Eperm,
        errno => errno,
    });
    done(context, removed)
}

/// POSIX lets a system choose between the two; OTP's manual has `eexist`.
fn not_empty_is_there(errno: Errno) -> Errno {
    match errno {
        Errno::Enotempty => Errno::Eexist,
        errno => errno,
    }
}

/// `set_permissions_nif/2`
pub(super) fn set_permissions(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let mode = args[1].as_small().ok_or_else(Stop::badarg)?;
    let set = context.vm.host.set_mode(path(args[0])?, mode as u32);
    done(context, set)
}

/// `set_owner_nif/3`: no host changes owners; to keep both, as -1 says, is no change.
pub(super) fn set_owner(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let (Some(uid), Some(gid)) = (args[1].as_small(), args[2].as_small()) else {
        return Err(Stop::badarg());
    };
    let found = context.vm.host.info(path(args[0])?, true);
    let set = found.and_then(|info| {
        let kept = |new: i64, old: u32| new == -1 || new == i64::from(old);
        match kept(uid, info.uid) && kept(gid, info.gid) {
            true => Ok(()),
            false => Err(Errno::Enotsup),
        }
    });
    done(context, set)
}

/// `set_time_nif/4`: the third time is that of the status, which no system lets anyone set.
pub(super) fn set_times(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let (Some(accessed), Some(modified), Some(_)) = (args[1].as_small(), args[2].as_small(), args[3].as_small()) else {
        return Err(Stop::badarg());
    };
    let set = context.vm.host.set_times(path(args[0])?, Times { accessed, modified });
    done(context, set)
}

/// `get_cwd_nif/0`
pub(super) fn cwd(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    match context.vm.host.cwd() {
        Ok(cwd) => {
            let cwd = context.heap().binary(&cwd);
            ok(context, cwd)
        }
        Err(errno) => refused(context, errno),
    }
}

/// `set_cwd_nif/1`
pub(super) fn set_cwd(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let host = &mut context.vm.host;
    let path = path(args[0])?;
    let set = host.info(path, true).and_then(|info| match info.kind {
        Kind::Directory => host.set_cwd(path),
        _ => Err(Errno::Enotdir),
    });
    done(context, set)
}

/// `altname_nif/1`, `get_device_cwd_nif/1`: names of Windows.
pub(super) fn not_on_this_system(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    refused(context, Errno::Enotsup)
}
