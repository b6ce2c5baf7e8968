//! Report: the results as tables for a terminal.

use comfy_table::{Cell, CellAlignment, LineStyle, Table, presets};

use crate::results::{Entry, Outcome, Results};
use crate::unit::figure;

/// A workload's table.
pub(crate) fn outcome(outcome: &Outcome) -> String {
    let ratio = format!("× {}", outcome.reference);
    let mut header = vec!["contender", &outcome.unit, "±", &ratio];
    let columns: Vec<_> = EXTRAS
        .into_iter()
        .filter(|(_, extra)| outcome.entries.iter().any(|entry| extra(entry).is_some()))
        .collect();
    header.extend(columns.iter().map(|(name, _)| name));
    let mut table = table(&header);
    for entry in &outcome.entries {
        let mut row = vec![
            Cell::new(&entry.contender),
            right(entry.median.map(figure)),
            right(entry.spread.map(percent)),
            right(entry.ratio.map(|ratio| format!("{ratio:.2}"))),
        ];
        row.extend(columns.iter().map(|(_, extra)| right(extra(entry).map(figure))));
        table.add_row(row);
    }
    let notes: String = outcome.entries.iter().filter_map(note).collect();
    format!("\n{}: {}\n{table}\n{notes}", outcome.name, outcome.title)
}

/// Columns of those workloads that have them.
const EXTRAS: [(&str, Extra); 2] = [
    ("CPU µs/op", |entry| entry.cpu),
    ("allocations/op", |entry| entry.allocations),
];

type Extra = fn(&Entry) -> Option<f64>;

/// What is to be said of an entry besides its figures.
fn note(entry: &Entry) -> Option<String> {
    let lost: u64 = entry.samples.iter().map(|sample| sample.lost).sum();
    match &entry.failure {
        Some(failure) => Some(format!("{}: {failure}\n", entry.contender)),
        None => (lost > 0).then(|| format!("{}: {lost} were lost and sent again\n", entry.contender)),
    }
}

/// The targets, who was left out, and how to read the tables.
pub(crate) fn summary(results: &Results) -> String {
    let mut targets = table(&["workload", "contender", "what", "target", "is", ""]);
    for judgement in &results.targets {
        targets.add_row([
            Cell::new(&judgement.workload),
            Cell::new(&judgement.contender),
            Cell::new(&judgement.measure),
            Cell::new(&judgement.limit),
            right(judgement.figure.map(figure)),
            Cell::new(match judgement.met {
                Some(true) => "met",
                Some(false) => "MISSED",
                None => "not measured",
            }),
        ]);
    }
    let left_out: String = results
        .left_out
        .iter()
        .map(|left_out| format!("left out: {}: {}\n", left_out.contender, left_out.why))
        .collect();
    let options = &results.options;
    format!(
        "\nTargets\n{targets}\n{left_out}\
        The median of {} rounds of {} s, each the median of its slices; ± is half of the interquartile range, and a \
        ratio the median of the rounds' ratios.\n{}, {} cores, {}; subject and peer {}.",
        options.rounds,
        options.seconds,
        results.machine.cpu,
        results.machine.cores,
        results.machine.kernel,
        match options.pinned {
            true => "on a core each",
            false => "on any core",
        },
    )
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    let style = presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());
    table.load_style(style).set_header(header);
    table
}

fn right(text: Option<String>) -> Cell {
    Cell::new(text.unwrap_or_else(|| "–".to_owned())).set_alignment(CellAlignment::Right)
}

fn percent(part: f64) -> String {
    format!("{:.1}%", part * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_table_has_a_row_for_each_contender_and_says_what_failed() {
        let mut results = sample::results();
        let text = outcome(&results.workloads[0]);
        assert!(text.contains("µs/round trip") && text.contains("× std"), "{text}");
        assert!(text.contains("portcullis") && text.contains("1.10"), "{text}");
        results.workloads[0].entries[1].failure = Some("it hung for 10 s".to_owned());
        assert!(outcome(&results.workloads[0]).contains("portcullis: it hung for 10 s"));
    }

    #[test]
    fn the_summary_holds_each_target_and_who_was_left_out() {
        let text = summary(&sample::results());
        assert!(text.contains("met") && text.contains("not measured"), "{text}");
        assert!(text.contains("left out: otp"), "{text}");
    }
}
