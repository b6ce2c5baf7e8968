//! State: all that the host holds for a guest.

use crate::args::{Grants, Size};
use crate::memory::Memory;
use miette::{Result, miette};
use wasmtime_wasi::{FsPerms, ResourceTable, WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};

/// What the guest's imports work on.
pub(crate) struct State {
    wasi: WasiCtx,
    resources: ResourceTable,
    net: portcullis::Ctx,
    pub(crate) memory: Memory,
}

impl State {
    pub(crate) fn new(wasi: WasiCtx, net: portcullis::Ctx, memory: Size) -> Self {
        Self {
            wasi,
            resources: ResourceTable::new(),
            net,
            memory: Memory::new(memory.bytes()),
        }
    }

    /// Another WASI than it began with.
    pub(crate) fn set_wasi(&mut self, wasi: WasiCtx) {
        self.wasi = wasi;
    }
}

/// WASI for a guest of these arguments, the first its own name: what the command line gives it, and no input.
pub(crate) fn wasi(grants: &Grants, args: &[String]) -> Result<WasiCtxBuilder> {
    let mut wasi = WasiCtx::builder();
    wasi.inherit_stdout().inherit_stderr().args(args);
    // WASI has sockets of its own, and no policy holds them.
    wasi.allow_tcp(false).allow_udp(false).allow_ip_name_lookup(false);
    for variable in &grants.env {
        wasi.env(&variable.key, &variable.value);
    }
    for dir in &grants.dir {
        let perms = if dir.read_only {
            FsPerms::ReadOnly
        } else {
            FsPerms::ReadWrite
        };
        wasi.preopened_dir(&dir.host, &dir.guest, perms)
            .map_err(|error| miette!("cannot open the folder {}: {error:#}", dir.host.display()))?;
    }
    Ok(wasi)
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.resources,
        }
    }
}

impl portcullis::View for State {
    fn portcullis(&mut self) -> &mut portcullis::Ctx {
        &mut self.net
    }
}
