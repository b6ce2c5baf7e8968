//! Inherited sockets: those that systemd, or whoever else started this process, opened for it (sd_listen_fds(3)).

use listenfd::ListenFd;
use portcullis::InheritedSocket;
use std::os::fd::{AsRawFd, OwnedFd};

/// The sockets of `LISTEN_FDS`, with their names in `LISTEN_FDNAMES`. What is no TCP or UDP socket is left out.
pub(crate) fn inherited_sockets() -> Vec<InheritedSocket> {
    let names = std::env::var("LISTEN_FDNAMES").unwrap_or_default();
    let mut names = names.split(':').map(str::to_owned).filter(|name| !name.is_empty());
    let mut sockets = ListenFd::from_env();
    let with_names: Vec<_> = (0..sockets.len()).map(|index| (index, names.next())).collect();
    with_names
        .into_iter()
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
