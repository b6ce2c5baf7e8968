//! Imports of a core module, and who provides them.

use wasmparser::{Parser, Payload};
use wit_component::metadata::Bindgen;

use crate::{Error, preview1};

/// What a core module imports, in its order.
pub(crate) struct Imports(Vec<Import>);

pub(crate) struct Import {
    pub(crate) module: String,
    pub(crate) name: String,
}

impl Imports {
    pub(crate) fn of(wasm: &[u8]) -> Result<Self, Error> {
        let mut imports = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::ImportSection(section) = payload.map_err(Error::encode)? {
                for import in section.into_imports() {
                    let import = import.map_err(Error::encode)?;
                    imports.push(Import {
                        module: import.module.to_owned(),
                        name: import.name.to_owned(),
                    });
                }
            }
        }
        Ok(Self(imports))
    }

    /// Whether the module speaks WASI preview 1.
    pub(crate) fn preview1(&self) -> bool {
        self.0.iter().any(|import| import.module == preview1::NAME)
    }

    pub(crate) fn first_without_provider(&self, bindings: &Bindgen) -> Option<&Import> {
        self.0.iter().find(|import| !is_provided(&import.module, bindings))
    }
}

fn is_provided(module: &str, bindings: &Bindgen) -> bool {
    // The canonical ABI's own names: `$root`, `[export]…` and the like are no interfaces.
    if module == preview1::NAME || module.starts_with(['$', '[']) {
        return true;
    }
    let world = &bindings.resolve.worlds[bindings.world];
    world
        .imports
        .keys()
        .any(|interface| bindings.resolve.name_world_key(interface) == module)
}
