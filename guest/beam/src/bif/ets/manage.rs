//! Manage: tables made, renamed, given away, fixed, deleted; and what becomes of them when a process ends.

use super::{
    registry::{new_id, refuse},
    store::Kind,
    table::{Concurrency, Heir, Need, Options, Protection, Table},
};
use crate::{
    bif::{Answer, Entry, Stop},
    proc::Message,
    term::{Atom, Heap, Parcel, Term, atom, copy_all},
    vm::{Context, Vm},
};

pub(crate) const TABLE: &[Entry] = &[
    ("ets", "delete", 1, delete),
    ("ets", "give_away", 3, give_away),
    ("ets", "internal_request_all", 0, request_all),
    ("ets", "new", 2, new),
    ("ets", "rename", 2, rename),
    ("ets", "safe_fixtable", 2, safe_fixtable),
    ("ets", "setopts", 2, setopts),
    ("ets", "whereis", 1, whereis),
];

impl Table {
    /// What programs call it: its name if it is a named one, else its reference.
    pub(super) fn handle(&self, heap: &mut Heap) -> Term {
        if self.options.named {
            self.name.into()
        } else {
            heap.reference(self.id)
        }
    }
}

fn new(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = args[0].as_atom().ok_or_else(Stop::badarg)?;
    let options = options(args[1]).ok_or_else(Stop::badarg)?;
    if options.named && cx.vm.tables.ets.named(name).is_some() {
        return Err(refuse("already_exists"));
    }
    let table = Table::new(new_id(cx.vm.next_unique()), name, cx.me.id, options);
    let handle = table.handle(cx.heap());
    cx.vm.tables.ets.add(table);
    Ok(handle)
}

fn options(list: Term) -> Option<Options> {
    let mut options = Options {
        kind: Kind::Set,
        protection: Protection::Protected,
        keypos: 1,
        named: false,
        heir: None,
        read_concurrency: false,
        write_concurrency: Concurrency::No,
        decentralized_counters: None,
        compressed: false,
    };
    let mut elements = list.elements();
    for option in elements.by_ref() {
        match option.as_atom() {
            Some(word) => word_option(&mut options, word)?,
            None => pair_option(&mut options, option.as_tuple()?)?,
        }
    }
    elements.rest().is_nil().then_some(options)
}

fn word_option(options: &mut Options, word: Atom) -> Option<()> {
    match word.name() {
        "set" => options.kind = Kind::Set,
        "ordered_set" => options.kind = Kind::OrderedSet,
        "bag" => options.kind = Kind::Bag,
        "duplicate_bag" => options.kind = Kind::DuplicateBag,
        "named_table" => options.named = true,
        "compressed" => options.compressed = true,
        name => options.protection = protection(name)?,
    }
    Some(())
}

fn protection(name: &str) -> Option<Protection> {
    Some(match name {
        "public" => Protection::Public,
        "protected" => Protection::Protected,
        "private" => Protection::Private,
        _ => return None,
    })
}

fn pair_option(options: &mut Options, option: &[Term]) -> Option<()> {
    match (option.first()?.as_atom()?.name(), &option[1..]) {
        ("keypos", [position]) => {
            options.keypos = usize::try_from(position.as_small()?)
                .ok()
                .filter(|position| *position > 0)?;
        }
        ("read_concurrency", [value]) => options.read_concurrency = value.as_bool()?,
        ("write_concurrency", [value]) => {
            options.write_concurrency = match value.as_atom()?.name() {
                "true" => Concurrency::Yes,
                "false" => Concurrency::No,
                "auto" => Concurrency::Auto,
                _ => return None,
            };
        }
        ("decentralized_counters", [value]) => options.decentralized_counters = Some(value.as_bool()?),
        ("heir", of) => options.heir = heir(of)?,
        _ => return None,
    }
    Some(())
}

/// What comes after `heir`: `none`, or a process and data.
fn heir(of: &[Term]) -> Option<Option<Heir>> {
    match of {
        [none] if none.same(atom::NONE.term()) => Some(None),
        [process, data] => Some(Some(Heir {
            process: process.as_local_pid()?,
            data: Parcel::copy_all(*data),
        })),
        _ => None,
    }
}

fn delete(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let table = cx.vm.tables.ets.find(args[0], cx.me.id, Need::Write)?;
    let (id, size) = (table.id[0], table.store.len());
    cx.vm.tables.ets.remove(id);
    cx.work(size);
    Ok(atom::TRUE.into())
}

fn rename(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let table = cx.vm.tables.ets.find(args[0], cx.me.id, Need::Write)?;
    let (id, named) = (table.id, table.options.named);
    let name = args[1].as_atom().ok_or_else(Stop::badarg)?;
    if named && cx.vm.tables.ets.named(name).is_some() {
        return Err(Stop::badarg());
    }
    cx.vm.tables.ets.rename(id[0], name);
    Ok(if named { name.into() } else { cx.heap().reference(id) })
}

