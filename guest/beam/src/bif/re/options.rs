//! Options: what `re:compile` and `re:run` are asked.

use crate::{
    re::{Limits, Meaning, Newline, Request},
    term::{Atom, Term},
};

use super::capture::Capture;

/// Which options there may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Use {
    Compile,
    Run,
    CompileAndRun,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Options {
    pub(super) meaning: Meaning,
    pub(super) request: Request,
    /// None if what is asked cannot be.
    pub(super) capture: Option<Capture>,
    pub(super) global: bool,
    pub(super) report_errors: bool,
    /// Whether there is one that a compiled pattern cannot have any more.
    pub(super) compiles: bool,
}

/// How often a search may turn back: PCRE's default.
const STEPS: u64 = 10_000_000;

impl Options {
    pub(super) fn of(list: Term, kind: Use) -> Option<Self> {
        let mut options = Self {
            meaning: Meaning::default(),
            request: Request {
                offset: 0,
                anchored: false,
                notbol: false,
                noteol: false,
                notempty: false,
                notempty_atstart: false,
                newline: None,
                limits: Limits {
                    steps: STEPS,
                    depth: u32::MAX,
                },
            },
            capture: Some(Capture::default()),
            global: false,
            report_errors: false,
            compiles: false,
        };
        let mut elements = list.elements();
        for option in elements.by_ref() {
            match option.as_atom() {
                Some(name) => {
                    let known = options.meant(name) && (kind != Use::Compile || name.name() == "anchored")
                        || options.compiled(name)
                        || kind != Use::Compile && options.asked(name);
                    if !known {
                        return None;
                    }
                }
                None => options.pair(option.as_tuple()?, kind)?,
            }
        }
        elements.rest().is_nil().then_some(options)
    }

    /// An option of both.
    fn meant(&mut self, name: Atom) -> bool {
        match name.name() {
            "anchored" => {
                self.meaning.anchored = true;
                self.request.anchored = true;
            }
            _ => return false,
        }
        true
    }

    /// An option of compiling.
    fn compiled(&mut self, name: Atom) -> bool {
        let meaning = &mut self.meaning;
        match name.name() {
            "unicode" => meaning.unicode = true,
            "caseless" => meaning.caseless = true,
            "dollar_endonly" => meaning.dollar_endonly = true,
            "dotall" => meaning.dotall = true,
            "extended" => meaning.extended = true,
            "firstline" => meaning.firstline = true,
            "multiline" => meaning.multiline = true,
            "no_auto_capture" => meaning.no_auto_capture = true,
            "dupnames" => meaning.dupnames = true,
            "ungreedy" => meaning.ungreedy = true,
            "ucp" => meaning.ucp = true,
            "never_utf" => meaning.never_utf = true,
            "bsr_anycrlf" => meaning.bsr_anycrlf = true,
            "bsr_unicode" => meaning.bsr_anycrlf = false,
            "no_start_optimize" => {}
            _ => return false,
        }
        // What `\R` takes may be said again.
        self.compiles |= !name.name().starts_with("bsr_");
        true
    }

    /// An option of running.
    fn asked(&mut self, name: Atom) -> bool {
        match name.name() {
            "global" => self.global = true,
            "notbol" => self.request.notbol = true,
            "noteol" => self.request.noteol = true,
            "notempty" => self.request.notempty = true,
            "notempty_atstart" => self.request.notempty_atstart = true,
            "report_errors" => self.report_errors = true,
            _ => return false,
        }
        true
    }

    fn pair(&mut self, option: &[Term], kind: Use) -> Option<()> {
        let name = option.first()?.as_atom()?.name();
        let runs = kind != Use::Compile;
        let number = |term: Term| u64::try_from(term.as_small()?).ok();
        match (name, option) {
            ("newline", [_, newline]) => {
                let newline = match newline.as_atom()?.name() {
                    "cr" => Newline::Cr,
                    "lf" => Newline::Lf,
                    "crlf" => Newline::CrLf,
                    "any" => Newline::Any,
                    "anycrlf" => Newline::AnyCrLf,
                    _ => return None,
                };
                self.meaning.newline = newline;
                self.request.newline = Some(newline);
            }
            ("offset", [_, offset]) if runs => self.request.offset = usize::try_from(number(*offset)?).ok()?,
            ("match_limit", [_, limit]) if runs => self.request.limits.steps = number(*limit)?,
            ("match_limit_recursion", [_, limit]) if runs => {
                self.request.limits.depth = u32::try_from(number(*limit)?).unwrap_or(u32::MAX);
            }
            ("capture", [_, what]) if runs => self.capture = Capture::of(*what, None),
            ("capture", [_, what, how]) if runs => self.capture = Capture::of(*what, Some(*how)),
            _ => return None,
        }
        Some(())
    }
}
