//! Gate: what all guests of one policy share.

use crate::Limits;
use crate::audit::{Audit, Traced};
use crate::names::{Resolve, SystemResolver};
use crate::preopen::{PreopenError, Preopens};
use portcullis_policy::Policy;
use std::os::fd::OwnedFd;
use std::sync::Arc;

/// A policy at work: with the limits of each guest, the resolver, the audit, and the sockets that the policy pre-opens.
///
/// Cheap to clone; each guest's [`Net`](crate::Net) holds it.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    policy: Policy,
    limits: Limits,
    resolver: Arc<dyn Resolve>,
    audit: Arc<dyn Audit>,
    preopens: Preopens,
}

impl Gate {
    /// A gate for a policy, with default limits, the system's resolver and the audit of [`Traced`].
    pub fn builder(policy: Policy) -> GateBuilder {
        GateBuilder {
            policy,
            limits: Limits::default(),
            resolver: Arc::new(SystemResolver),
            audit: Arc::new(Traced),
            inherited: Vec::new(),
        }
    }

    pub(crate) fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// The bounds of each guest.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn resolver(&self) -> Arc<dyn Resolve> {
        self.0.resolver.clone()
    }

    pub(crate) fn audit(&self) -> &dyn Audit {
        &*self.0.audit
    }

    pub(crate) fn preopens(&self) -> &Preopens {
        &self.0.preopens
    }
}

/// Makes a [`Gate`].
#[derive(Debug)]
pub struct GateBuilder {
    policy: Policy,
    limits: Limits,
    resolver: Arc<dyn Resolve>,
    audit: Arc<dyn Audit>,
    inherited: Vec<InheritedSocket>,
}

/// A socket that the host process was given, e.g. by systemd through `LISTEN_FDS`.
#[derive(Debug)]
pub struct InheritedSocket {
    /// The number it had: 3 and up for `LISTEN_FDS`.
    pub number: u16,
    /// Its name in `LISTEN_FDNAMES`, if it has one.
    pub name: Option<String>,
    /// The socket itself.
    pub socket: OwnedFd,
}

impl GateBuilder {
    /// The bounds of each guest.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Resolve host names in another way than the system's.
    pub fn resolver(mut self, resolver: impl Resolve + 'static) -> Self {
        self.resolver = Arc::new(resolver);
        self
    }

    /// Tell somebody of each decision.
    pub fn audit(mut self, audit: impl Audit + 'static) -> Self {
        self.audit = Arc::new(audit);
        self
    }

    /// Sockets that the policy's `inherit` entries may name.
    pub fn inherited(mut self, sockets: impl IntoIterator<Item = InheritedSocket>) -> Self {
        self.inherited.extend(sockets);
        self
    }

    /// Open the sockets that the policy pre-opens, and the gate with them.
    ///
    /// # Errors
    /// An address that the system does not let us bind, or an inherited socket that is not there.
    pub fn build(self) -> Result<Gate, PreopenError> {
        let preopens = Preopens::open(&self.policy, self.inherited)?;
        let Self {
            policy,
            limits,
            resolver,
            audit,
            ..
        } = self;
        Ok(Gate(Arc::new(Parts {
            policy,
            limits,
            resolver,
            audit,
            preopens,
        })))
    }
}