fn whereis(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = args[0].as_atom().ok_or_else(Stop::badarg)?;
    Ok(match cx.vm.tables.ets.named(name) {
        Some(id) => cx.heap().reference([id, 0]),
        None => atom::UNDEFINED.into(),
    })
}

fn safe_fixtable(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let clocks = (cx.vm.host.monotonic() as i64, cx.vm.host.now());
    let me = cx.me.id;
    let table = cx.vm.tables.ets.find_mut(args[0], me, Need::Read)?;
    let id = table.id[0];
    if args[1].as_bool().ok_or_else(Stop::badarg)? {
        if table.fixes.is_empty() {
            table.fixed_at = clocks;
        }
        table.fix(me);
        cx.vm.tables.ets.bind(me, id);
    } else if table.release(me, false) && table.owner != me {
        cx.vm.tables.ets.unbind(me, id);
    }
    Ok(atom::TRUE.into())
}

/// One option or a list of them; the heir is the only one that all protections allow to change, protection the other.
fn setopts(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let me = cx.me.id;
    let table = cx.vm.tables.ets.find_mut(args[0], me, Need::Write)?;
    let mut new_heir = None;
    let mut new_protection = None;
    let single = [args[1]];
    let mut list = args[1].elements();
    let options: Vec<Term> = if args[1].is_list() {
        list.by_ref().collect()
    } else {
        single.to_vec()
    };
    if args[1].is_list() && !list.rest().is_nil() {
        return Err(Stop::badarg());
    }
    for option in options {
        let option = option.as_tuple().ok_or_else(Stop::badarg)?;
        let name = option
            .first()
            .and_then(|name| name.as_atom())
            .ok_or_else(Stop::badarg)?;
        match (name.name(), &option[1..]) {
            ("heir", of) if new_heir.is_none() => new_heir = Some(heir(of).ok_or_else(Stop::badarg)?),
            ("protection", [value]) if new_protection.is_none() => {
                let value = value.as_atom().and_then(|value| protection(value.name()));
                new_protection = Some(value.ok_or_else(Stop::badarg)?);
            }
            _ => return Err(Stop::badarg()),
        }
    }
    if table.owner != me {
        return Err(Stop::badarg());
    }
    if let Some(heir) = new_heir {
        table.options.heir = heir;
    }
    if let Some(protection) = new_protection {
        table.options.protection = protection;
    }
    Ok(atom::TRUE.into())
}

fn give_away(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let me = cx.me.id;
    let table = cx.vm.tables.ets.find(args[0], me, Need::Write)?;
    let to = args[1].as_local_pid().ok_or_else(Stop::badarg)?;
    if to != me && !cx.vm.processes.is_alive(to) {
        return Err(Stop::badarg());
    }
    if table.owner != me {
        return Err(refuse("not_owner"));
    }
    if to == me {
        return Err(refuse("owner"));
    }
    let id = table.id[0];
    cx.vm.tables.ets.give(id, to);
    let gift = Parcel::copy_all(args[2]);
    transfer(cx.vm, id, me, to, &gift);
    Ok(atom::TRUE.into())
}

/// Tell a process that a table is its own now.
fn transfer(vm: &mut Vm, id: u64, from: u64, to: u64, gift: &Parcel) {
    let Some(table) = vm.tables.ets.get_mut(id) else { return };
    let message = Parcel::build(|heap| {
        let handle = table.handle(heap);
        let gift = copy_all(gift.term(), heap);
        heap.tuple(&[atom::ETS_TRANSFER.into(), handle, Term::pid(from), gift])
    });
    vm.deliver(to, |heap| message.unpack(heap));
}

/// All tables' names and references come as a message: OTP asks each of its schedulers, and this is the only one.
fn request_all(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let id = cx.vm.next_ref();
    let heap = &mut cx.me.heap;
    let reference = heap.reference(id);
    let tables = cx.vm.tables.ets.all();
    let handles: Vec<Term> = tables.into_iter().map(|table| table.handle(heap)).collect();
    let handles = heap.list(handles.into_iter());
    let message = heap.tuple(&[reference, handles]);
    cx.me.mailbox.push(Message { term: message });
    Ok(reference)
}

/// A process has ended: its tables go to their heirs or are deleted, and nothing is fixed by it any more.
pub(crate) fn process_exited(vm: &mut Vm, process: u64) {
    for id in vm.tables.ets.bound_to(process) {
        let Some(table) = vm.tables.ets.get_mut(id) else {
            continue;
        };
        table.release(process, true);
        if table.owner != process {
            continue;
        }
        let heir = table.options.heir.take();
        match heir.filter(|heir| heir.process != process && vm.processes.is_alive(heir.process)) {
            Some(heir) => {
                vm.tables.ets.give(id, heir.process);
                transfer(vm, id, process, heir.process, &heir.data);
                if let Some(table) = vm.tables.ets.get_mut(id) {
                    table.options.heir = Some(heir);
                }
            }
            None => vm.tables.ets.remove(id),
        }
    }
}
