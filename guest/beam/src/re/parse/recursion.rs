//! Recursion: calls of a group that is still at its own beginning would never end.

use crate::re::ast::{Condition, Node};

/// Where the first such call is in the text.
pub(super) fn endless(root: &Node) -> Option<usize> {
    walk(root, &mut vec![0]).err()
}

/// Whether a node may match nothing; `fresh` are the groups around it of which nothing has been matched yet. The error is the place of a call of one of them.
fn walk(node: &Node, fresh: &mut Vec<u32>) -> Result<bool, usize> {
    match node {
        Node::Call(group, position) if fresh.contains(group) => Err(*position),
        Node::Sequence(nodes) => {
            let mut none = Vec::new();
            let mut empty = true;
            for node in nodes {
                empty &= walk(node, if empty { fresh } else { &mut none })?;
            }
            Ok(empty)
        }
        Node::Either(branches) => branches
            .iter()
            .try_fold(false, |empty, branch| Ok(walk(branch, fresh)? | empty)),
        Node::Capture(group, node) => {
            fresh.push(*group);
            let empty = walk(node, fresh);
            fresh.pop();
            empty
        }
        Node::Repeat { node, least, .. } => Ok(walk(node, fresh)? | (*least == 0)),
        Node::Atomic(node) => walk(node, fresh),
        Node::Look { node, .. } => walk(node, fresh).map(|_| true),
        Node::If(condition, yes, no) => {
            if let Condition::Look(node) = condition {
                walk(node, fresh)?;
            }
            Ok(walk(yes, fresh)? | walk(no, fresh)?)
        }
        Node::Char(..)
        | Node::Any(_)
        | Node::Byte
        | Node::Set(_)
        | Node::Newline
        | Node::Cluster
        | Node::Call(..)
        | Node::Fail => Ok(false),
        Node::Empty | Node::Assert(_) | Node::Back(..) | Node::Keep | Node::Accept | Node::Commit => Ok(true),
    }
}
