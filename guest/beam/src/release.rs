//! Release: what the machine is told once to do as later releases of OTP than 25 do; the rest asks for the number of the release.

use crate::{
    term::{Atom, order},
    vm::Vm,
};

/// Functions that OTP 27 writes in Erlang, over others that are built in; before it they were built in themselves.
const IN_ERLANG: [(&str, &str, u8); 5] = [
    ("erlang", "binary_to_integer", 1),
    ("erlang", "binary_to_integer", 2),
    ("erlang", "list_to_integer", 1),
    ("erlang", "list_to_integer", 2),
    ("string", "list_to_integer", 1),
];

impl Vm {
    /// Be the machine of the release whose modules are to be loaded. None is loaded yet.
    pub(crate) fn adapt_to_release(&mut self) {
        let is_27 = self.tables.system.release() >= 27;
        order::tell_zeros_apart(is_27);
        self.code.has_fun_literals = is_27;
        if is_27 {
            self.tables.match_functions.add_later();
            for (module, function, arity) in IN_ERLANG {
                self.code.forget_built_in(Atom::new(module), Atom::new(function), arity);
            }
        }
    }
}
