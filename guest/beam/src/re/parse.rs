//! Parse: a pattern's text into a tree, or what is wrong with it, in PCRE's words and at PCRE's position.

mod class;
mod escape;
mod group;
mod recursion;
mod verb;

use super::{
    Meaning, Newline,
    ast::{Assertion, Greed, Node},
};

/// Why a text is no pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Flaw {
    pub(crate) message: &'static str,
    /// In bytes of the text.
    pub(crate) position: usize,
}

/// A pattern that has been read.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) root: Node,
    pub(super) meaning: Meaning,
    /// How many groups capture.
    pub(super) groups: u32,
    /// Names and the groups that have them, in the order of the text.
    pub(super) names: Vec<(String, u32)>,
    /// Whether a newline character was asked for by itself.
    pub(super) explicit_newline: bool,
}

/// How deep groups may be nested: PCRE's limit.
const DEPTH: usize = 250;

/// The options that may change within a pattern.
#[derive(Clone, Copy, Debug)]
struct Flags {
    caseless: bool,
    multiline: bool,
    dotall: bool,
    extended: bool,
    ungreedy: bool,
    no_auto_capture: bool,
}

type Parse<T> = Result<T, Flaw>;

struct Parser {
    text: Vec<u32>,
    /// Where each character begins, in bytes, and where the last one ends.
    offsets: Vec<usize>,
    at: usize,
    flags: Flags,
    meaning: Meaning,
    groups: u32,
    names: Vec<(String, u32)>,
    depth: usize,
    explicit_newline: bool,
    /// What has to be looked at in the end, in the order of the text.
    late: Vec<Late>,
    /// The largest group that is referred to.
    largest: u32,
    /// Names that are referred to: the tree has the number of the name instead of the groups, from [`NAMED`] on.
    wanted_names: Vec<String>,
}

/// What PCRE looks at only when all of a text has been read.
enum Late {
    /// That group is called or asked for, and has to exist.
    Group(u32, usize),
    /// As well the name of that number.
    Name(usize, usize),
    Flaw(Flaw),
}

/// Groups from this number on stand for names, until all names are known.
const NAMED: u32 = 1 << 24;

pub(super) fn parse(text: &[u8], meaning: Meaning) -> Parse<Parsed> {
    let (text, mut offsets): (Vec<u32>, Vec<usize>) = if meaning.unicode {
        let text = std::str::from_utf8(text).unwrap_or_default();
        text.char_indices().map(|(at, c)| (u32::from(c), at)).unzip()
    } else {
        text.iter().enumerate().map(|(at, byte)| (u32::from(*byte), at)).unzip()
    };
    offsets.push(match text.last() {
        Some(last) if meaning.unicode => offsets[offsets.len() - 1] + char::from_u32(*last).map_or(1, char::len_utf8),
        _ => text.len(),
    });
    let mut parser = Parser {
        text,
        offsets,
        at: 0,
        flags: Flags {
            caseless: meaning.caseless,
            multiline: meaning.multiline,
            dotall: meaning.dotall,
            extended: meaning.extended,
            ungreedy: meaning.ungreedy,
            no_auto_capture: meaning.no_auto_capture,
        },
        meaning,
        groups: 0,
        names: Vec::new(),
        depth: 0,
        explicit_newline: false,
        late: Vec::new(),
        largest: 0,
        wanted_names: Vec::new(),
    };
    parser.leading_verbs()?;
    let mut root = parser.alternatives()?;
    if parser.at < parser.text.len() {
        return parser.flaw("unmatched parentheses");
    }
    parser.resolve(&mut root)?;
    if let Some(position) = recursion::endless(&root) {
        return Err(Flaw {
            message: "recursive call could loop indefinitely",
            position,
        });
    }
    Ok(Parsed {
        root,
        meaning: parser.meaning,
        groups: parser.groups,
        names: parser.names,
        explicit_newline: parser.explicit_newline,
    })
}

const NO_SUCH_GROUP: &str = "reference to non-existent subpattern";

