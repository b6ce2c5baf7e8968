//! WASI preview 1: an adapter makes a preview-2 component of a module that speaks it.

use wasi_preview1_component_adapter_provider as provider;
use wasmparser::{Parser, Payload};

use crate::Error;

/// The module name of every preview-1 import.
pub(crate) const NAME: &str = provider::WASI_SNAPSHOT_PREVIEW1_ADAPTER_NAME;

/// The adapter that fits a module: a program has `_start`, which the command adapter calls from `run`; a library
/// exports `run` itself.
pub(crate) fn adapter(wasm: &[u8]) -> Result<&'static [u8], Error> {
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ExportSection(section) = payload.map_err(Error::encode)? {
            for export in section {
                if export.map_err(Error::encode)?.name == "_start" {
                    return Ok(provider::WASI_SNAPSHOT_PREVIEW1_COMMAND_ADAPTER);
                }
            }
        }
    }
    Ok(provider::WASI_SNAPSHOT_PREVIEW1_REACTOR_ADAPTER)
}
