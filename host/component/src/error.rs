//! Errors: what keeps a module from becoming a component.

use std::error::Error as StdError;

/// Why there is no component.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes begin neither as a core module nor as a component.
    #[error("this is not WebAssembly: neither a core module nor a component")]
    NotWasm,

    /// Nothing says which interfaces the module imports and exports.
    #[error(
        "the core module carries no component type; build it with bindings that leave one in it, \
         such as those of wit-bindgen, or turn it into a component with its own tools"
    )]
    NoComponentType,

    /// The module imports what is in none of its interfaces.
    #[error(
        "nothing provides the import `{module}` `{name}`; no interface of the module's component type has that name"
    )]
    NoProvider {
        /// The first name of the import.
        module: String,
        /// The second name of the import.
        name: String,
    },

    /// The module is damaged, or its functions do not fit its component type.
    #[error("the core module cannot become a component")]
    Encode(#[source] Box<dyn StdError + Send + Sync>),
}

impl Error {
    pub(crate) fn encode(reason: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Encode(reason.into())
    }
}
