//! Reader: the text being read, and what was found wrong with it so far.

use crate::notation::{Fault, meant, quote};
use crate::rule::Origin;
use crate::{PolicyError, Rules};
use std::ops::Range;
use std::sync::Arc;

/// Goes on after a problem, so that one look at the errors is enough.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    name: Arc<str>,
    text: &'t str,
    /// Where each line but the first begins.
    lines: Vec<usize>,
    faults: Vec<Fault>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(name: &str, text: &'t str) -> Self {
        let lines = text.match_indices('\n').map(|(newline, _)| newline + 1).collect();
        Self {
            name: name.into(),
            text,
            lines,
            faults: Vec::new(),
        }
    }

    /// # Errors
    /// What was found wrong.
    pub(super) fn finish(self, rules: Rules) -> Result<Rules, PolicyError> {
        if self.faults.is_empty() {
            Ok(rules)
        } else {
            Err(PolicyError::new(&self.name, self.text, self.faults))
        }
    }

    pub(super) fn problem(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault {
            span,
            message: message.into(),
            help: Some(help.into()),
        });
    }

    /// A key that is none of `known`.
    pub(super) fn unknown_key(&mut self, span: Range<usize>, key: &str, known: &[&str]) {
        let help = match meant(key, known.iter().copied()) {
            Some(probable) => format!("did you mean `{probable}`?"),
            None => format!("known here: {}", known.join(", ")),
        };
        self.problem(span, format!("unknown key {}", quote(key)), help);
    }

    /// A fault inside the string `value`, which is at `literal`, quotes included.
    pub(super) fn in_string(&mut self, literal: Range<usize>, value: &str, fault: Fault) {
        // A string with escapes is not in the text as it is: then the whole of it is underlined.
        let inside = self.text[literal.clone()].find(value).filter(|_| !value.is_empty());
        let span = match inside {
            Some(offset) => literal.start + offset + fault.span.start..literal.start + offset + fault.span.end,
            None => literal,
        };
        self.faults.push(Fault { span, ..fault });
    }

    pub(super) fn origin(&self, offset: usize) -> Origin {
        Origin {
            file: self.name.clone(),
            line: self.lines.partition_point(|start| *start <= offset) + 1,
        }
    }
}
