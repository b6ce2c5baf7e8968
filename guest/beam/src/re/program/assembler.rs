//! Assembler: a tree into instructions.

use crate::re::{
    ast::{Assertion, Condition, Greed, Node},
    fold,
    parse::{Flaw, Parsed},
};

use super::{One, Program, Step, first, push_character};

/// The most instructions.
const MOST: usize = 1 << 18;

struct Assembler {
    program: Program,
    /// Which groups are called.
    called: Vec<bool>,
}

type Assembled = Result<(), Flaw>;

pub(in crate::re) fn assemble(parsed: Parsed) -> Result<Program, Flaw> {
    let mut names = parsed.names;
    names.sort();
    names.dedup();
    let called = called(&parsed.root, parsed.groups);
    let mut assembler = Assembler {
        program: Program {
            steps: Vec::new(),
            sets: Vec::new(),
            literals: Vec::new(),
            lists: Vec::new(),
            groups: parsed.groups,
            names,
            slots: 2 * (parsed.groups as usize + 1),
            starts: vec![0; parsed.groups as usize + 1],
            first: None,
            anchored: parsed.meaning.anchored || anchored(&parsed.root),
            explicit_newline: parsed.explicit_newline,
            meaning: parsed.meaning,
        },
        called,
    };
    assembler.node(&parsed.root)?;
    assembler.emit(Step::Done)?;
    let mut program = assembler.program;
    program.first = first::bytes(&program);
    Ok(program)
}

fn called(root: &Node, groups: u32) -> Vec<bool> {
    let mut called = vec![false; groups as usize + 1];
    each(root, &mut |node| {
        if let Node::Call(group, _) = node {
            called[*group as usize] = true;
        }
    });
    called
}

fn each(root: &Node, visit: &mut impl FnMut(&Node)) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        visit(node);
        match node {
            Node::Sequence(nodes) | Node::Either(nodes) => open.extend(nodes),
            Node::Capture(_, node) | Node::Atomic(node) | Node::Repeat { node, .. } | Node::Look { node, .. } => {
                open.push(node);
            }
            Node::If(condition, yes, no) => {
                if let Condition::Look(node) = condition {
                    open.push(node);
                }
                open.extend([&**yes, &**no]);
            }
            _ => {}
        }
    }
}

/// Whether all alternatives begin where the subject does.
fn anchored(node: &Node) -> bool {
    match node {
        Node::Assert(Assertion::Start | Assertion::SubjectStart) => true,
        Node::Sequence(nodes) => nodes.first().is_some_and(anchored),
        Node::Either(nodes) => nodes.iter().all(anchored),
        Node::Capture(_, node) | Node::Atomic(node) => anchored(node),
        _ => false,
    }
}

impl Assembler {
    fn here(&self) -> u32 {
        self.program.steps.len() as u32
    }

    fn emit(&mut self, step: Step) -> Assembled {
        if self.program.steps.len() >= MOST {
            return Err(Flaw {
                message: "regular expression is too large",
                position: 0,
            });
        }
        self.program.steps.push(step);
        Ok(())
    }

    fn patch(&mut self, at: u32, step: Step) {
        self.program.steps[at as usize] = step;
    }

    fn slot(&mut self) -> u32 {
        self.program.slots += 1;
        self.program.slots as u32 - 1
    }

    fn list(&mut self, groups: &[u32]) -> u32 {
        self.program.lists.push(groups.to_vec());
        self.program.lists.len() as u32 - 1
    }

    /// What takes one character.
    fn one(&mut self, node: &Node) -> Option<One> {
        Some(match node {
            Node::Char(character, true) if self.has_cases(*character) => One::Fold(*character),
            Node::Char(character, _) => One::Char(*character),
            Node::Any(false) => One::Any,
            Node::Any(true) => One::All,
            Node::Byte => One::Byte,
            Node::Set(set) => {
                self.program.sets.push((**set).clone());
                One::Set(self.program.sets.len() as u32 - 1)
            }
            _ => return None,
        })
    }

