//! Results: everything that a run has found, as JSON, from which all else is drawn.

use serde::{Deserialize, Serialize};

use crate::machine::Machine;
use crate::statistics;
use crate::target::Judgement;
use crate::unit::Better;
use crate::workload::Sample;

/// What a run has found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Results {
    pub(crate) machine: Machine,
    pub(crate) options: Options,
    /// Contenders that were left out, and why.
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) workloads: Vec<Outcome>,
    pub(crate) targets: Vec<Judgement>,
}

/// How it was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Options {
    pub(crate) rounds: usize,
    /// How long a contender is measured in each round.
    pub(crate) seconds: f64,
    /// Whether subject and peer had a processor each.
    pub(crate) pinned: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LeftOut {
    pub(crate) contender: String,
    pub(crate) why: String,
}

/// A workload, and how the contenders did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) better: Better,
    pub(crate) reference: String,
    pub(crate) entries: Vec<Entry>,
}

/// How a contender did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) contender: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) median: Option<f64>,
    /// Half of the interquartile range, as a part of the median.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) spread: Option<f64>,
    /// To the reference; the median of the rounds' ratios.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) ratio: Option<f64>,
    /// Processor time for an operation, in microseconds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) cpu: Option<f64>,
    /// Allocations for an operation, the most of any round.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) allocations: Option<f64>,
    /// Why it has no more rounds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) failure: Option<String>,
    /// One for each round.
    pub(crate) samples: Vec<Sample>,
}

impl Outcome {
    /// The entry of a contender.
    pub(crate) fn entry(&self, contender: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.contender == contender)
    }

    /// How fast a contender is beside the reference: 1 is as fast, more is faster. `None` if it was not measured.
    pub(crate) fn merit(&self, contender: &str) -> Option<f64> {
        let entry = self.entry(contender).filter(|entry| entry.failure.is_none())?;
        entry.ratio.map(|ratio| self.better.merit(ratio))
    }

    /// Work out the figures that follow from the samples.
    pub(crate) fn derive(&mut self) {
        let reference = self.entry(&self.reference).map(Entry::values).unwrap_or_default();
        for entry in &mut self.entries {
            let values = entry.values();
            let cpu: Vec<_> = entry.samples.iter().filter_map(|sample| sample.cpu).collect();
            entry.median = statistics::median(&values);
            entry.spread = statistics::spread(&values);
            entry.ratio = statistics::ratio(&values, &reference);
            entry.cpu = statistics::median(&cpu);
            entry.allocations = entry
                .samples
                .iter()
                .filter_map(|sample| sample.allocations)
                .reduce(f64::max);
        }
    }
}

impl Entry {
    /// An entry without a sample.
    pub(crate) fn new(contender: &str) -> Self {
        Self {
            contender: contender.to_owned(),
            median: None,
            spread: None,
            ratio: None,
            cpu: None,
            allocations: None,
            failure: None,
            samples: Vec::new(),
        }
    }

    /// The figures of its rounds.
    pub(crate) fn values(&self) -> Vec<f64> {
        self.samples.iter().map(|sample| sample.value).collect()
    }
}
