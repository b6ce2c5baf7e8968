//! Verb: `(*NAME)`, the settings at the beginning of a pattern and the few verbs within it.

use crate::re::{Newline, ast::Node};

use super::{Parse, Parser};

const UNKNOWN: &str = "(*VERB) not recognized or malformed";

impl Parser {
    /// The settings that a pattern may begin with.
    pub(super) fn leading_verbs(&mut self) -> Parse<()> {
        while self.sees("(*") {
            let Some(end) = (self.text[self.at..].iter()).position(|c| *c == u32::from(')')) else {
                break;
            };
            let name: String = (self.text[self.at + 2..self.at + end].iter())
                .filter_map(|c| char::from_u32(*c))
                .collect();
            match name.as_str() {
                "CR" => self.meaning.newline = Newline::Cr,
                "LF" => self.meaning.newline = Newline::Lf,
                "CRLF" => self.meaning.newline = Newline::CrLf,
                "ANYCRLF" => self.meaning.newline = Newline::AnyCrLf,
                "ANY" => self.meaning.newline = Newline::Any,
                "BSR_ANYCRLF" => self.meaning.bsr_anycrlf = true,
                "BSR_UNICODE" => self.meaning.bsr_anycrlf = false,
                "UCP" => self.meaning.ucp = true,
                "UTF" | "UTF8"
                    if !self.meaning.never_utf && (self.meaning.unicode || self.text.iter().all(|c| *c < 0x80)) =>
                {
                    self.meaning.unicode = true;
                }
                "NO_START_OPT" | "NO_AUTO_POSSESS" => {}
                _ => match name.strip_prefix("LIMIT_MATCH=").map(str::parse::<u32>) {
                    Some(Ok(limit)) => self.meaning.match_limit = Some(u64::from(limit)),
                    _ if name.starts_with("LIMIT_RECURSION=") => {}
                    _ => break,
                },
            }
            self.at += end + 1;
        }
        Ok(())
    }

    /// A verb within a pattern; its `(*` has been passed.
    pub(super) fn verb(&mut self) -> Parse<Node> {
        let rest = &self.text[self.at..];
        let Some(end) = rest.iter().position(|c| *c == u32::from(')')) else {
            return self.flaw_at(UNKNOWN, self.text.len());
        };
        let name: String = rest[..end].iter().filter_map(|c| char::from_u32(*c)).collect();
        self.at += end;
        let node = match name.as_str() {
            "F" | "FAIL" => Node::Fail,
            "ACCEPT" => Node::Accept,
            "COMMIT" => Node::Commit,
            _ => return self.flaw(UNKNOWN),
        };
        self.at += 1;
        Ok(node)
    }
}
