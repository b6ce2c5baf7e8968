//! Policy error: what is wrong with the text of a policy, where, and what was probably meant.

use crate::notation::Fault;
use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text that is not a policy. It knows the text, so that miette can show it with every problem underlined.
#[derive(Clone, Debug)]
pub struct PolicyError {
    source: Arc<NamedSource<String>>,
    /// Never empty.
    problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    span: Range<usize>,
    line: usize,
    column: usize,
    message: String,
    help: Option<String>,
}

/// Nobody reads further, and the text is not trusted.
const MOST_PROBLEMS: usize = 20;

impl PolicyError {
    /// The faults of a text, of which there is at least one, in the order of their places.
    pub(crate) fn new(name: &str, text: &str, mut faults: Vec<Fault>) -> Self {
        faults.sort_by_key(|fault| fault.span.start);
        faults.truncate(MOST_PROBLEMS);
        let problems = faults.into_iter().map(|fault| Problem::new(text, fault)).collect();
        Self {
            source: Arc::new(NamedSource::new(name, text.to_owned())),
            problems,
        }
    }

    /// The fault of a text that is in no file.
    pub(crate) fn of_fragment(name: &str, text: &str, fault: Fault) -> Self {
        Self::new(name, text, vec![fault])
    }

    /// The problems, at least one, in the order of the text. A bad text shows at most 20.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The name of the text, usually a path.
    pub fn name(&self) -> &str {
        self.source.name()
    }
}

impl Problem {
    fn new(text: &str, fault: Fault) -> Self {
        let before = &text[..fault.span.start];
        let start_of_line = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start_of_line..].chars().count() + 1,
            span: fault.span,
            message: fault.message,
            help: fault.help,
        }
    }

    /// The bytes of the text that are wrong.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What was probably meant.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

/// `policy.toml:3:12: the port is missing (and 2 more problems)`.
impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = &self.problems[0];
        write!(f, "{}:{}:{}: {first}", self.name(), first.line, first.column)?;
        match self.problems.len() - 1 {
            0 => Ok(()),
            1 => f.write_str(" (and 1 more problem)"),
            more => write!(f, " (and {more} more problems)"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PolicyError {}
impl std::error::Error for Problem {}

impl Diagnostic for PolicyError {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.problems[0].labels()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Diagnostic::help(&self.problems[0])
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(
            self.problems[1..].iter().map(|problem| problem as &dyn Diagnostic),
        ))
    }
}

/// Without the text, which miette takes from the [`PolicyError`].
impl Diagnostic for Problem {
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::underline(self.span.clone()))))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.help.as_ref()?))
    }
}
