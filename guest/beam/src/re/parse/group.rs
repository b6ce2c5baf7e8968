//! Group: what is between `(` and `)`, and the names of groups.

use crate::re::ast::{Condition, Node};

use super::{DEPTH, Flags, Flaw, Late, NAMED, NO_SUCH_GROUP, Parse, Parser, is_digit, is_word};

const MISSING: &str = "missing )";
const UNKNOWN: &str = "unrecognized character after (? or (?-";
const UNKNOWN_ANGLE: &str = "unrecognized character after (?<";
const UNTERMINATED_NAME: &str = "syntax error in subpattern name (missing terminator)";
const ASSERTION_EXPECTED: &str = "assertion expected after (?( or (?(?C)";

impl Parser {
    /// A group; its `(` has been passed. None if it was only a setting.
    pub(super) fn group(&mut self) -> Parse<Option<Node>> {
        if self.depth >= DEPTH {
            return self.flaw("parentheses are too deeply nested");
        }
        if self.eat('*') {
            return self.verb().map(Some);
        }
        self.depth += 1;
        let flags = self.flags;
        let node = self.group_of_kind(flags)?;
        self.depth -= 1;
        Ok(node)
    }

    fn group_of_kind(&mut self, flags: Flags) -> Parse<Option<Node>> {
        if !self.eat('?') {
            return match self.flags.no_auto_capture {
                true => self.body(flags),
                false => self.capture(None, flags),
            }
            .map(Some);
        }
        let Some(kind) = self.next().and_then(char::from_u32) else {
            return self.flaw(UNKNOWN);
        };
        Ok(Some(match kind {
            ':' => self.body(flags)?,
            '|' => self.branches(flags)?,
            '>' => Node::Atomic(Box::new(self.body(flags)?)),
            '=' => self.look(false, false, flags)?,
            '!' => self.look(true, false, flags)?,
            '<' => match self.peek().and_then(char::from_u32) {
                Some(sign @ ('=' | '!')) => {
                    self.at += 1;
                    self.look(sign == '!', true, flags)?
                }
                _ => self.named('>', UNKNOWN_ANGLE, flags)?,
            },
            '\'' => self.named('\'', UNKNOWN, flags)?,
            'P' => match self.next().and_then(char::from_u32) {
                Some('<') => self.named('>', UNKNOWN_ANGLE, flags)?,
                Some('=') => {
                    let group = self.name_reference(')')?;
                    self.at += 1;
                    Node::Back(vec![group], self.flags.caseless)
                }
                Some('>') => self.name_call()?,
                Some(_) => return self.flaw_at("unrecognized character after (?P", self.at - 1),
                None => return self.flaw("unrecognized character after (?P"),
            },
            '&' => self.name_call()?,
            'R' => self.call(Some(0))?,
            '0'..='9' => {
                self.at -= 1;
                self.call(None)?
            }
            '+' => {
                self.at -= 1;
                self.call(None)?
            }
            '-' if self.peek().is_some_and(is_digit) => {
                self.at -= 1;
                self.call(None)?
            }
            'C' => {
                self.callout()?;
                return Ok(None);
            }
            '(' => self.condition(flags)?,
            _ => {
                self.at -= 1;
                return self.settings(flags);
            }
        }))
    }

    /// What is in a group, and its `)`; the settings made in it end with it.
    fn body(&mut self, flags: Flags) -> Parse<Node> {
        let node = self.alternatives()?;
        self.close(flags)?;
        Ok(node)
    }

    fn close(&mut self, flags: Flags) -> Parse<()> {
        if !self.eat(')') {
            return self.flaw(MISSING);
        }
        self.flags = flags;
        Ok(())
    }

    fn capture(&mut self, name: Option<String>, flags: Flags) -> Parse<Node> {
        self.groups += 1;
        let group = self.groups;
        if let Some(name) = name {
            self.names.push((name, group));
        }
        Ok(Node::Capture(group, Box::new(self.body(flags)?)))
    }

    /// `(?|…)`: each alternative counts its groups from the same number.
    fn branches(&mut self, flags: Flags) -> Parse<Node> {
        let first = self.groups;
        let mut most = first;
        let mut all = Vec::new();
        loop {
            self.groups = first;
            all.push(self.sequence()?);
            most = most.max(self.groups);
            if !self.eat('|') {
                break;
            }
        }
        self.groups = most;
        self.close(flags)?;
        Ok(Node::Either(all))
    }

    fn look(&mut self, negative: bool, behind: bool, flags: Flags) -> Parse<Node> {
        let node = self.body(flags)?;
        let behind = match behind {
            false => None,
            true => match lengths(&node) {
                Some(lengths) => Some(lengths),
                None => {
                    self.late_flaw("lookbehind assertion is not fixed length", self.at - 1);
                    Some(Vec::new())
                }
            },
        };
        Ok(Node::Look {
            negative,
            behind,
            node: Box::new(node),
        })
    }

