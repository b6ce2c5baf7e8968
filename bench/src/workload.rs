//! Workloads: what is measured, and how, each by a peer that is the same for all contenders.

mod bulk;
mod connections;
mod erlang;
mod instance;
mod messages;
mod meter;
mod policy;
mod replies;
mod start;

use std::io;
use std::net::TcpStream;
use std::time::Duration;

use meter::{Meter, Reading};
use serde::{Deserialize, Serialize};

use crate::role::Role;
use crate::subject::{Failure, PATIENCE, Subject};
use crate::unit::Unit;

/// A row of the benchmark.
pub(crate) struct Workload {
    /// The name by which `--only` knows it; the part before a number is a family.
    pub(crate) name: &'static str,
    /// What it is about, in a few words.
    pub(crate) title: &'static str,
    pub(crate) unit: Unit,
    /// The contender that the others are compared with: a native one.
    pub(crate) reference: &'static str,
    pub(crate) how: How,
}

/// How a workload is measured.
#[derive(Clone, Copy)]
pub(crate) enum How {
    /// A subject plays the role, and a peer measures it.
    Serve(Role, fn(&Session<'_>) -> Result<Sample, Failure>),
    /// Processes are started one after the other.
    Start { cached: bool },
    /// Sandboxes are made in this process, and other processes by it.
    Instance,
    /// Policies with so many rules are asked in this process.
    Decide { rules: usize },
    /// An Erlang machine does something for itself.
    Erlang(Work),
}

/// A subject at work, and how long to measure it.
pub(crate) struct Session<'a> {
    pub(crate) subject: &'a Subject,
    pub(crate) time: Duration,
}

/// A figure of one round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sample {
    /// In the workload's unit.
    pub(crate) value: f64,
    /// How many operations it is made of.
    pub(crate) operations: u64,
    /// Processor time of the subject for an operation, in microseconds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) cpu: Option<f64>,
    /// Allocations for an operation.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) allocations: Option<f64>,
    /// Operations that failed and were tried again.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub(crate) lost: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// All workloads, in the order in which they run.
pub(crate) const WORKLOADS: &[Workload] = &[
    Workload {
        name: "ping-pong",
        title: "64 bytes there and back",
        unit: Unit::Microseconds("round trip"),
        reference: "std",
        how: How::Serve(Role::Echo, messages::ping_pong),
    },
    Workload {
        name: "bulk-receive",
        title: "one long stream in, by 64 KiB",
        unit: Unit::Gibibytes,
        reference: "std",
        how: How::Serve(Role::Sink, bulk::receive),
    },
    Workload {
        name: "bulk-send",
        title: "one long stream out, by 64 KiB",
        unit: Unit::Gibibytes,
        reference: "std",
        how: How::Serve(Role::Source, bulk::send),
    },
    Workload {
        name: "accept-reply-close",
        title: "connections that get 64 bytes and end",
        unit: Unit::PerSecond("connections"),
        reference: "std",
        how: How::Serve(Role::Reply, replies::accept_reply_close),
    },
    Workload {
        name: "connections-1000",
        title: "64 bytes there and back on each of 1,000 connections",
        unit: Unit::PerSecond("messages"),
        reference: "epoll",
        how: How::Serve(Role::Many, connections::messages::<1_000>),
    },
    Workload {
        name: "connections-5000",
        title: "64 bytes there and back on each of 5,000 connections",
        unit: Unit::PerSecond("messages"),
        reference: "epoll",
        how: How::Serve(Role::Many, connections::messages::<5_000>),
    },
    Workload {
        name: "idle-memory",
        title: "memory for each of 5,000 connections that are idle after a message",
        unit: Unit::Bytes("connection"),
        reference: "epoll",
        how: How::Serve(Role::Many, connections::idle_memory::<5_000>),
    },
    Workload {
        name: "udp-echo",
        title: "a datagram of 64 bytes there and back",
        unit: Unit::Microseconds("round trip"),
        reference: "std",
        how: How::Serve(Role::Udp, messages::datagrams),
    },
    Workload {
        name: "packets",
        title: "{packet,4} messages of 100 bytes in active mode",
        unit: Unit::PerSecond("messages"),
        reference: "otp",
        how: How::Serve(Role::Packets, messages::packets),
    },
    Workload {
        name: "warm-instance",
        title: "an instance made for the pool, taken and given back, beside a process",
        unit: Unit::Microseconds("instance"),
        reference: "process per connection",
        how: How::Instance,
    },
    Workload {
        name: "policy-decision-1",
        title: "may the guest connect, by 1 rule",
        unit: Unit::Nanoseconds("decision"),
        reference: "linear scan",
        how: How::Decide { rules: 1 },
    },
    Workload {
        name: "policy-decision-100",
        title: "may the guest connect, by 100 rules",
        unit: Unit::Nanoseconds("decision"),
        reference: "linear scan",
        how: How::Decide { rules: 100 },
    },
    Workload {
        name: "policy-decision-10000",
        title: "may the guest connect, by 10,000 rules",
        unit: Unit::Nanoseconds("decision"),
        reference: "linear scan",
        how: How::Decide { rules: 10_000 },
    },
    Workload {
        name: "start-cold",
        title: "from the start of the process to the first reply, nothing compiled before",
        unit: Unit::Milliseconds,
        reference: "std",
        how: How::Start { cached: false },
    },
    Workload {
        name: "start-cached",
        title: "from the start of the process to the first reply, compiled before",
        unit: Unit::Milliseconds,
        reference: "std",
        how: How::Start { cached: true },
    },
    Workload {
        name: "erlang-fib",
        title: "naive fib(27)",
        unit: Unit::Milliseconds,
        reference: "otp",
        how: How::Erlang(Work::Function("fib")),
    },
    Workload {
        name: "erlang-reverse",
        title: "lists:reverse of 10,000 elements, 1,000 times",
        unit: Unit::Milliseconds,
        reference: "otp",
        how: How::Erlang(Work::Function("reverse")),
    },
    Workload {
        name: "erlang-naive-reverse",
        title: "naive reverse of 500 elements, 20 times",
        unit: Unit::Milliseconds,
        reference: "otp",
        how: How::Erlang(Work::Function("naive_reverse")),
    },
    Workload {
        name: "erlang-ring",
        title: "1,000,000 messages round a ring of 100 processes",
        unit: Unit::Milliseconds,
        reference: "otp",
        how: How::Erlang(Work::Function("ring")),
    },
    Workload {
        name: "erlang-map",
        title: "100,000 updates of one map of 1,000 keys",
        unit: Unit::Milliseconds,
        reference: "otp",
        how: How::Erlang(Work::Function("map")),
    },
    Workload {
        name: "erlang-binary",
        title: "200 KiB appended byte by byte to one binary, then matched",
        unit: Unit::Milliseconds,
        reference: "otp",
        how: How::Erlang(Work::Function("binary")),
    },
    Workload {
        name: "erlang-hello",
        title: "from the start of the process to its first output",
        unit: Unit::Milliseconds,
        reference: "otp",
        how: How::Erlang(Work::Hello),
    },
    Workload {
        name: "erlang-processes",
        title: "memory for each of 100,000 processes at rest",
        unit: Unit::Bytes("process"),
        reference: "otp",
        how: How::Erlang(Work::Processes(100_000)),
    },
];

pub(crate) use {
    erlang::{Work, erlang},
    instance::{instance, process},
    policy::{Decider, decide},
    start::start,
};

impl Workload {
    /// Is it the one that is asked for, or of the family?
    pub(crate) fn answers_to(&self, name: &str) -> bool {
        let rest = self.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}

impl Session<'_> {
    /// A connection to the subject that does not wait for ever.
    fn connect(&self) -> io::Result<TcpStream> {
        connect(self.subject)
    }

    /// Begin to measure.
    fn begin(&self) -> io::Result<Meter<'_>> {
        Meter::begin(self.subject, self.time)
    }

    /// Do what will be measured for a while, so that caches are warm and buffers have grown.
    fn warm_up(&self) -> io::Result<Meter<'_>> {
        Meter::begin(self.subject, self.time / 4)
    }
}

fn connect(subject: &Subject) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&subject.address(), PATIENCE)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workload_answers_to_its_name_and_to_its_family() {
        let named = |name: &str| WORKLOADS.iter().filter(|workload| workload.answers_to(name)).count();
        assert_eq!(named("ping-pong"), 1);
        assert_eq!(named("connections"), 2);
        assert_eq!(named("policy-decision"), 3);
        assert_eq!(named("policy-decision-1"), 1);
        assert_eq!(named("ping-"), 0);
    }
}