impl Parser {
    fn peek(&self) -> Option<u32> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u32> {
        let next = self.peek()?;
        self.at += 1;
        Some(next)
    }

    /// Pass a character if it comes next.
    fn eat(&mut self, character: char) -> bool {
        let found = self.peek() == Some(u32::from(character));
        self.at += usize::from(found);
        found
    }

    /// Whether this comes next.
    fn sees(&self, text: &str) -> bool {
        let rest = &self.text[self.at.min(self.text.len())..];
        text.chars()
            .enumerate()
            .all(|(at, c)| rest.get(at) == Some(&u32::from(c)))
    }

    /// Where the character with that number begins.
    fn offset(&self, at: usize) -> usize {
        self.offsets[at.min(self.offsets.len() - 1)]
    }

    /// A flaw where the parser is.
    fn flaw<T>(&self, message: &'static str) -> Parse<T> {
        self.flaw_at(message, self.at)
    }

    fn flaw_at<T>(&self, message: &'static str, at: usize) -> Parse<T> {
        Err(Flaw {
            message,
            position: self.offset(at),
        })
    }

    /// Alternatives, up to a `)` or the end.
    fn alternatives(&mut self) -> Parse<Node> {
        let mut all = vec![self.sequence()?];
        while self.eat('|') {
            all.push(self.sequence()?);
        }
        Ok(match all.len() {
            1 => all.remove(0),
            _ => Node::Either(all),
        })
    }

