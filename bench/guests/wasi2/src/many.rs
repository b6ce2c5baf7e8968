//! Many connections, echoed in one thread: `poll` says which.

use wasip2::{
    io::{
        poll::{self, Pollable},
        streams::StreamError,
    },
    sockets::network::ErrorCode,
};

use crate::tcp::{Connection, Listener};

pub(crate) fn echo(listener: &Listener) -> Result<(), ErrorCode> {
    let mut clients: Vec<Client> = Vec::new();
    loop {
        let changes = until_something_changes(listener, &clients)?;
        // From the last on, so that a removal moves only those that are done with.
        for (index, change) in changes.of_clients.into_iter().rev() {
            match change {
                Change::Unsent(bytes) => clients[index].unsent = bytes,
                Change::Gone => drop(clients.swap_remove(index)),
            }
        }
        clients.extend(changes.newcomers);
    }
}

#[derive(Default)]
struct Changes {
    newcomers: Vec<Client>,
    /// By index, ascending.
    of_clients: Vec<(usize, Change)>,
}

enum Change {
    Unsent(Vec<u8>),
    Gone,
}

/// Echo with one and the same list for `poll`, as long as it fits.
fn until_something_changes(listener: &Listener, clients: &[Client]) -> Result<Changes, ErrorCode> {
    let mut list = vec![listener.ready()];
    list.extend(clients.iter().map(Client::awaited));
    let mut changes = Changes::default();
    while changes.newcomers.is_empty() && changes.of_clients.is_empty() {
        for ready in poll::poll(&list) {
            match (ready as usize).checked_sub(1) {
                None => changes.newcomers = accept_all(listener)?,
                Some(index) => changes
                    .of_clients
                    .extend(clients[index].serve().map(|change| (index, change))),
            }
        }
    }
    // The host may list them in any order.
    changes.of_clients.sort_unstable_by_key(|(index, _)| *index);
    Ok(changes)
}

fn accept_all(listener: &Listener) -> Result<Vec<Client>, ErrorCode> {
    let mut newcomers = Vec::new();
    loop {
        match listener.try_accept() {
            Ok(connection) => newcomers.push(Client::new(connection)),
            Err(ErrorCode::WouldBlock) => return Ok(newcomers),
            Err(error) => return Err(error),
        }
    }
}

struct Client {
    readable: Pollable,
    connection: Connection,
    /// What the peer does not take yet. Until it does, nothing more is read.
    unsent: Vec<u8>,
}

impl Client {
    fn new(connection: Connection) -> Self {
        Self {
            readable: connection.readable(),
            connection,
            unsent: Vec::new(),
        }
    }

    fn awaited(&self) -> &Pollable {
        match self.unsent.is_empty() {
            true => &self.readable,
            false => self.connection.writable(),
        }
    }

    fn serve(&self) -> Option<Change> {
        match self.unsent.is_empty() {
            true => self.echo(),
            false => self.connection.send_some(&self.unsent).map(|rest| Some(rest.to_vec())),
        }
        .map_or(Some(Change::Gone), |unsent| unsent.map(Change::Unsent))
    }

    /// Until there is nothing left: only then does `poll` wait again. What could not be sent is returned.
    fn echo(&self) -> Result<Option<Vec<u8>>, StreamError> {
        loop {
            let bytes = self.connection.receive_now()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let rest = self.connection.send_some(&bytes)?;
            if !rest.is_empty() {
                return Ok(Some(rest.to_vec()));
            }
        }
    }
}
