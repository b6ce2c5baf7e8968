//! Meter: operations in time, slice by slice, so that what the machine does besides does not count.

use std::io;
use std::time::{Duration, Instant};

use super::Sample;
use crate::statistics::median;
use crate::subject::Subject;

/// So many slices has a measurement, at most: its figure is their median.
const SLICES: u32 = 16;

/// A measurement that has begun.
pub(super) struct Meter<'a> {
    subject: &'a Subject,
    time: Duration,
    cpu: u64,
    begin: Instant,
    slices: Slices,
}

impl<'a> Meter<'a> {
    /// Begin to measure for a time.
    pub(super) fn begin(subject: &'a Subject, time: Duration) -> io::Result<Self> {
        let cpu = subject.cpu_nanoseconds()?;
        let begin = Instant::now();
        let slices = Slices::begin(begin, time / SLICES);
        Ok(Self {
            subject,
            time,
            cpu,
            begin,
            slices,
        })
    }

    /// So many more operations are done. Is there time for another one?
    pub(super) fn goes_on(&mut self, operations: u64) -> bool {
        let now = Instant::now();
        self.slices.add(operations, now);
        now - self.begin < self.time
    }

    /// What it came to.
    pub(super) fn end(self) -> io::Result<Reading> {
        let time = self.begin.elapsed();
        let cpu = self.subject.cpu_nanoseconds()?.saturating_sub(self.cpu);
        let operations = self.slices.operations;
        Ok(Reading {
            operations,
            seconds: self.slices.seconds(time),
            cpu: cpu as f64 / 1e3 / operations as f64,
        })
    }
}

/// What a measurement came to.
pub(super) struct Reading {
    pub(super) operations: u64,
    /// Seconds that an operation takes.
    pub(super) seconds: f64,
    /// Microseconds of processor time that it takes.
    cpu: f64,
}

impl Reading {
    /// Microseconds for each operation.
    pub(super) fn time(&self) -> Sample {
        self.sample(self.seconds * 1e6)
    }

    /// Operations for each second.
    pub(super) fn rate(&self) -> Sample {
        self.sample(1.0 / self.seconds)
    }

    pub(super) fn sample(&self, value: f64) -> Sample {
        Sample {
            value,
            operations: self.operations,
            cpu: Some(self.cpu),
            ..Sample::default()
        }
    }
}

/// Slices of a measurement, each a little longer than it should be: as long as whole operations take.
struct Slices {
    length: Duration,
    operations: u64,
    /// When the slice at hand began, and how many operations it has.
    begin: Instant,
    count: u64,
    /// Seconds for each operation, of the slices that are over.
    seconds: Vec<f64>,
}

impl Slices {
    fn begin(begin: Instant, length: Duration) -> Self {
        Self {
            length,
            operations: 0,
            begin,
            count: 0,
            seconds: Vec::with_capacity(SLICES as usize + 1),
        }
    }

    fn add(&mut self, operations: u64, now: Instant) {
        self.operations += operations;
        self.count += operations;
        let passed = now - self.begin;
        if passed >= self.length && self.count > 0 {
            self.seconds.push(passed.as_secs_f64() / self.count as f64);
            (self.begin, self.count) = (now, 0);
        }
    }

    /// Seconds for each operation: those of the slice in the middle, or of all the time if no slice is over.
    fn seconds(&self, time: Duration) -> f64 {
        median(&self.seconds).unwrap_or(time.as_secs_f64() / self.operations as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLISECOND: Duration = Duration::from_millis(1);

    #[test]
    fn a_slice_in_which_the_machine_did_something_else_does_not_count() {
        let mut now = Instant::now();
        let mut slices = Slices::begin(now, 10 * MILLISECOND);
        for operation in 0..50 {
            now += if operation == 25 { 100 } else { 1 } * MILLISECOND;
            slices.add(1, now);
        }
        assert_eq!((slices.operations, slices.seconds(now - slices.begin)), (50, 0.001));
    }

    #[test]
    fn an_operation_may_be_longer_than_a_slice() {
        let begin = Instant::now();
        let mut slices = Slices::begin(begin, MILLISECOND);
        slices.add(0, begin + 20 * MILLISECOND);
        slices.add(4, begin + 40 * MILLISECOND);
        assert_eq!(slices.seconds(40 * MILLISECOND), 0.01);
    }

    #[test]
    fn a_measurement_without_a_whole_slice_is_taken_as_one() {
        let begin = Instant::now();
        let mut slices = Slices::begin(begin, 10 * MILLISECOND);
        slices.add(2, begin + MILLISECOND);
        assert_eq!(slices.seconds(MILLISECOND), 0.0005);
    }

    #[test]
    fn a_reading_is_a_time_or_a_rate() {
        let reading = Reading {
            operations: 4,
            seconds: 0.5,
            cpu: 2.0,
        };
        assert_eq!((reading.time().value, reading.rate().value), (500_000.0, 2.0));
        assert_eq!(reading.rate().cpu, Some(2.0));
    }
}
