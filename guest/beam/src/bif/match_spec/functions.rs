//! Functions: what guards and bodies may call, and with how many arguments.

use rustc_hash::FxHashMap;

use crate::{
    bif::{self, Bif},
    term::Atom,
};

/// Functions of `erlang` that a guard or body may call, as OTP 25 has them.
const ALLOWED: &[(&str, &[u8])] = &[
    ("*", &[2]),
    ("+", &[1, 2]),
    ("-", &[1, 2]),
    ("/", &[2]),
    ("abs", &[1]),
    ("band", &[2]),
    ("binary_part", &[2, 3]),
    ("bit_size", &[1]),
    ("bnot", &[1]),
    ("bor", &[2]),
    ("bsl", &[2]),
    ("bsr", &[2]),
    ("bxor", &[2]),
    ("byte_size", &[1]),
    ("div", &[2]),
    ("element", &[2]),
    ("float", &[1]),
    ("hd", &[1]),
    ("is_atom", &[1]),
    ("is_binary", &[1]),
    ("is_float", &[1]),
    ("is_function", &[1]),
    ("is_integer", &[1]),
    ("is_list", &[1]),
    ("is_map", &[1]),
    ("is_map_key", &[2]),
    ("is_number", &[1]),
    ("is_pid", &[1]),
    ("is_port", &[1]),
    ("is_record", &[3]),
    ("is_reference", &[1]),
    ("is_tuple", &[1]),
    ("length", &[1]),
    ("map_get", &[2]),
    ("map_size", &[1]),
    ("node", &[0, 1]),
    ("not", &[1]),
    ("rem", &[2]),
    ("round", &[1]),
    ("self", &[0]),
    ("size", &[1]),
    ("tl", &[1]),
    ("trunc", &[1]),
    ("xor", &[2]),
];

/// What OTP 27 has beside these.
const LATER: &[(&str, &[u8])] = &[
    ("ceil", &[1]),
    ("floor", &[1]),
    ("is_bitstring", &[1]),
    ("is_boolean", &[1]),
    ("is_function", &[2]),
    ("max", &[2]),
    ("min", &[2]),
    ("tuple_size", &[1]),
];

/// The built-in functions behind them.
pub(crate) struct Functions(FxHashMap<(Atom, usize), Bif>);

impl Functions {
    pub(super) fn get(&self, name: Atom, arity: usize) -> Option<Bif> {
        self.0.get(&(name, arity)).copied()
    }

    /// Have what OTP 27 has.
    pub(crate) fn add_later(&mut self) {
        self.0.extend(built_in(LATER));
    }
}

impl Default for Functions {
    fn default() -> Self {
        Self(built_in(ALLOWED).collect())
    }
}

/// Those of `allowed` that are built in, which all are.
fn built_in(allowed: &[(&'static str, &'static [u8])]) -> impl Iterator<Item = ((Atom, usize), Bif)> {
    let allowed: FxHashMap<&str, &[u8]> = allowed.iter().copied().collect();
    bif::TABLES
        .iter()
        .flat_map(|table| table.iter())
        .filter(move |(module, name, arity, _)| {
            *module == "erlang" && allowed.get(name).is_some_and(|arities| arities.contains(arity))
        })
        .map(|(_, name, arity, function)| ((Atom::new(name), usize::from(*arity)), *function))
}
