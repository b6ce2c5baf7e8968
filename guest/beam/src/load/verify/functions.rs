//! Functions: which of those that are called by name return, build or only test.

/// Functions that never return: what stands behind a call of them is not executed.
const ENDLESS: &[(&str, u32)] = &[("error", 1), ("error", 2), ("error", 3), ("exit", 1), ("throw", 1)];

/// Functions of `erlang` that have a value or fail, and build nothing.
const TESTS: &[(&str, u32)] = &[
    ("self", 0),
    ("node", 0),
    ("node", 1),
    ("get", 1),
    ("hd", 1),
    ("tl", 1),
    ("element", 2),
    ("tuple_size", 1),
    ("map_get", 2),
    ("is_map_key", 2),
    ("not", 1),
    ("and", 2),
    ("or", 2),
    ("xor", 2),
    ("=:=", 2),
    ("=/=", 2),
    ("==", 2),
    ("/=", 2),
    ("<", 2),
    (">", 2),
    (">=", 2),
    ("=<", 2),
    ("is_atom", 1),
    ("is_binary", 1),
    ("is_bitstring", 1),
    ("is_boolean", 1),
    ("is_float", 1),
    ("is_function", 1),
    ("is_function", 2),
    ("is_integer", 1),
    ("is_list", 1),
    ("is_map", 1),
    ("is_number", 1),
    ("is_pid", 1),
    ("is_port", 1),
    ("is_record", 2),
    ("is_record", 3),
    ("is_reference", 1),
    ("is_tuple", 1),
    ("min", 2),
    ("max", 2),
];

/// Functions of `erlang` that have a value or fail, and may build it.
const BUILDERS: &[(&str, u32)] = &[
    ("+", 1),
    ("+", 2),
    ("-", 1),
    ("-", 2),
    ("*", 2),
    ("/", 2),
    ("div", 2),
    ("rem", 2),
    ("band", 2),
    ("bor", 2),
    ("bxor", 2),
    ("bnot", 1),
    ("bsl", 2),
    ("bsr", 2),
    ("abs", 1),
    ("float", 1),
    ("round", 1),
    ("trunc", 1),
    ("floor", 1),
    ("ceil", 1),
    ("length", 1),
    ("size", 1),
    ("byte_size", 1),
    ("bit_size", 1),
    ("map_size", 1),
    ("binary_part", 2),
    ("binary_part", 3),
    ("atom_to_binary", 1),
    ("atom_to_binary", 2),
    ("atom_to_list", 1),
    ("binary_to_atom", 1),
    ("binary_to_atom", 2),
    ("binary_to_existing_atom", 1),
    ("binary_to_existing_atom", 2),
    ("binary_to_float", 1),
    ("binary_to_integer", 1),
    ("binary_to_integer", 2),
    ("float_to_list", 1),
    ("integer_to_binary", 1),
    ("integer_to_binary", 2),
    ("integer_to_list", 1),
    ("integer_to_list", 2),
    ("list_to_atom", 1),
    ("list_to_binary", 1),
    ("list_to_bitstring", 1),
    ("list_to_existing_atom", 1),
    ("list_to_float", 1),
    ("list_to_integer", 1),
    ("list_to_integer", 2),
    ("list_to_tuple", 1),
    ("tuple_to_list", 1),
];

/// What a function that is called by name is to a walk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Endless,
    Test,
    Builder,
    /// `setelement/3`
    Fresh,
    Any,
}

pub(super) fn kind(module: &str, function: &str, arity: u32) -> Kind {
    if module != "erlang" {
        return Kind::Any;
    }
    let function = (function, arity);
    if function == ("setelement", 3) {
        Kind::Fresh
    } else if ENDLESS.contains(&function) {
        Kind::Endless
    } else if TESTS.contains(&function) {
        Kind::Test
    } else if BUILDERS.contains(&function) {
        Kind::Builder
    } else {
        Kind::Any
    }
}
