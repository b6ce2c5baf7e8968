//! Contenders: who plays the roles, and by which command line.

use crate::native::Manner;
use crate::role::Role;
use crate::workload::Decider;

/// Somebody who is measured.
#[derive(Debug)]
pub(crate) struct Contender {
    /// The name in reports.
    pub(crate) name: &'static str,
    pub(crate) program: Program,
}

/// What is run.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Program {
    /// This program, without a sandbox.
    Native(Manner),
    /// `portcullis run` with these flags.
    Run(&'static [&'static str]),
    /// `portcullis serve`: an instance for each connection.
    Serve,
    /// WASI's own sockets, 0.2 or 0.3, in this program.
    Wasi(u8),
    /// Erlang/OTP, without a sandbox.
    Otp,
    /// `portcullis erl`: stock Erlang in the sandbox.
    Erl,
    /// Nothing: decisions are made in this process.
    Decide(Decider),
}

/// All of them, in the order in which they take turns. The references come first.
pub(crate) const CONTENDERS: &[Contender] = &[
    Contender {
        name: "std",
        program: Program::Native(Manner::Std),
    },
    Contender {
        name: "epoll",
        program: Program::Native(Manner::Epoll),
    },
    Contender {
        name: "tokio",
        program: Program::Native(Manner::Tokio),
    },
    Contender {
        name: "process per connection",
        program: Program::Native(Manner::Inetd),
    },
    Contender {
        name: "linear scan",
        program: Program::Decide(Decider::LinearScan),
    },
    Contender {
        name: "policy",
        program: Program::Decide(Decider::Policy),
    },
    Contender {
        name: "portcullis",
        program: Program::Run(&["--wait-in-runtime"]),
    },
    Contender {
        name: "portcullis dedicated",
        program: Program::Run(&[]),
    },
    Contender {
        name: "portcullis busy-poll",
        program: Program::Run(&["--busy-poll", "50"]),
    },
    Contender {
        name: "portcullis serve",
        program: Program::Serve,
    },
    Contender {
        name: "wasi 0.2",
        program: Program::Wasi(2),
    },
    Contender {
        name: "wasi 0.3",
        program: Program::Wasi(3),
    },
    Contender {
        name: "otp",
        program: Program::Otp,
    },
    Contender {
        name: "portcullis erl",
        program: Program::Erl,
    },
];

impl Contender {
    /// Does it play the role?
    pub(crate) fn plays(&self, role: Role) -> bool {
        match self.program {
            Program::Native(Manner::Std) => role != Role::Many,
            Program::Native(Manner::Epoll) => role == Role::Many,
            Program::Native(Manner::Inetd) | Program::Serve => role == Role::Reply,
            Program::Native(Manner::Tokio) | Program::Run(_) | Program::Wasi(_) | Program::Otp => true,
            Program::Erl | Program::Decide(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::{How, WORKLOADS};

    #[test]
    fn each_workload_has_its_reference() {
        for workload in WORKLOADS {
            let reference = CONTENDERS.iter().find(|contender| contender.name == workload.reference);
            let reference = reference.unwrap_or_else(|| panic!("{}", workload.reference));
            match workload.how {
                How::Serve(role, _) => assert!(reference.plays(role), "{role}"),
                How::Start { .. } => assert!(reference.plays(Role::Echo)),
                How::Instance => assert!(matches!(reference.program, Program::Native(Manner::Inetd))),
                How::Erlang(_) => assert!(matches!(reference.program, Program::Otp)),
                How::Decide { .. } => assert!(matches!(reference.program, Program::Decide(_))),
            }
        }
    }
}
