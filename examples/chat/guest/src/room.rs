//! Room: who is here, and what they hear of each other.

use crate::name::Name;
use portcullis_guest::gen_tcp::{Connection, Options};
use portcullis_guest::poll::{Poller, send_many};
use portcullis_guest::{Active, println};
use std::collections::{BTreeMap, VecDeque};

/// The members, by the tokens of their connections.
pub(crate) struct Room {
    members: BTreeMap<u64, Member>,
    next: u64,
}

struct Member {
    connection: Connection,
    /// `None` until the first good line.
    name: Option<Name>,
    /// In a line that is too long, of which the end has not come.
    skipping: bool,
}

const MOST_MEMBERS: usize = 100;

impl Room {
    /// An empty room, whose tokens begin here.
    pub(crate) fn new(first: u64) -> Self {
        Self {
            members: BTreeMap::new(),
            next: first,
        }
    }

    /// Somebody comes, who is nobody without a name.
    pub(crate) fn enter(&mut self, connection: Connection, poller: &Poller) {
        if self.members.len() == MOST_MEMBERS {
            send_many([(&connection, "* the room is full\n".as_bytes())]);
            return;
        }
        let token = self.next;
        self.next += 1;
        // It may be gone again.
        if poller.own(&connection, token).is_err() {
            return;
        }
        let member = Member {
            connection,
            name: None,
            skipping: false,
        };
        self.members.insert(token, member);
        self.tell(token, "* your name?\n");
    }

    /// A line, or a piece of one that is too long.
    pub(crate) fn hear(&mut self, token: u64, line: &[u8]) {
        let Some(member) = self.members.get_mut(&token) else {
            return;
        };
        let ends = line.ends_with(b"\n");
        let skipped = std::mem::replace(&mut member.skipping, !ends);
        match (skipped, ends) {
            (false, true) => self.line(token, &harmless(line)),
            (true, true) => self.tell(token, "* that line is too long\n"),
            (_, false) => {}
        }
        self.ask_for_more(token);
    }

    /// Somebody goes. Nobody hears of those who never had a name.
    pub(crate) fn leave(&mut self, token: u64, how: &str) {
        if let Some(name) = self.remove(token) {
            self.tell_others(token, format!("* {name} {how}\n"));
        }
    }

    fn line(&mut self, token: u64, text: &str) {
        let Some(name) = self.members.get(&token).map(|member| member.name.clone()) else {
            return;
        };
        match (name, text) {
            (None, _) => self.introduce(token, text),
            (Some(_), "") => {}
            (Some(_), "/quit") => self.leave(token, "has left"),
            (Some(_), "/who") => self.tell(token, &format!("* here: {}\n", self.names())),
            (Some(name), _) => self.tell_others(token, format!("{name}: {text}\n")),
        }
    }

    fn introduce(&mut self, token: u64, text: &str) {
        let Some(name) = Name::parse(text) else {
            return self.tell(token, "* a name has 1 to 16 letters, digits, - and _; your name?\n");
        };
        if self.members.values().any(|member| member.name.as_ref() == Some(&name)) {
            return self.tell(token, "* somebody has that name; yours?\n");
        }
        self.tell(token, &format!("* hello, {name}; here: {}\n", self.names()));
        self.tell_others(token, format!("* {name} is here\n"));
        if let Some(member) = self.members.get_mut(&token) {
            member.name = Some(name);
        }
    }

    /// Who has a name is listened to all the time, who has none line by line.
    fn ask_for_more(&mut self, token: u64) {
        let Some(member) = self.members.get(&token) else { return };
        let active = if member.name.is_some() {
            Active::On
        } else {
            Active::Once
        };
        if member.connection.setopts(&Options::new().active(active)).is_err() {
            self.leave(token, "has left");
        }
    }

    fn names(&self) -> String {
        let names = self.members.values().filter_map(|member| member.name.as_ref());
        let names: Vec<_> = names.map(Name::to_string).collect();
        if names.is_empty() {
            "nobody".to_owned()
        } else {
            names.join(", ")
        }
    }

    fn tell(&mut self, token: u64, text: &str) {
        if let Some(member) = self.members.get(&token)
            && send_many([(&member.connection, text.as_bytes())])[0].is_err()
        {
            self.leave(token, "was too slow");
        }
    }

    /// All who have a name hear it, but the one it is from; whoever cannot keep up has to go, and that is news too.
    fn tell_others(&mut self, token: u64, text: String) {
        let mut news = VecDeque::from([(token, text)]);
        while let Some((from, text)) = news.pop_front() {
            println!("{}", text.trim_end());
            for slow in self.broadcast(from, &text) {
                let name = self.remove(slow);
                news.extend(name.map(|name| (slow, format!("* {name} was too slow\n"))));
            }
        }
    }

    /// Send to all in one call; returns those whose queue is not empty yet, or who are gone.
    fn broadcast(&self, from: u64, text: &str) -> Vec<u64> {
        let hears = |(token, member): &(&u64, &Member)| **token != from && member.name.is_some();
        let (tokens, packets): (Vec<_>, Vec<_>) = self
            .members
            .iter()
            .filter(hears)
            .map(|(token, member)| (*token, (&member.connection, text.as_bytes())))
            .unzip();
        let results = send_many(packets);
        let failed = tokens.into_iter().zip(results).filter(|(_, result)| result.is_err());
        failed.map(|(token, _)| token).collect()
    }

    fn remove(&mut self, token: u64) -> Option<Name> {
        self.members.remove(&token)?.name
    }
}

/// What others may see of a line: no end, no escape sequences.
fn harmless(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line);
    text.trim().chars().filter(|c| !c.is_control()).collect()
}
