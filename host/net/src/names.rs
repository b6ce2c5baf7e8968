//! Names: host names to addresses, by the system or by what the embedder puts in its place.

use crate::{Deadline, Error};
use std::collections::VecDeque;
use std::fmt::Debug;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The answer of a [`Resolve`], when it comes.
pub type Lookup<'a> = Pin<Box<dyn Future<Output = std::io::Result<Vec<IpAddr>>> + Send + 'a>>;

/// How host names become addresses.
pub trait Resolve: Send + Sync + Debug {
    /// The addresses of a name that the policy lets the guest use: lower case, ASCII, at most 253 bytes.
    ///
    /// # Errors
    /// An empty list and [`std::io::ErrorKind::NotFound`] both say that the name does not exist.
    fn resolve<'a>(&'a self, name: &'a str) -> Lookup<'a>;
}

/// The system's resolver: `getaddrinfo(3)`, on a thread of tokio's blocking pool.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve<'a>(&'a self, name: &'a str) -> Lookup<'a> {
        Box::pin(async move {
            // getaddrinfo does not say "no such name" in an error kind of its own.
            match tokio::net::lookup_host((name, 0)).await {
                Ok(addresses) => Ok(addresses.map(|address| address.ip()).collect()),
                Err(error) if error.raw_os_error().is_none() => Ok(Vec::new()),
                Err(error) => Err(error),
            }
        })
    }
}

/// A resolver, and how many lookups a guest may have under way.
#[derive(Debug)]
pub(crate) struct Names {
    resolver: Arc<dyn Resolve>,
    turns: Arc<Semaphore>,
}

/// More addresses than this of one name are of no use to anybody.
const MOST_ADDRESSES: usize = 64;

impl Names {
    pub(crate) fn new(resolver: Arc<dyn Resolve>, lookups: usize) -> Self {
        Self {
            resolver,
            turns: Arc::new(Semaphore::new(lookups.max(1))),
        }
    }

    /// # Errors
    /// [`Error::NoName`] for a name without an address, [`Error::Timeout`].
    pub(crate) async fn addresses(&self, name: &str, deadline: Deadline) -> Result<Vec<IpAddr>, Error> {
        let turn = deadline
            .limit(self.turns.clone().acquire_owned())
            .await
            .ok_or(Error::Timeout)?;
        let (resolver, name) = (self.resolver.clone(), name.to_owned());
        // A task of its own: the turn ends with the lookup, not with the guest's patience, so that threads stay bounded.
        let lookup = tokio::spawn(async move {
            let _turn = turn;
            resolver.resolve(&name).await
        });
        let answer = deadline.limit(lookup).await.ok_or(Error::Timeout)?;
        match answer.map_err(std::io::Error::other)? {
            Ok(addresses) if addresses.is_empty() => Err(Error::NoName),
            Ok(addresses) => Ok(distinct(addresses)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::NoName),
            Err(error) => Err(error.into()),
        }
    }
}

fn distinct(addresses: Vec<IpAddr>) -> Vec<IpAddr> {
    let mut kept = Vec::new();
    for address in addresses {
        if !kept.contains(&address) && kept.len() < MOST_ADDRESSES {
            kept.push(address);
        }
    }
    kept
}

/// The names that a guest has looked up, so that a later connect to an address counts as one to its name.
#[derive(Debug, Default)]
pub(crate) struct Answers(VecDeque<(IpAddr, Arc<str>)>);

const MOST_ANSWERS: usize = 256;

impl Answers {
    pub(crate) fn remember(&mut self, name: &str, addresses: &[IpAddr]) {
        let name: Arc<str> = name.into();
        for address in addresses {
            self.0.retain(|(known, of)| known != address || *of != name);
            self.0.push_back((*address, name.clone()));
        }
        while self.0.len() > MOST_ANSWERS {
            self.0.pop_front();
        }
    }

    pub(crate) fn names_of(&self, address: IpAddr) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .rev()
            .filter(move |(known, _)| *known == address)
            .map(|(_, name)| &**name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_answers_make_room() {
        let mut answers = Answers::default();
        let address = |n: u32| IpAddr::from(n.to_be_bytes());
        for n in 0..300 {
            answers.remember("a.example", &[address(n)]);
        }
        assert_eq!(answers.names_of(address(0)).count(), 0);
        assert_eq!(answers.names_of(address(299)).collect::<Vec<_>>(), ["a.example"]);
        assert_eq!(answers.0.len(), MOST_ANSWERS);
    }

    #[test]
    fn an_address_may_have_many_names() {
        let mut answers = Answers::default();
        let address = IpAddr::from([192, 0, 2, 1]);
        answers.remember("a.example", &[address]);
        answers.remember("b.example", &[address]);
        answers.remember("a.example", &[address]);
        assert_eq!(
            answers.names_of(address).collect::<Vec<_>>(),
            ["a.example", "b.example"]
        );
    }
}
