//! Unit: in what a workload is measured, and whether more is better.

use serde::{Deserialize, Serialize};

/// A unit; times and rates name their operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Nanoseconds(&'static str),
    Microseconds(&'static str),
    Milliseconds,
    Gibibytes,
    PerSecond(&'static str),
    Bytes(&'static str),
}

/// Which figure is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Better {
    Lower,
    Higher,
}

impl Unit {
    pub(crate) fn better(self) -> Better {
        match self {
            Self::Nanoseconds(_) | Self::Microseconds(_) | Self::Milliseconds | Self::Bytes(_) => Better::Lower,
            Self::Gibibytes | Self::PerSecond(_) => Better::Higher,
        }
    }

    pub(crate) fn text(self) -> String {
        match self {
            Self::Nanoseconds(operation) => format!("ns/{operation}"),
            Self::Microseconds(operation) => format!("µs/{operation}"),
            Self::Milliseconds => "ms".to_owned(),
            Self::Gibibytes => "GiB/s".to_owned(),
            Self::PerSecond(operation) => format!("{operation}/s"),
            Self::Bytes(what) => format!("bytes/{what}"),
        }
    }
}

impl Better {
    /// How good a ratio is: 1 is as good as the other, and more is better.
    pub(crate) fn merit(self, ratio: f64) -> f64 {
        match self {
            Self::Lower => 1.0 / ratio,
            Self::Higher => ratio,
        }
    }
}

/// A figure with as many digits as say something, and thousands apart.
pub(crate) fn figure(value: f64) -> String {
    match value.abs() {
        size if size >= 1_000.0 => thousands(value.round() as i64),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 || size == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let groups: Vec<_> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(String::from_utf8_lossy)
        .collect();
    format!("{}{}", if number < 0 { "-" } else { "" }, groups.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_three_digits_or_its_thousands_apart() {
        let figures = [0.0, 0.0123, 0.5, 12.34, 123.4, 1_234.5, 1_234_567.0, -3.0].map(figure);
        assert_eq!(
            figures,
            ["0.00", "0.0123", "0.50", "12.3", "123", "1,235", "1,234,567", "-3.00"]
        );
    }

    #[test]
    fn the_better_ratio_has_more_merit() {
        assert_eq!((Better::Lower.merit(2.0), Better::Higher.merit(2.0)), (0.5, 2.0));
    }
}
