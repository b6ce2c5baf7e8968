//! Given: the connections that one guest finds open, each to be taken once.

use crate::{Accepted, Error, PreopenId};

/// What the host has accepted for this guest, and the guest has not taken yet.
#[derive(Debug, Default)]
pub struct Given(Vec<One>);

#[derive(Debug)]
struct One {
    fd: u16,
    name: String,
    connection: Accepted,
}

impl Given {
    /// Give the guest a connection, under a number and a name. One that has the number or the name already is closed.
    pub fn give(&mut self, fd: u16, name: &str, connection: Accepted) {
        self.0.retain(|one| one.fd != fd && one.name != name);
        self.0.push(One {
            fd,
            name: name.to_owned(),
            connection,
        });
    }

    pub(crate) fn take(&mut self, id: &PreopenId) -> Result<Accepted, Error> {
        let index = self.0.iter().position(|one| match id {
            PreopenId::Number(number) => u32::from(one.fd) == *number,
            PreopenId::Name(name) => one.name == *name,
        });
        Ok(self.0.swap_remove(index.ok_or(Error::NoDescriptor)?).connection)
    }
}
