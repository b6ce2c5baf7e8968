//! Foreign: the order of pids, ports and references where one at least is of another node.

use std::cmp::Ordering;

use crate::term::{
    Atom, Term, View, atom,
    external::{External, pid_parts, ref_words},
};

/// By what tells it from others of its node, then by node. The two are of one rank in the order of types.
pub(super) fn compare(a: Term, b: Term) -> Ordering {
    let (a_id, a_node) = identity(a);
    let (b_id, b_node) = identity(b);
    a_id.cmp(&b_id)
        .then_with(|| a_node.0.name().cmp(b_node.0.name()))
        .then(a_node.1.cmp(&b_node.1))
}

/// The words that tell it, the highest first, and its node.
fn identity(term: Term) -> (Vec<u64>, (Atom, u32)) {
    let here = (atom::NONODE, 0);
    match term.view() {
        View::Pid(id) => (pid_parts(id).into_iter().rev().collect(), here),
        View::Port(id) => (vec![id], here),
        View::Ref(id) => {
            let (words, count) = ref_words(id);
            (words[..count].iter().rev().map(|word| u64::from(*word)).collect(), here)
        }
        View::External(words) => {
            let external = External::of_words(words);
            let id = external.id.iter().rev().copied().collect();
            (id, (external.node, external.creation))
        }
        _ => (Vec::new(), here),
    }
}
