//! Missing: what modules call and nobody defines.

use super::{Beam, Opcode, Operand};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A function that is called and not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The module that should define it.
    pub module: String,
    /// Its name.
    pub function: String,
    /// How many arguments.
    pub arity: u32,
    /// Those who call it, in order of name.
    pub callers: Vec<String>,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}:{}/{}, called by {}",
            self.module,
            self.function,
            self.arity,
            self.callers.join(", ")
        )
    }
}

/// What `beams` call that is neither built in, nor defined by one of them or by a module that `find` knows. A function
/// whose body only raises `nif_error` is not defined: it stands for native code.
pub fn missing(
    beams: &[Beam],
    is_built_in: &dyn Fn(&str, &str, u32) -> bool,
    find: &mut dyn FnMut(&str) -> Option<Beam>,
) -> Vec<Missing> {
    let mut definitions: HashMap<String, HashSet<(String, u32)>> = HashMap::new();
    for beam in beams {
        definitions.insert(beam.name().into(), beam.definitions());
    }
    let mut missing: BTreeMap<(&str, &str, u32), BTreeSet<&str>> = BTreeMap::new();
    for beam in beams {
        for import in &beam.imports {
            let [module, function] = [import.module, import.function].map(|name| beam.atoms[name as usize].as_str());
            if is_built_in(module, function, import.arity) {
                continue;
            }
            if !definitions.contains_key(module) {
                let found = find(module).map_or_else(HashSet::new, |beam| beam.definitions());
                definitions.insert(module.into(), found);
            }
            if !definitions[module].contains(&(function.into(), import.arity)) {
                missing
                    .entry((module, function, import.arity))
                    .or_default()
                    .insert(beam.name());
            }
        }
    }
    let missing = missing.into_iter().map(|((module, function, arity), callers)| Missing {
        module: module.into(),
        function: function.into(),
        arity,
        callers: callers.into_iter().map(str::to_owned).collect(),
    });
    missing.collect()
}

impl Beam {
    /// What it exports and has code for.
    fn definitions(&self) -> HashSet<(String, u32)> {
        let exports = self.exports.iter().filter(|export| !self.is_stub(export.label));
        exports
            .map(|export| (self.atoms[export.function as usize].clone(), export.arity))
            .collect()
    }

    /// Whether all that the function does is to say that it needs native code.
    fn is_stub(&self, entry: u32) -> bool {
        let body = &self.code.instructions[self.code.labels[entry as usize] as usize + 1..];
        let call = body.iter().find(|instruction| {
            !matches!(
                instruction.op,
                Opcode::NifStart | Opcode::Line | Opcode::Move | Opcode::Allocate | Opcode::TestHeap
            )
        });
        let Some(call) =
            call.filter(|call| matches!(call.op, Opcode::CallExt | Opcode::CallExtLast | Opcode::CallExtOnly))
        else {
            return false;
        };
        match self.code.operands(*call) {
            [_, Operand::Unsigned(import), ..] => {
                let import = self.imports[*import as usize];
                let names = [import.module, import.function].map(|name| self.atoms[name as usize].as_str());
                names == ["erlang", "nif_error"]
            }
            _ => false,
        }
    }
}
