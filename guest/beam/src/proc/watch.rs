//! Watch: monitors and aliases are set and taken back.

use super::tie::{self, Alias, Monitor, Target};
use crate::{
    term::{Heap, Term, atom},
    vm::Context,
};

impl Context<'_> {
    /// Set a monitor, and say what its reference is. If its target is not there, its message has come already.
    pub(crate) fn monitor(&mut self, target: Target, options: &tie::Options) -> [u64; 2] {
        let unique = self.vm.next_unique();
        let monitor = Monitor {
            target,
            alias: options.alias,
            tag: options.packed_tag(),
        };
        let reference = monitor.reference(unique, self.me.id);
        if options.urgent {
            self.me.rare().urgent.insert(unique);
        }
        if options.alias == Some(Alias::Explicit) {
            self.me.rare().aliases.insert(unique, Alias::Explicit);
        }
        let own = self.me.id;
        let exists = match target {
            Target::Process(id) | Target::NamedProcess(id, _) => match self.vm.processes.get_mut(id) {
                Some(process) => {
                    process.ties.watchers.insert(unique, own);
                    true
                }
                // A process that monitors itself is never told: nothing is noted but for the alias.
                None if id == own && options.alias.is_none() => return reference,
                None if id == own => true,
                None => false,
            },
            Target::Port(id) | Target::NamedPort(id, _) => self.vm.tables.ports.watch(id, unique, own),
            Target::Clock => true,
            Target::Nobody(..) => false,
        };
        if exists {
            self.me.ties.monitors.insert(unique, monitor);
        } else {
            self.me.down_message(unique, &monitor, atom::NOPROC.into());
            self.tell_of_message();
        }
        reference
    }

    /// Set a monitor on a process of another node, of which there is none: its message has come already.
    pub(crate) fn monitor_elsewhere(&mut self, whom: Term, options: &tie::Options) -> [u64; 2] {
        let unique = self.vm.next_unique();
        let monitor = Monitor {
            target: Target::Nobody(atom::PROCESS, atom::NONODE),
            alias: options.alias,
            tag: None,
        };
        let reference = monitor.reference(unique, self.me.id);
        if options.alias == Some(Alias::Explicit) {
            self.me.rare().aliases.insert(unique, Alias::Explicit);
        }
        let tag = options.tag.unwrap_or(atom::DOWN.into());
        let shown = self.heap().reference(reference);
        let message = [tag, shown, atom::PROCESS.into(), whom, atom::NOCONNECTION.into()];
        let message = self.heap().tuple(&message);
        self.send_to_process(self.me.id, message);
        reference
    }

    /// Take a monitor back; whether there was one.
    pub(crate) fn demonitor(&mut self, unique: u64) -> bool {
        let Some(monitor) = self.me.ties.monitors.remove(&unique) else {
            return false;
        };
        if let Some(rare) = &mut self.me.rare {
            rare.urgent.remove(&unique);
        }
        self.unwatch(&monitor, unique);
        true
    }

    /// The target of a monitor that has been taken back is told.
    fn unwatch(&mut self, monitor: &Monitor, unique: u64) {
        let Some(target) = monitor.target.whom() else { return };
        if let Some(port) = target.as_local_port() {
            self.vm.tables.ports.unwatch(port, unique);
        } else if let Some(process) = target.as_local_pid().and_then(|id| self.process(id)) {
            process.ties.watchers.remove(&unique);
        }
    }

    /// Take the message of a monitor out of the mailbox: `{_, Ref, _, _, _}`. Whether there was one.
    pub(crate) fn flush_monitor(&mut self, reference: [u64; 2]) -> bool {
        let place = self.me.mailbox.remove_first(|message| match message.as_tuple() {
            Some([_, found, _, _, _]) => found.as_local_ref() == Some(reference),
            _ => false,
        });
        if let Some(place) = place {
            self.me.forget_token(place);
        }
        place.is_some()
    }

    /// A new alias of the caller, without a monitor.
    pub(crate) fn alias(&mut self, alias: Alias, urgent: bool) -> [u64; 2] {
        let unique = self.vm.next_unique();
        if urgent {
            self.me.rare().urgent.insert(unique);
        }
        self.me.rare().aliases.insert(unique, alias);
        tie::alias_ref(unique, self.me.id)
    }

    /// End an alias of the caller; whether it was one. Its monitor, if it has one, stays.
    pub(crate) fn unalias(&mut self, reference: [u64; 2]) -> bool {
        if tie::alias_owner(reference) != Some(self.me.id) {
            return false;
        }
        let unique = reference[0];
        if let Some(rare) = &mut self.me.rare
            && rare.aliases.remove(&unique).is_some()
        {
            rare.urgent.remove(&unique);
            return true;
        }
        match self.me.ties.monitors.get_mut(&unique) {
            Some(monitor) if matches!(monitor.alias, Some(Alias::Demonitor | Alias::ReplyDemonitor)) => {
                // The reference stays what it is, and is no alias any more.
                monitor.alias = Some(Alias::Explicit);
                true
            }
            _ => false,
        }
    }

    /// Whether messages may come through that alias with priority, the process that it is of, and how many messages that has had.
    pub(crate) fn urgent_alias(&mut self, term: Term) -> Option<(u64, u64)> {
        let reference = term.as_local_ref()?;
        let owner = tie::alias_owner(reference)?;
        let process = self.process(owner)?;
        let rare = process.rare.as_ref()?;
        (rare.urgent.contains(&reference[0]) && rare.aliases.contains_key(&reference[0]))
            .then(|| (owner, process.mailbox.mark()))
    }

    /// If a process has had a message since, that has priority.
    pub(crate) fn promote(&mut self, (owner, before): (u64, u64)) {
        if let Some(process) = self.process(owner)
            && process.mailbox.mark() > before
        {
            process.mailbox.promote_last();
        }
    }

    /// Whether a message may come through an alias of `owner`. It may be the last one.
    pub(super) fn use_alias(&mut self, owner: u64, unique: u64) -> bool {
        let Some(process) = self.process(owner) else {
            return false;
        };
        if let Some(rare) = &mut process.rare
            && let Some(alias) = rare.aliases.get(&unique)
        {
            if *alias == Alias::Reply {
                rare.aliases.remove(&unique);
                rare.urgent.remove(&unique);
            }
            return true;
        }
        let monitor = process.ties.monitors.get(&unique);
        match monitor.and_then(|monitor| monitor.alias) {
            Some(Alias::Demonitor) => true,
            Some(Alias::ReplyDemonitor) => {
                if let Some(monitor) = process.ties.monitors.remove(&unique) {
                    self.unwatch(&monitor, unique);
                }
                true
            }
            _ => false,
        }
    }
}

impl Heap {
    /// What a monitor's message calls its target.
    pub(crate) fn target(&mut self, target: Target) -> Term {
        match target.name() {
            Some(name) => self.tuple(&[name.into(), atom::NONODE.into()]),
            None => target.whom().unwrap_or(atom::CLOCK_SERVICE.into()),
        }
    }
}