    fn has_cases(&self, character: u32) -> bool {
        match self.program.meaning.unicode {
            true => fold::lower(character) != character || fold::upper(character) != character || character == 0xDF,
            false => fold::other_latin1(character).is_some(),
        }
    }

    fn node(&mut self, node: &Node) -> Assembled {
        match node {
            Node::Empty => Ok(()),
            Node::Sequence(nodes) => self.sequence(nodes),
            Node::Either(branches) => self.either(branches),
            Node::Capture(group, node) => self.capture(*group, node),
            Node::Repeat {
                node,
                least,
                most,
                greed,
            } => self.repeat(node, *least, *most, *greed),
            Node::Look { negative, behind, node } => self.look(*negative, behind.as_deref(), node, None),
            Node::Atomic(node) => self.atomic(|this| this.node(node)),
            Node::If(condition, yes, no) => self.condition(condition, yes, no),
            Node::Assert(assertion) => self.emit(Step::Assert(*assertion)),
            Node::Back(groups, fold) => {
                let list = self.list(groups);
                self.emit(Step::Back(list, *fold))
            }
            Node::Call(group, _) => self.emit(Step::Call(*group)),
            Node::Keep => self.emit(Step::Keep),
            Node::Newline => self.emit(Step::Newline),
            Node::Cluster => self.emit(Step::Cluster),
            Node::Fail => self.emit(Step::Fail),
            Node::Accept => self.emit(Step::Accept),
            Node::Commit => self.emit(Step::Commit),
            Node::Char(..) | Node::Any(_) | Node::Byte | Node::Set(_) => match self.one(node) {
                Some(one) => self.emit(Step::One(one)),
                None => Ok(()),
            },
        }
    }

    /// Characters that follow each other are one literal.
    fn sequence(&mut self, nodes: &[Node]) -> Assembled {
        let mut literal = Vec::new();
        for node in nodes {
            match node {
                Node::Char(character, fold) if !fold || !self.has_cases(*character) => {
                    push_character(&mut literal, *character, self.program.meaning.unicode);
                }
                _ => {
                    self.literal(&mut literal)?;
                    self.node(node)?;
                }
            }
        }
        self.literal(&mut literal)
    }

    fn literal(&mut self, bytes: &mut Vec<u8>) -> Assembled {
        if bytes.is_empty() {
            return Ok(());
        }
        self.program.literals.push(std::mem::take(bytes));
        self.emit(Step::Literal(self.program.literals.len() as u32 - 1))
    }

    fn either(&mut self, branches: &[Node]) -> Assembled {
        let mut jumps = Vec::new();
        for (number, branch) in branches.iter().enumerate() {
            if number + 1 == branches.len() {
                self.node(branch)?;
                break;
            }
            let split = self.here();
            self.emit(Step::Fail)?;
            self.node(branch)?;
            jumps.push(self.here());
            self.emit(Step::Fail)?;
            self.patch(split, Step::Split(split + 1, self.here()));
        }
        let end = self.here();
        for jump in jumps {
            self.patch(jump, Step::Jump(end));
        }
        Ok(())
    }

    fn capture(&mut self, group: u32, node: &Node) -> Assembled {
        let start = &mut self.program.starts[group as usize];
        if *start == 0 {
            *start = self.program.steps.len() as u32;
        }
        self.emit(Step::Save(group * 2))?;
        self.node(node)?;
        self.emit(Step::Save(group * 2 + 1))?;
        match self.called[group as usize] {
            true => self.emit(Step::Return(group)),
            false => Ok(()),
        }
    }

