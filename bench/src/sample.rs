//! Sample results, small and even, for tests.

use crate::machine::Machine;
use crate::results::{Entry, LeftOut, Options, Outcome, Results};
use crate::target::TARGETS;
use crate::unit::Unit;
use crate::workload::Sample;

/// Portcullis takes 1.1 times as long as std, and accepts 0.8 times as many connections; others are slower.
pub(crate) fn results() -> Results {
    let workloads = vec![
        outcome(
            "ping-pong",
            Unit::Microseconds("round trip"),
            &[("std", 10.0), ("portcullis", 11.0), ("wasi 0.2", 14.0)],
        ),
        outcome(
            "accept-reply-close",
            Unit::PerSecond("connections"),
            &[("std", 10_000.0), ("portcullis", 8_000.0), ("wasi 0.2", 5_000.0)],
        ),
    ];
    Results {
        machine: Machine {
            cpu: "Sample CPU".to_owned(),
            cores: 2,
            kernel: "Linux 6.18".to_owned(),
            rustc: "rustc 1.95.0".to_owned(),
            wasmtime: "48.0.8".to_owned(),
            otp: None,
        },
        options: Options {
            rounds: 3,
            seconds: 0.2,
            pinned: true,
        },
        left_out: vec![LeftOut {
            contender: "otp".to_owned(),
            why: "it is not installed".to_owned(),
        }],
        targets: TARGETS.iter().map(|target| target.judge(&workloads)).collect(),
        workloads,
    }
}

fn outcome(name: &str, unit: Unit, medians: &[(&str, f64)]) -> Outcome {
    let mut outcome = Outcome {
        name: name.to_owned(),
        title: format!("a sample of {name}"),
        unit: unit.text(),
        better: unit.better(),
        reference: "std".to_owned(),
        entries: medians
            .iter()
            .map(|(contender, median)| entry(contender, *median))
            .collect(),
    };
    outcome.derive();
    outcome
}

fn entry(contender: &str, median: f64) -> Entry {
    let samples = [0.9, 1.0, 1.1].map(|part| Sample {
        value: part * median,
        operations: 100,
        cpu: Some(5.0),
        ..Sample::default()
    });
    Entry {
        samples: samples.to_vec(),
        ..Entry::new(contender)
    }
}
