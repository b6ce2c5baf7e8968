//! Sandbox: what a test grants its guest.

use crate::audit::Refusals;
use crate::engine::{self, ENGINE, State};
use crate::place::Place;
use crate::running::{Finished, Pipes, Running};
use portcullis::{
    Accepted, Ctx, Gate, GateBuilder, InheritedSocket, Limits, Policy, Resolve, Rules, ambient_authority,
};
use std::os::fd::OwnedFd;
use std::time::Duration;
use wasmtime::Store;
use wasmtime::component::ResourceTable;
use wasmtime_wasi::WasiCtxBuilder;

/// A guest's surroundings, before it runs.
#[derive(Debug)]
pub struct Sandbox {
    gate: GateBuilder,
    refusals: Refusals,
    args: Vec<String>,
    place: Place,
    given: Vec<(u16, &'static str, OwnedFd)>,
}

impl Sandbox {
    /// A sandbox under a policy in TOML, without its `version` line.
    pub fn new(rules: &str) -> Self {
        let rules = Rules::parse("test.toml", &format!("version = 1\n{rules}")).expect("the policy of a test is sound");
        Self::with_policy(Policy::new(rules, ambient_authority()))
    }

    /// A sandbox that may do all on the loopback, IPv4 and IPv6, TCP and UDP.
    pub fn loopback() -> Self {
        let rules = |key: &str, scheme: &str| format!(r#"{key} = ["{scheme}://127.0.0.0/8:*", "{scheme}://[::1]:*"]"#);
        Self::new(&format!(
            "[[allow]]\n{}\n{}\n[[allow]]\n{}\n{}\n{}\n",
            rules("listen", "tcp"),
            rules("connect", "tcp"),
            rules("bind", "udp"),
            rules("connect", "udp"),
            rules("send-to", "udp"),
        ))
    }

    /// A sandbox under a policy.
    pub fn with_policy(policy: Policy) -> Self {
        let refusals = Refusals::default();
        Self {
            gate: Gate::builder(policy).audit(refusals.clone()),
            refusals,
            args: vec!["guest".to_owned()],
            place: Place::of_this_run(),
            given: Vec::new(),
        }
    }

    /// One more argument.
    pub fn arg(mut self, arg: impl ToString) -> Self {
        self.args.push(arg.to_string());
        self
    }

    /// Other limits than the default ones.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.gate = self.gate.limits(limits);
        self
    }

    /// Other names than the system's.
    pub fn names(mut self, names: impl Resolve + 'static) -> Self {
        self.gate = self.gate.resolver(names);
        self
    }

    /// Sockets as if inherited.
    pub fn inherited(mut self, sockets: impl IntoIterator<Item = InheritedSocket>) -> Self {
        self.gate = self.gate.inherited(sockets);
        self
    }

    /// Run the guest on a thread of its own, where it can be stopped, whatever this run of tests says. It asks for that long before each sleep.
    pub fn on_its_own_thread(mut self, busy_poll: Duration) -> Self {
        self.place = Place::own_thread(busy_poll);
        self
    }

    /// A connection that was accepted for the guest.
    pub fn given(mut self, fd: u16, name: &'static str, connection: impl Into<OwnedFd>) -> Self {
        self.given.push((fd, name, connection.into()));
        self
    }

    /// Start a guest: the path of its component.
    pub fn start(self, guest: &str) -> Running {
        let pre = engine::guest(guest).expect("the guest is sound");
        let gate = self
            .gate
            .build()
            .expect("the sockets that the policy pre-opens are to be had");
        let (ours, theirs) = Pipes::pair();
        let mut wasi = WasiCtxBuilder::new();
        wasi.args(&self.args).allow_tcp(false).allow_udp(false);
        theirs.give_to(&mut wasi);
        let place = self.place;
        let mut portcullis = Ctx::waiting(&gate, place.wait());
        for (fd, name, connection) in self.given {
            let accepted = Accepted::new(&gate, connection).expect("a connection that the policy accepts");
            portcullis.give(fd, name, accepted);
        }
        let state = State {
            wasi: wasi.build(),
            table: ResourceTable::new(),
            portcullis,
        };
        let mut store = Store::new(&ENGINE, state);
        let task = place.spawn(async move {
            let command = pre.instantiate_async(&mut store).await?;
            let result = command.wasi_cli_run().call_run(&mut store).await;
            let held = (
                store.data().portcullis.sockets_held(),
                store.data().portcullis.bytes_held(),
            );
            Ok((result, held))
        });
        Running::new(ours, place, task, self.refusals)
    }

    /// Run a guest to its end.
    pub async fn run(self, guest: &str) -> Finished {
        self.start(guest).finish().await
    }
}
