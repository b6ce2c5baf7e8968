//! Pool: one fresh sandbox for each connection.
//!
//! [`config()`] is for an engine whose instances are cheap to make and of which there are only so many.
//! A [`Pool`] makes [`Instance`]s of one program ahead of need. A [`Server`] accepts connections at its doors, one thread
//! and one pool for each core, and runs each in an instance of its own: the connection is all that the guest is given.
//! What else there is to say about guests, an embedder says by implementing [`Guests`].
//!
//! ```
//! use portcullis::{Ctx, Gate, Policy, View, ambient_authority};
//! use portcullis_pool::{Ended, Guests, Server, config, open_doors, stop};
//! use std::net::{SocketAddr, TcpStream};
//! use wasmtime::component::{Component, Linker, ResourceTable};
//! use wasmtime::{Engine, Store};
//! use wasmtime_wasi::p2::{self, bindings::CommandPre};
//! use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};
//!
//! struct State { wasi: WasiCtx, table: ResourceTable, net: Ctx }
//! # impl WasiView for State {
//! #     fn ctx(&mut self) -> WasiCtxView<'_> { WasiCtxView { ctx: &mut self.wasi, table: &mut self.table } }
//! # }
//! # impl View for State {
//! #     fn portcullis(&mut self) -> &mut Ctx { &mut self.net }
//! # }
//! /* State has both views, as for any guest. */
//!
//! struct Sandboxes { engine: Engine, gate: Gate }
//! impl Guests for Sandboxes {
//!     type State = State;
//!     fn store(&self) -> Store<State> {
//!         let state = State { wasi: WasiCtx::default(), table: ResourceTable::new(), net: Ctx::new(&self.gate) };
//!         Store::new(&self.engine, state) // here belongs a limiter of its memory, too
//!     }
//!     fn ended(&self, peer: SocketAddr, ended: Ended, _: Option<&mut State>) {
//!         println!("{peer}: {ended:?}");
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let engine = Engine::new(&config(1_000 + 2 * 16 + 1))?; // guests, those that wait, one that is checked
//! let gate = Gate::builder(Policy::default()).build()?;
//! let mut linker = Linker::<State>::new(&engine);
//! p2::add_to_linker_async(&mut linker)?;
//! portcullis::add_to_linker(&mut linker)?;
//! # let guest = r#"(component
//! #     (core module $module (func (export "run") (result i32) i32.const 0))
//! #     (core instance $instance (instantiate $module))
//! #     (func $run (result (result)) (canon lift (core func $instance "run")))
//! #     (instance (export "wasi:cli/run@0.2.0") (export "run" (func $run))))"#;
//! let program = CommandPre::new(linker.instantiate_pre(&Component::new(&engine, guest)?)?)?;
//!
//! let server = Server::new(Sandboxes { engine, gate: gate.clone() }, program, 1_000).warm(16);
//! let doors = open_doors(&gate, "127.0.0.1:0".parse()?, 2, ambient_authority())?; // of two threads
//! let address = doors[0].local_address()?;
//! let (stopper, stop) = stop();
//! let serving = std::thread::spawn(|| server.run(doors.into_iter().map(|door| vec![door]).collect(), stop));
//! // The guest of this example ends at once, and its connection with it.
//! let peer = TcpStream::connect(address)?;
//! assert_eq!(std::io::read_to_string(peer)?, "");
//! stopper.stop();
//! serving.join().unwrap()?;
//! # Ok(())
//! # }
//! ```
//!
//! An embedder moves the engine's epoch on, e.g. each 10 ms: a guest that computes then gives way to the others of its thread.

#![forbid(unsafe_code)]

mod config;
mod doors;
mod guests;
mod instance;
mod pool;
mod server;
mod stop;

pub use config::config;
pub use doors::open_doors;
pub use guests::{CONNECTION, Ended, Guests};
pub use instance::Instance;
pub use pool::Pool;
pub use server::Server;
pub use stop::{Stop, Stopper, stop};
