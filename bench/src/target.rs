//! Targets: what the figures are to be, each met or missed.

use serde::{Deserialize, Serialize};

use crate::results::Outcome;
use crate::statistics;

/// What a contender is to reach.
pub(crate) struct Target {
    workload: &'static str,
    contender: &'static str,
    measure: Measure,
    limit: Limit,
}

/// Which figure it is about.
enum Measure {
    /// The ratio to the workload's reference.
    Ratio,
    /// The ratio to another contender.
    RatioTo(&'static str),
    /// The figure itself, in the workload's unit.
    Figure,
    /// Allocations for each operation.
    Allocations,
}

enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

/// How a target went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Judgement {
    pub(crate) workload: String,
    pub(crate) contender: String,
    /// What is compared, e.g. `ratio to std`.
    pub(crate) measure: String,
    /// E.g. `≤ 1.15`.
    pub(crate) limit: String,
    /// `None` if it was not measured.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) figure: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) met: Option<bool>,
}

use Limit::{AtLeast, AtMost};
use Measure::{Allocations, Figure, Ratio, RatioTo};

const fn target(workload: &'static str, contender: &'static str, measure: Measure, limit: Limit) -> Target {
    Target {
        workload,
        contender,
        measure,
        limit,
    }
}

/// All of them. Ratios of times are to be low, ratios of rates high.
pub(crate) const TARGETS: &[Target] = &[
    target("ping-pong", "portcullis", Ratio, AtMost(1.15)),
    target("ping-pong", "portcullis dedicated", Ratio, AtMost(1.08)),
    target("bulk-receive", "portcullis", Ratio, AtLeast(0.95)),
    target("bulk-send", "portcullis", Ratio, AtLeast(0.95)),
    target("accept-reply-close", "portcullis", Ratio, AtLeast(0.85)),
    target("accept-reply-close", "portcullis dedicated", Ratio, AtLeast(0.93)),
    target("accept-reply-close", "portcullis serve", Ratio, AtLeast(0.6)),
    target("connections-1000", "portcullis", Ratio, AtLeast(0.97)),
    target("connections-1000", "portcullis", RatioTo("wasi 0.2"), AtLeast(1.6)),
    target("connections-1000", "portcullis", RatioTo("wasi 0.3"), AtLeast(2.2)),
    target("connections-5000", "portcullis", Ratio, AtLeast(0.97)),
    target("connections-5000", "portcullis", RatioTo("wasi 0.2"), AtLeast(1.6)),
    target("connections-5000", "portcullis", RatioTo("wasi 0.3"), AtLeast(2.2)),
    target("idle-memory", "portcullis", Figure, AtMost(1_024.0)),
    target("policy-decision-10000", "policy", Figure, AtMost(300.0)),
    target("policy-decision-10000", "policy", Allocations, AtMost(0.0)),
    target("start-cached", "portcullis", Figure, AtMost(15.0)),
    target("warm-instance", "portcullis serve", Figure, AtMost(40.0)),
    target("erlang-fib", "portcullis erl", Ratio, AtMost(10.0)),
    target("erlang-reverse", "portcullis erl", Ratio, AtMost(2.0)),
    target("erlang-naive-reverse", "portcullis erl", Ratio, AtMost(6.0)),
    target("erlang-ring", "portcullis erl", Ratio, AtMost(2.0)),
    target("erlang-map", "portcullis erl", Ratio, AtMost(4.0)),
    target("erlang-binary", "portcullis erl", Ratio, AtMost(5.0)),
    target("erlang-hello", "portcullis erl", Figure, AtMost(300.0)),
    target("erlang-processes", "portcullis erl", Figure, AtMost(3_072.0)),
];

impl Target {
    /// Was its workload measured?
    pub(crate) fn is_about(&self, outcomes: &[Outcome]) -> bool {
        outcomes.iter().any(|outcome| outcome.name == self.workload)
    }

    /// Hold the target against what was found.
    pub(crate) fn judge(&self, outcomes: &[Outcome]) -> Judgement {
        let outcome = outcomes.iter().find(|outcome| outcome.name == self.workload);
        let figure = outcome.and_then(|outcome| self.figure(outcome));
        Judgement {
            workload: self.workload.to_owned(),
            contender: self.contender.to_owned(),
            measure: self.measure(outcome),
            limit: match self.limit {
                AtMost(limit) => format!("≤ {limit}"),
                AtLeast(limit) => format!("≥ {limit}"),
            },
            figure,
            met: figure.map(|figure| match self.limit {
                AtMost(limit) => figure <= limit,
                AtLeast(limit) => figure >= limit,
            }),
        }
    }

    fn figure(&self, outcome: &Outcome) -> Option<f64> {
        let entry = outcome.entry(self.contender)?;
        if entry.failure.is_some() {
            return None;
        }
        match self.measure {
            Ratio => entry.ratio,
            RatioTo(other) => statistics::ratio(&entry.values(), &outcome.entry(other)?.values()),
            Figure => entry.median,
            Allocations => entry.allocations,
        }
    }

    fn measure(&self, outcome: Option<&Outcome>) -> String {
        match self.measure {
            Ratio => format!(
                "ratio to {}",
                outcome.map_or("the reference", |outcome| &outcome.reference)
            ),
            RatioTo(other) => format!("ratio to {other}"),
            Figure => outcome.map_or("figure", |outcome| &outcome.unit).to_owned(),
            Allocations => "allocations".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contender::CONTENDERS;
    use crate::sample;

    #[test]
    fn targets_are_about_contenders_that_there_are() {
        for target in TARGETS {
            assert!(CONTENDERS.iter().any(|contender| contender.name == target.contender));
        }
    }

    #[test]
    fn a_target_is_met_or_missed_or_not_measured() {
        let results = sample::results();
        let judge = |measure, limit| target("ping-pong", "portcullis", measure, limit).judge(&results.workloads);
        assert_eq!(judge(Ratio, AtMost(1.15)).met, Some(true));
        assert_eq!(judge(Ratio, AtMost(1.05)).met, Some(false));
        assert_eq!(judge(RatioTo("otp"), AtMost(1.0)).met, None);
        assert_eq!(judge(Ratio, AtMost(1.15)).measure, "ratio to std");
    }
}