    fn named(&mut self, close: char, unknown: &'static str, flags: Flags) -> Parse<Node> {
        match self.peek() {
            None => return self.flaw(unknown),
            Some(first) if is_digit(first) => return self.flaw("group name must start with a non-digit"),
            Some(first) if !is_word(first) && first != u32::from(close) => return self.flaw(unknown),
            Some(_) => {}
        }
        let name = self.name(close)?;
        if !self.meaning.dupnames
            && self
                .names
                .iter()
                .any(|(other, group)| *other == name && *group != self.groups + 1)
        {
            return self.flaw("two named subpatterns have the same name");
        }
        self.at += 1;
        self.capture(Some(name), flags)
    }

    /// A name, up to the character that ends it.
    fn name(&mut self, close: char) -> Parse<String> {
        let length = self.text[self.at..].iter().take_while(|c| is_word(**c)).count();
        let name: String = (self.text[self.at..self.at + length].iter())
            .filter_map(|c| char::from_u32(*c))
            .collect();
        if length == 0 && close != '\'' {
            return self.flaw("subpattern name expected");
        }
        if length > 32 {
            return self.flaw("subpattern name is too long (maximum 32 characters)");
        }
        self.at += length;
        if self.peek() != Some(u32::from(close)) {
            return self.flaw(UNTERMINATED_NAME);
        }
        Ok(name)
    }

    /// The group of that name, as a number that [`Parser::resolve_names`] replaces.
    pub(super) fn name_reference(&mut self, close: char) -> Parse<u32> {
        let name = self.name(close)?;
        Ok(self.want_name(name))
    }

    fn name_call(&mut self) -> Parse<Node> {
        let group = self.name_reference(')')?;
        self.at += 1;
        Ok(Node::Call(group, self.offset(self.at - 1)))
    }

    fn call(&mut self, group: Option<u32>) -> Parse<Node> {
        let group = match group {
            Some(group) => group,
            None => match self.signed()? {
                Some(group) => group,
                None => return self.flaw("digit expected after (?+"),
            },
        };
        if self.peek() != Some(u32::from(')')) {
            return self.flaw("(?R or (?[+-]digits must be followed by )");
        }
        self.late.push(Late::Group(group, self.offset(self.at)));
        self.at += 1;
        Ok(Node::Call(group, self.offset(self.at - 1)))
    }

    fn callout(&mut self) -> Parse<()> {
        let mut value = 0u32;
        while let Some(digit) = self.peek().filter(|next| is_digit(*next)) {
            value = value.saturating_mul(10).saturating_add(digit - 0x30);
            self.at += 1;
        }
        if self.peek() != Some(u32::from(')')) {
            return self.flaw("closing ) for (?C expected");
        }
        if value > 255 {
            return self.flaw("number after (?C is > 255");
        }
        self.at += 1;
        Ok(())
    }

    /// `(?i)`, `(?i:…)`, `(?s-m)`: the first holds until the group around it ends.
    fn settings(&mut self, outer: Flags) -> Parse<Option<Node>> {
        let mut on = true;
        loop {
            let Some(letter) = self.peek().and_then(char::from_u32) else {
                return self.flaw(UNKNOWN);
            };
            match letter {
                '-' if on => on = false,
                'i' => self.flags.caseless = on,
                'm' => self.flags.multiline = on,
                's' => self.flags.dotall = on,
                'x' => self.flags.extended = on,
                'U' => self.flags.ungreedy = on,
                'J' => self.meaning.dupnames = on,
                'X' => {}
                ')' => {
                    self.at += 1;
                    return Ok(None);
                }
                ':' => {
                    self.at += 1;
                    return self.body(outer).map(Some);
                }
                _ => return self.flaw(UNKNOWN),
            }
            self.at += 1;
        }
    }

    /// `(?(condition)yes|no)`; its second `(` has been passed.
    fn condition(&mut self, flags: Flags) -> Parse<Node> {
        let condition = self.asked(flags)?;
        let body = self.alternatives()?;
        let end = self.at;
        self.close(flags)?;
        let (yes, no) = match (body, &condition) {
            (Node::Either(_), Condition::Define) => {
                self.late_flaw("DEFINE group contains more than one branch", end);
                (Node::Fail, Node::Empty)
            }
            (Node::Either(mut branches), _) => {
                if branches.len() > 2 {
                    self.late_flaw("conditional group contains more than two branches", end);
                }
                let no = branches.remove(1);
                (branches.remove(0), no)
            }
            (body, _) => (body, Node::Empty),
        };
        Ok(Node::If(condition, Box::new(yes), Box::new(no)))
    }

