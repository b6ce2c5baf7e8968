//! Policy: what a guest may do with the network, as plain data, and the permits that prove it.
//!
//! Two nouns. [`Rules`] are data: parsed from TOML ([`text`]) or built by hand, printed, compared; they grant nothing.
//! A [`Policy`] is authority: made of rules and an [`AmbientAuthority`], or of a cap-std `Pool`, it alone makes a
//! [`Permit`], and a permit is what opens a socket. A [`Rule`] is an effect, an [`Action`] and a [`Target`]
//! (`tcp://HOST:PORTS`, read by [`notation`]); [`tables`] files every rule under the questions that it answers, and an
//! [`index`] finds it again among ten thousand. What is not granted is a [`Refusal`], which names the rule to add.
//!
//! ```
//! use portcullis_policy::{Action, Policy, Rules, Transport, ambient_authority};
//!
//! let rules = Rules::parse("policy.toml", r#"
//!     version = 1
//!     [[allow]]
//!     connect = ["tcp://10.0.0.0/8:6000-6999"]
//! "#)?.deny(Action::Connect, "tcp://10.0.0.1:*")?;
//! let policy = Policy::new(rules, ambient_authority());
//! assert!(policy.connect(Transport::Tcp, "10.0.0.2:6000".parse()?).is_ok());
//! let refusal = policy.connect(Transport::Tcp, "10.0.0.2:80".parse()?).unwrap_err();
//! assert_eq!(refusal.suggested_line().as_deref(), Some(r#"connect = ["tcp://10.0.0.2:80"]"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
// The map above names private rooms: it is for who reads the source.
#![allow(rustdoc::private_intra_doc_links)]

mod action;
mod address;
mod error;
mod host;
mod index;
mod name;
mod notation;
pub mod permit;
mod policy;
mod pool;
mod ports;
mod preopen;
mod refusal;
mod rule;
mod rules;
mod tables;
mod target;
mod text;

pub use action::{Action, Transport};
pub use cap_std::{AmbientAuthority, ambient_authority};
pub use error::{PolicyError, Problem};
pub use host::Host;
pub use name::{HostName, NameError};
pub use permit::{ImplicitBind, NamePermit, Permit};
pub use policy::Policy;
pub use ports::Ports;
pub use preopen::{Inherited, Preopen, Source};
pub use refusal::{Refusal, Subject, Why};
pub use rule::{Effect, Origin, Rule};
pub use rules::Rules;
pub use target::Target;
