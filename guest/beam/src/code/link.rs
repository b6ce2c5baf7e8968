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
    use proptest::{prelude::*, sample::Index, test_runner::TestRunner};
    use std::{fs, process::Command};

    /// The files of all modules of the OTP that is installed.
    fn files() -> Vec<String> {
        let print = "[io:put_chars([F, $\\n]) || F <- filelib:wildcard(code:lib_dir() ++ \"/*/ebin/*.beam\")], halt().";
        let erl = Command::new("erl")
            .args(["-noshell", "-eval", print])
            .output()
            .expect("erl is installed");
        String::from_utf8(erl.stdout)
            .expect("paths in UTF-8")
            .lines()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_module_of_otp_links() {
        let mut code = Code::new();
        let files = files();
        assert!(files.len() >= 200);
        for file in files {
            let beam = Beam::parse(&fs::read(&file).expect("a module")).expect("it loads");
            let module = code.link(&beam).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert_eq!(module.name.name(), beam.name());
        }
    }

    #[test]
    fn damaged_instructions_link_or_are_refused() {
        let names = [
            "/base64.beam",
            "/gen_statem.beam",
            "/queue.beam",
            "/prim_file.beam",
            "/math.beam",
            "/io_lib_format.beam",
        ];
        let victims: Vec<Vec<u8>> = files()
            .iter()
            .filter(|file| names.iter().any(|name| file.ends_with(name)))
            .map(|file| fs::read(file).expect("a module"))
            .collect();
        let code = std::cell::RefCell::new(Code::new());
        let flips = prop::collection::vec((any::<Index>(), any::<u8>()), 1..4);
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 3000,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let run = runner.run(&(any::<Index>(), flips), |(victim, flips)| {
            let mut bytes = victims[victim.index(victims.len())].clone();
            let start = bytes.windows(4).position(|window| window == b"Code").expect("code") + 28;
            let size = u32::from_be_bytes(bytes[start - 24..start - 20].try_into().expect("four bytes")) as usize - 20;
            for (at, value) in flips {
                bytes[start + at.index(size)] = value;
            }
            if let Ok(beam) = Beam::parse(&bytes) {
                let _ = code.borrow_mut().link(&beam);
            }
            Ok(())
        });
        run.expect("no panic");
    }
}
