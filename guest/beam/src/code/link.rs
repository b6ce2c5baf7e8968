//! Link: a file that was read becomes a version of a module in the machine.

use super::{Code, FunEntry, Module, translate::Translation};
use crate::{
    load::Beam,
    term::{Atom, Heap, Term, etf},
};

/// Why a module cannot be linked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LinkError {
    /// There are too many atoms, or a name is longer than 255 characters.
    #[error("atom {0:?} cannot be made")]
    Atom(String),
    /// A literal is no term.
    #[error("literal {0} is no term in the external format")]
    Literal(usize),
    /// An instruction that this machine does not execute.
    #[error("the instruction {0} is not executed")]
    Instruction(&'static str),
    /// There are too many constants in all modules.
    #[error("there are too many constants and exports in all modules")]
    Full,
}

impl Code {
    /// Translate a module. It is in nobody's way yet: [`Code::install`] makes it current.
    pub(crate) fn link(&mut self, beam: &Beam) -> Result<Module, LinkError> {
        let atoms = beam
            .atoms
            .iter()
            .map(|name| Atom::try_new(name).ok_or_else(|| LinkError::Atom(name.clone())))
            .collect::<Result<Vec<_>, _>>()?;
        let name = atoms[beam.module as usize];
        let mut literals = Heap::default();
        let terms = beam
            .literals
            .iter()
            .enumerate()
            .map(|(index, bytes)| self.decode(bytes, &mut literals).ok_or(LinkError::Literal(index)))
            .collect::<Result<Vec<Term>, _>>()?;
        let funs = beam
            .lambdas
            .iter()
            .map(|lambda| {
                let number = self.funs.define(FunEntry {
                    module: name,
                    function: atoms[lambda.function as usize],
                    arity: (lambda.arity - lambda.free) as u8,
                    free: lambda.free as u8,
                    index: lambda.index,
                    old_uniq: lambda.old_uniq,
                    uniq: beam.md5,
                    code: std::ptr::null(),
                });
                (number, 0)
            })
            .collect();
        Translation::new(self, beam, name, atoms, terms, funs, literals).finish()
    }

    /// A term in the external format, such as a module's attributes.
    pub(crate) fn decode(&mut self, bytes: &[u8], heap: &mut Heap) -> Option<Term> {
        etf::decode(bytes, heap, self, false).map(|decoded| decoded.term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_of_otp_links() {
        let mut code = Code::new();
        let erl = std::process::Command::new("erl")
            .args([
                "-noshell",
                "-eval",
                "[io:put_chars([F, $\\n]) || F <- filelib:wildcard(code:lib_dir() ++ \"/*/ebin/*.beam\")], halt().",
            ])
            .output()
            .expect("erl is installed");
        let files = String::from_utf8(erl.stdout).expect("paths in UTF-8");
        assert!(files.lines().count() >= 200);
        for file in files.lines() {
            let beam = Beam::parse(&std::fs::read(file).expect("a module")).expect("it loads");
            let module = code.link(&beam).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert_eq!(module.name.name(), beam.name());
        }
    }
}
