//! Nodes: functions of distribution, on a node that is not distributed.

use super::{Answer, Entry, Stop};
use crate::{
    term::{
        Atom, Term, View, atom,
        external::{External, Foreign},
        map,
    },
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "dist_ctrl_get_data", 1, badarg),
    ("erlang", "dist_ctrl_get_data_notification", 1, badarg),
    ("erlang", "dist_ctrl_get_opt", 2, badarg),
    ("erlang", "dist_ctrl_input_handler", 2, badarg),
    ("erlang", "dist_ctrl_put_data", 2, badarg),
    ("erlang", "dist_ctrl_set_opt", 3, badarg),
    ("erlang", "dist_get_stat", 1, badarg),
    ("erlang", "monitor_node", 2, monitor_node),
    ("erlang", "monitor_node", 3, monitor_node),
    ("erlang", "node", 0, |_, _| Ok(atom::NONODE.into())),
    ("erlang", "node", 1, node),
    ("erlang", "nodes", 0, |_, _| Ok(Term::NIL)),
    ("erlang", "nodes", 1, nodes),
    ("erlang", "nodes", 2, nodes_info),
    ("erlang", "setnode", 2, badarg),
    ("erts_internal", "abort_pending_connection", 2, badarg),
    (
        "erts_internal",
        "create_dist_channel",
        3,
        |_, _| Ok(atom::BADARG.into()),
    ),
    ("erts_internal", "get_creation", 0, |_, _| Ok(atom::UNDEFINED.into())),
    ("erts_internal", "get_dflags", 0, dflags),
    ("erts_internal", "new_connection", 1, badarg),
    ("net_kernel", "dflag_unicode_io", 1, unicode_io),
];

fn badarg(_cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    Err(Stop::badarg())
}

fn monitor_node(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if let Some(options) = args.get(2) {
        let mut elements = options.elements();
        let known = elements
            .by_ref()
            .all(|option| option.as_atom().map(Atom::name) == Some("allow_passive_connect"));
        if !known || !elements.rest().is_nil() {
            return Err(Stop::badarg_because(atom::BADOPT));
        }
    }
    match args[0].as_atom() {
        Some(atom::NONODE) if args[1].as_bool().is_none() => Err(Stop::badarg()),
        Some(atom::NONODE) => Ok(atom::TRUE.into()),
        Some(_) => Err(Stop::error(atom::NOT_ALIVE)),
        None => Err(Stop::badarg()),
    }
}

fn node(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].view() {
        View::Pid(_) | View::Port(_) | View::Ref(_) => Ok(atom::NONODE.into()),
        View::External(words) => Ok(External::of_words(words).node.into()),
        _ => Err(Stop::badarg()),
    }
}

/// Which of a list of kinds of nodes this node is of: the only one there is. None if one is no kind.
fn is_of(kinds: Term) -> Option<bool> {
    let is_kind = |kind: Term| match kind.as_atom()?.name() {
        "this" | "known" => Some(true),
        "visible" | "hidden" | "connected" => Some(false),
        _ => None,
    };
    if !kinds.is_list() {
        return is_kind(kinds);
    }
    let mut elements = kinds.elements();
    let mut all = false;
    for kind in elements.by_ref() {
        all |= is_kind(kind)?;
    }
    elements.rest().is_nil().then_some(all)
}

fn nodes(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let nodes = is_of(args[0]).ok_or_else(Stop::badarg)?;
    let this = nodes.then_some(atom::NONODE.into());
    Ok(cx.heap().list(this.into_iter()))
}

fn nodes_info(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let this = is_of(args[0]).filter(|_| args[1].is_map()).ok_or_else(Stop::badarg)?;
    let mut pairs = Vec::new();
    for (key, wanted) in map::iter(args[1]) {
        let value = match key.as_atom().map(Atom::name) {
            Some("connection_id") => atom::UNDEFINED,
            Some("node_type") => Atom::new("this"),
            _ => return Err(Stop::badarg()),
        };
        if wanted.as_bool().ok_or_else(Stop::badarg)? {
            pairs.push((key, value.into()));
        }
    }
    if !this {
        return Ok(Term::NIL);
    }
    let heap = cx.heap();
    let info = map::from_pairs(heap, pairs);
    let node = heap.tuple(&[atom::NONODE.into(), info]);
    Ok(heap.cons(node, Term::NIL))
}

/// The flags of the distribution protocol, as OTP 25 has them: `erts_dflags` of its `erl_distribution_wb.h` and `dist.h`.
fn dflags(cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    let flags = [55_966_662_588, 17_239_956, 55_966_662_588, 8_396_866, 8192].map(Term::small);
    let mut tuple = vec![Atom::new("erts_dflags").into()];
    tuple.extend(flags);
    Ok(cx.heap().tuple(&tuple))
}

/// Whether a pid's node can do I/O in Unicode: this one can.
fn unicode_io(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].view() {
        View::Pid(_) => Ok(atom::TRUE.into()),
        View::External(words) if External::of_words(words).kind == Foreign::Pid => Ok(atom::TRUE.into()),
        _ => Err(Stop::badarg()),
    }
}
