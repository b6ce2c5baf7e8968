//! Option list: what the options of `gen_tcp` and of `gen_udp` have in common, as a builder around a list.

/// Give `Options`, a list of one kind of option, its constructors and a method for each option.
macro_rules! option_list {
    ($kind:ident: $($(#[$doc:meta])+ $name:ident($($argument:ident: $type:ty)?) => $option:expr;)*) => {
        impl Options {
            /// No options: the defaults.
            pub const fn new() -> Self {
                Self(Vec::new())
            }

            /// Add an option.
            pub fn with(mut self, option: $kind) -> Self {
                self.0.push(option);
                self
            }

            $($(#[$doc])+ pub fn $name(self $(, $argument: $type)?) -> Self { self.with($option) })*

            pub(crate) fn list(&self) -> Vec<&$kind> {
                self.0.iter().collect()
            }
        }

        impl From<Vec<$kind>> for Options {
            fn from(options: Vec<$kind>) -> Self {
                Self(options)
            }
        }

        impl FromIterator<$kind> for Options {
            fn from_iter<I: IntoIterator<Item = $kind>>(options: I) -> Self {
                Self(options.into_iter().collect())
            }
        }
    };
}

pub(crate) use option_list;
