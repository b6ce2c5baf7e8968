//! Doors: where a server's connections come in.

use portcullis::{AmbientAuthority, Door, Error, Gate, Policy, Preopen, Rules, ambient_authority};
use std::net::SocketAddr;

/// Listen at an address with as many doors, one for each thread of a server. On port 0 the system chooses one port for all.
///
/// # Ambient authority
/// The address is the host's own grant to itself: no rule is asked. Who may come in is for the gate to say.
///
/// # Errors
/// What `bind(2)` says.
pub fn open_doors(gate: &Gate, at: SocketAddr, count: usize, _: AmbientAuthority) -> Result<Vec<Door>, Error> {
    let mut doors = vec![open_door(gate, at, count > 1)?];
    let at = doors[0].local_address()?;
    while doors.len() < count {
        doors.push(open_door(gate, at, true)?);
    }
    Ok(doors)
}

fn open_door(gate: &Gate, at: SocketAddr, shared: bool) -> Result<Door, Error> {
    let grant = Preopen::listen(3, at);
    let rules = Rules::default().preopen(grant.clone()).map_err(|_| Error::Invalid)?;
    let policy = Policy::new(rules, ambient_authority());
    let permit = policy.preopened_listener(&grant).ok_or(Error::Invalid)?;
    Door::open(gate, &permit, shared)
}