    fn asked(&mut self, flags: Flags) -> Parse<Condition> {
        let start = self.at;
        if self.eat('?') {
            let looks = ["=", "!", "<=", "<!"].iter().any(|sign| self.sees(sign));
            if !looks {
                return self.flaw_at(ASSERTION_EXPECTED, start);
            }
            self.at = start;
            return match self.group()? {
                Some(node) => Ok(Condition::Look(Box::new(node))),
                None => self.flaw_at(ASSERTION_EXPECTED, start),
            };
        }
        let _ = flags;
        if let Some(group) = self.signed()? {
            return self.asked_group(group);
        }
        let close = match self.peek().and_then(char::from_u32) {
            Some('<') => Some('>'),
            Some('\'') => Some('\''),
            _ => None,
        };
        if let Some(close) = close {
            self.at += 1;
            let group = self.name_reference(close)?;
            self.at += 1;
            return self.asked_group(group);
        }
        if !self.peek().is_some_and(is_word) {
            return self.flaw_at(ASSERTION_EXPECTED, start);
        }
        let name = self.name(')')?;
        self.at += 1;
        if name == "DEFINE" && !self.names.iter().any(|(other, _)| *other == name) {
            return Ok(Condition::Define);
        }
        if let Some(rest) = name.strip_prefix('R') {
            if rest.is_empty() {
                return Ok(Condition::Recursion(None));
            }
            if let Ok(group) = rest.parse() {
                return Ok(Condition::Recursion(Some(group)));
            }
        }
        Ok(Condition::Set(vec![self.want_name(name)]))
    }

    fn asked_group(&mut self, group: u32) -> Parse<Condition> {
        if !self.eat(')') {
            return self.flaw("malformed number or name after (?(");
        }
        if group < NAMED {
            self.late.push(Late::Group(group, self.offset(self.at)));
        }
        Ok(Condition::Set(vec![group]))
    }

    fn want_name(&mut self, name: String) -> u32 {
        let number = self.wanted_names.len();
        self.wanted_names.push(name);
        self.late.push(Late::Name(number, self.offset(self.at)));
        NAMED + number as u32
    }

    fn late_flaw(&mut self, message: &'static str, at: usize) {
        let position = self.offset(at);
        self.late.push(Late::Flaw(Flaw { message, position }));
    }

    /// Look at what had to wait for the end, and put the groups where the tree has names.
    pub(super) fn resolve(&self, root: &mut Node) -> Parse<()> {
        let groups: Vec<Vec<u32>> = (self.wanted_names.iter())
            .map(|name| {
                let of_name = self.names.iter().filter(|(other, _)| other == name);
                of_name.map(|(_, group)| *group).collect()
            })
            .collect();
        let missing = |position| Flaw {
            message: NO_SUCH_GROUP,
            position,
        };
        for late in &self.late {
            match late {
                Late::Group(group, position) if *group > self.groups => return Err(missing(*position)),
                Late::Name(name, position) if groups[*name].is_empty() => return Err(missing(*position)),
                Late::Flaw(flaw) => return Err(flaw.clone()),
                Late::Group(..) | Late::Name(..) => {}
            }
        }
        if self.largest > self.groups {
            return Err(missing(self.offset(self.text.len())));
        }
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match node {
                Node::Back(of, _) => resolve(of, &groups),
                Node::Call(group, _) if *group >= NAMED => *group = groups[(*group - NAMED) as usize][0],
                Node::Sequence(nodes) | Node::Either(nodes) => open.extend(nodes),
                Node::Capture(_, node) | Node::Atomic(node) | Node::Repeat { node, .. } | Node::Look { node, .. } => {
                    open.push(node)
                }
                Node::If(condition, yes, no) => {
                    match condition {
                        Condition::Set(of) => resolve(of, &groups),
                        Condition::Look(node) => open.push(node),
                        Condition::Recursion(_) | Condition::Define => {}
                    }
                    open.extend([&mut **yes, &mut **no]);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn resolve(of: &mut Vec<u32>, groups: &[Vec<u32>]) {
    if let Some(name) = of.first().and_then(|group| group.checked_sub(NAMED)) {
        of.clone_from(&groups[name as usize]);
    }
}

/// How long each alternative is, in characters, if each has one length.
fn lengths(node: &Node) -> Option<Vec<u32>> {
    match node {
        Node::Either(branches) => branches.iter().map(length).collect(),
        _ => Some(vec![length(node)?]),
    }
}

fn length(node: &Node) -> Option<u32> {
    match node {
        Node::Char(..) | Node::Any(_) | Node::Byte | Node::Set(_) => Some(1),
        Node::Sequence(nodes) => nodes
            .iter()
            .try_fold(0u32, |sum, node| Some(sum.saturating_add(length(node)?))),
        Node::Either(branches) => {
            let first = length(branches.first()?)?;
            (branches.iter().all(|branch| length(branch) == Some(first))).then_some(first)
        }
        Node::Capture(_, node) | Node::Atomic(node) => length(node),
        Node::Repeat { node, least, most, .. } if least == most => Some(length(node)?.saturating_mul(*least)),
        Node::If(condition, yes, no) => match condition {
            Condition::Define => Some(0),
            _ => length(yes).filter(|yes| length(no) == Some(*yes)),
        },
        Node::Empty | Node::Assert(_) | Node::Look { .. } | Node::Keep | Node::Fail | Node::Accept | Node::Commit => {
            Some(0)
        }
        Node::Repeat { .. } | Node::Back(..) | Node::Call(..) | Node::Newline | Node::Cluster => None,
    }
}