    fn sequence(&mut self) -> Parse<Node> {
        let mut nodes = Vec::new();
        loop {
            self.skip_ignored()?;
            match self.peek() {
                None => break,
                Some(next) if next == u32::from('|') || next == u32::from(')') => break,
                Some(_) => {}
            }
            if self.sees("\\Q") {
                self.quoted(&mut nodes)?;
                continue;
            }
            if self.sees("\\E") {
                self.at += 2;
                continue;
            }
            let Some(node) = self.item()? else { continue };
            let node = self.quantified(node)?;
            nodes.push(node);
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    /// `\Q…\E`: only the last character can be repeated.
    fn quoted(&mut self, nodes: &mut Vec<Node>) -> Parse<()> {
        self.at += 2;
        let mut last = None;
        while !self.sees("\\E") {
            let Some(next) = self.next() else { break };
            if let Some(node) = last.replace(self.character(next)) {
                nodes.push(node);
            }
        }
        if self.sees("\\E") {
            self.at += 2;
        }
        if let Some(node) = last {
            let node = self.quantified(node)?;
            nodes.push(node);
        }
        Ok(())
    }

    /// Comments, and white space where that is ignored.
    fn skip_ignored(&mut self) -> Parse<()> {
        loop {
            if self.sees("(?#") {
                let rest = &self.text[self.at..];
                match rest.iter().position(|c| *c == u32::from(')')) {
                    Some(end) => self.at += end + 1,
                    None => return self.flaw_at("missing ) after comment", self.text.len()),
                }
                continue;
            }
            let Some(next) = self.peek().filter(|_| self.flags.extended) else {
                return Ok(());
            };
            if matches!(next, 0x09..=0x0D | 0x20) {
                self.at += 1;
            } else if next == u32::from('#') {
                while self.next().is_some_and(|next| !self.is_newline(next)) {}
            } else {
                return Ok(());
            }
        }
    }

    /// Whether a comment ends here.
    fn is_newline(&self, character: u32) -> bool {
        match self.meaning.newline {
            Newline::Lf | Newline::CrLf => character == 0x0A,
            Newline::Cr => character == 0x0D,
            Newline::AnyCrLf => matches!(character, 0x0A | 0x0D),
            Newline::Any => matches!(character, 0x0A..=0x0D | 0x85 | 0x2028 | 0x2029),
        }
    }

    fn character(&mut self, character: u32) -> Node {
        self.explicit_newline |= matches!(character, 0x0A | 0x0D);
        Node::Char(character, self.flags.caseless)
    }

    /// One thing that may be repeated; none if it was a setting.
    fn item(&mut self) -> Parse<Option<Node>> {
        let start = self.at;
        let Some(next) = self.next() else { return Ok(None) };
        Ok(Some(match char::from_u32(next).unwrap_or('\0') {
            '(' => return self.group(),
            '[' => self.class()?,
            '\\' => self.escape()?,
            '.' => Node::Any(self.flags.dotall),
            '^' => Node::Assert(match self.flags.multiline {
                true => Assertion::LineStart,
                false => Assertion::SubjectStart,
            }),
            '$' => Node::Assert(match (self.flags.multiline, self.meaning.dollar_endonly) {
                (true, _) => Assertion::LineEnd,
                (false, true) => Assertion::DollarEnd,
                (false, false) => Assertion::LastLine(true),
            }),
            '*' | '+' | '?' => return self.flaw_at(NOTHING_TO_REPEAT, start),
            '{' if self.counts(start).is_some() => {
                self.at = start;
                let (.., end) = self.counted()?;
                return self.flaw_at(NOTHING_TO_REPEAT, end);
            }
            _ => self.character(next),
        }))
    }

    /// A thing with the quantifiers that follow it.
    fn quantified(&mut self, node: Node) -> Parse<Node> {
        self.skip_ignored()?;
        let (least, most, end) = match self.peek().and_then(char::from_u32) {
            Some('*') => (0, u32::MAX, self.at),
            Some('+') => (1, u32::MAX, self.at),
            Some('?') => (0, 1, self.at),
            Some('{') if self.counts(self.at).is_some() => self.counted()?,
            _ => return Ok(node),
        };
        self.at = end + 1;
        if matches!(node, Node::Assert(_) | Node::Keep) {
            return self.flaw_at(NOTHING_TO_REPEAT, end);
        }
        let greed = if self.eat('+') {
            Greed::Possessive
        } else if self.eat('?') != self.flags.ungreedy {
            Greed::Lazy
        } else {
            Greed::Greedy
        };
        // An assertion says the same each time.
        let most = if matches!(node, Node::Look { .. }) {
            most.min(1)
        } else {
            most
        };
        let least = if matches!(node, Node::Look { .. }) {
            least.min(1)
        } else {
            least
        };
        Ok(Node::Repeat {
            node: Box::new(node),
            least,
            most,
            greed,
        })
    }

    /// Where `{n}`, `{n,}` or `{n,m}` ends that begins there; none if it is no quantifier.
    fn counts(&self, start: usize) -> Option<usize> {
        let digits = |mut at: usize| {
            while self.text.get(at).is_some_and(|c| is_digit(*c)) {
                at += 1;
            }
            at
        };
        let is = |at: usize, c: char| self.text.get(at) == Some(&u32::from(c));
        let mut at = digits(start + 1);
        if at == start + 1 {
            return None;
        }
        if is(at, ',') {
            at = digits(at + 1);
        }
        is(at, '}').then_some(at)
    }

    /// The numbers of a counted quantifier, and where its `}` is.
    fn counted(&mut self) -> Parse<(u32, u32, usize)> {
        self.at += 1;
        let least = self.count()?;
        let most = if self.eat(',') {
            match self.peek() {
                Some(next) if is_digit(next) => self.count()?,
                _ => u32::MAX,
            }
        } else {
            least
        };
        if most < least {
            return self.flaw("numbers out of order in {} quantifier");
        }
        Ok((least, most, self.at))
    }

    fn count(&mut self) -> Parse<u32> {
        let mut value = 0u32;
        while let Some(next) = self.peek().filter(|next| is_digit(*next)) {
            value = value.saturating_mul(10).saturating_add(next - 0x30);
            self.at += 1;
        }
        if value > 65535 {
            return self.flaw("number too big in {} quantifier");
        }
        Ok(value)
    }
}

const NOTHING_TO_REPEAT: &str = "nothing to repeat";

fn is_digit(character: u32) -> bool {
    matches!(character, 0x30..=0x39)
}

fn is_word(character: u32) -> bool {
    matches!(character, 0x30..=0x39 | 0x41..=0x5A | 0x5F | 0x61..=0x7A)
}
