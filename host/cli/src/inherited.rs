//! Inherited sockets: those that systemd, or whoever else started this process, opened for it (sd_listen_fds(3)).

use listenfd::ListenFd;
use portcullis::InheritedSocket;
use std::iter::repeat;
use std::os::fd::{AsRawFd, OwnedFd};

/// The sockets of `LISTEN_FDS`, with their names in `LISTEN_FDNAMES`. What is no TCP or UDP socket is left out.
pub(crate) fn inherited_sockets() -> Vec<InheritedSocket> {
    let names = std::env::var("LISTEN_FDNAMES").unwrap_or_default();
    let names = names
        .split(':')
        .map(|name| (!name.is_empty()).then(|| name.to_owned()))
        .chain(repeat(None));
    let mut sockets = ListenFd::from_env();
    (0..sockets.len())
        .zip(names)
        .filter_map(|(index, name)| take(&mut sockets, index, name))
        .collect()
}

fn take(sockets: &mut ListenFd, index: usize, name: Option<String>) -> Option<InheritedSocket> {
    let listener = sockets.take_tcp_listener(index).ok().flatten().map(OwnedFd::from);
    let socket = listener.or_else(|| sockets.take_udp_socket(index).ok().flatten().map(OwnedFd::from))?;
    Some(InheritedSocket {
        number: socket.as_raw_fd().try_into().ok()?,
        name,
        socket,
    })
}