    fn repeat(&mut self, node: &Node, least: u32, most: u32, greed: Greed) -> Assembled {
        if most == 0 {
            // What is never matched may still be called.
            return self.unreached(node);
        }
        if let Some(one) = self.one(node) {
            return self.emit(Step::Many {
                one,
                least,
                most,
                greed,
            });
        }
        if greed == Greed::Possessive {
            return self.atomic(|this| this.repeat(node, least, most, Greed::Greedy));
        }
        for _ in 0..least {
            self.node(node)?;
        }
        if most == u32::MAX {
            return self.star(node, greed);
        }
        let mut splits = Vec::new();
        for _ in least..most {
            splits.push(self.here());
            self.emit(Step::Fail)?;
            self.node(node)?;
        }
        let end = self.here();
        for split in splits {
            self.patch(split, choice(split + 1, end, greed));
        }
        Ok(())
    }

    fn unreached(&mut self, node: &Node) -> Assembled {
        let jump = self.here();
        self.emit(Step::Fail)?;
        self.node(node)?;
        self.patch(jump, Step::Jump(self.here()));
        Ok(())
    }

    fn star(&mut self, node: &Node, greed: Greed) -> Assembled {
        let slot = self.slot();
        let split = self.here();
        self.emit(Step::Fail)?;
        self.emit(Step::Save(slot))?;
        self.node(node)?;
        self.emit(Step::IfMoved(slot, split))?;
        self.patch(split, choice(split + 1, self.here(), greed));
        Ok(())
    }

    fn atomic(&mut self, body: impl FnOnce(&mut Self) -> Assembled) -> Assembled {
        let start = self.here();
        self.emit(Step::Fail)?;
        body(self)?;
        self.emit(Step::Done)?;
        self.patch(start, Step::Atomic(self.here()));
        Ok(())
    }

    fn look(&mut self, negative: bool, behind: Option<&[u32]>, node: &Node, otherwise: Option<u32>) -> Assembled {
        let start = self.here();
        self.emit(Step::Fail)?;
        match (behind, node) {
            (None, _) => self.node(node)?,
            (Some(lengths), Node::Either(branches)) => {
                let mut splits = Vec::new();
                for (branch, length) in branches.iter().zip(lengths) {
                    let split = self.here();
                    self.emit(Step::Fail)?;
                    self.emit(Step::Behind(*length))?;
                    self.node(branch)?;
                    self.emit(Step::Done)?;
                    splits.push((split, self.here()));
                }
                for (split, next) in splits {
                    self.patch(split, Step::Split(split + 1, next));
                }
                self.emit(Step::Fail)?;
            }
            (Some(lengths), _) => {
                self.emit(Step::Behind(lengths.first().copied().unwrap_or(0)))?;
                self.node(node)?;
            }
        }
        self.emit(Step::Done)?;
        let end = self.here();
        self.patch(
            start,
            match otherwise {
                None => Step::Look { negative, end },
                Some(otherwise) => Step::IfLook {
                    negative,
                    end,
                    otherwise,
                },
            },
        );
        Ok(())
    }

    fn condition(&mut self, condition: &Condition, yes: &Node, no: &Node) -> Assembled {
        let start = self.here();
        match condition {
            Condition::Define => return self.unreached(yes),
            Condition::Look(look) => match &**look {
                Node::Look { negative, behind, node } => self.look(*negative, behind.as_deref(), node, Some(0))?,
                _ => return self.emit(Step::Fail),
            },
            Condition::Set(_) | Condition::Recursion(_) => self.emit(Step::Fail)?,
        }
        self.node(yes)?;
        let jump = self.here();
        self.emit(Step::Fail)?;
        let otherwise = self.here();
        self.node(no)?;
        self.patch(jump, Step::Jump(self.here()));
        let step = match condition {
            Condition::Set(groups) => Step::IfSet(self.list(groups), otherwise),
            Condition::Recursion(group) => Step::IfCalled(group.unwrap_or(0), otherwise),
            _ => match self.program.steps[start as usize] {
                Step::IfLook { negative, end, .. } => Step::IfLook {
                    negative,
                    end,
                    otherwise,
                },
                step => step,
            },
        };
        self.patch(start, step);
        Ok(())
    }
}

fn choice(again: u32, end: u32, greed: Greed) -> Step {
    match greed {
        Greed::Lazy => Step::Split(end, again),
        _ => Step::Split(again, end),
    }
}
