//! State: all that the host holds for the guest.

use super::memory::Memory;
use crate::args::{Run, Size};
use miette::{Result, miette};
use wasmtime_wasi::{FsPerms, ResourceTable, WasiCtx, WasiCtxView, WasiView};

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
}

/// WASI for a guest: what the command line gives it.
pub(crate) fn wasi(args: &Run) -> Result<WasiCtx> {
    let mut wasi = WasiCtx::builder();
    wasi.inherit_stdio().args(&args.guest_args());
    // WASI has sockets of its own, and no policy holds them.
    wasi.allow_tcp(false).allow_udp(false).allow_ip_name_lookup(false);
    for variable in &args.env {
        wasi.env(&variable.key, &variable.value);
    }
    for dir in &args.dir {
        let perms = if dir.read_only {
            FsPerms::ReadOnly
        } else {
            FsPerms::ReadWrite
        };
        wasi.preopened_dir(&dir.host, &dir.guest, perms)
            .map_err(|error| miette!("cannot open the folder {}: {error:#}", dir.host.display()))?;
    }
    Ok(wasi.build())
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
