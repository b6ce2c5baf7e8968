//! README: its table of the benchmark, written anew.

use anyhow::{Context, Result};

use crate::draw::{self, conditions};
use crate::results::{Outcome, Results};
use crate::unit::figure;

const BEGIN: &str = "<!-- bench -->";
const END: &str = "<!-- /bench -->";

/// Columns of the table of speeds.
const COLUMNS: [&str; 5] = [
    "portcullis",
    "portcullis dedicated",
    "portcullis busy-poll",
    "wasi 0.2",
    "wasi 0.3",
];

/// Workloads without a native counterpart that would say something, and whose figure is told.
const FIGURES: [(&str, &str); 6] = [
    ("accept-reply-close", "portcullis serve"),
    ("warm-instance", "portcullis serve"),
    ("idle-memory", "portcullis"),
    ("policy-decision-10000", "policy"),
    ("start-cold", "portcullis"),
    ("start-cached", "portcullis"),
];

/// The page, with the results where its marks are.
///
/// # Errors
/// A page without the marks.
pub(crate) fn rewrite(page: &str, results: &Results) -> Result<String> {
    let missing = || format!("the page has no {BEGIN} … {END}");
    let (before, rest) = page.split_once(BEGIN).with_context(missing)?;
    let (_, after) = rest.split_once(END).with_context(missing)?;
    Ok(format!("{before}{BEGIN}\n{}{END}{after}", section(results)))
}

fn section(results: &Results) -> String {
    let find = |name: &str| results.workloads.iter().find(|outcome| outcome.name == name);
    let columns: Vec<_> = COLUMNS
        .into_iter()
        .filter(|column| results.workloads.iter().any(|outcome| outcome.merit(column).is_some()))
        .collect();
    let speeds: String = draw::WORKLOADS
        .into_iter()
        .filter_map(find)
        .map(|outcome| speeds(outcome, &columns))
        .collect();
    let figures: String = FIGURES
        .into_iter()
        .filter_map(|(name, contender)| line(find(name)?, contender))
        .collect();
    format!(
        "Speed, where native is 1 and more is faster:\n\n\
        | | native | {} |\n|---|---{}|\n{speeds}\n\
        | | Portcullis |\n|---|---|\n{figures}\n\
        {}.\n",
        columns.join(" | "),
        "|---".repeat(columns.len()),
        conditions(results),
    )
}

fn speeds(outcome: &Outcome, columns: &[&str]) -> String {
    let native = outcome.entry(&outcome.reference).and_then(|entry| entry.median);
    let native = native.map_or_else(
        || "–".to_owned(),
        |median| match draw::native(outcome) {
            "native" => format!("{} {}", figure(median), outcome.unit),
            other => format!("{other}: {} {}", figure(median), outcome.unit),
        },
    );
    let cells: Vec<_> = columns
        .iter()
        .map(|column| {
            outcome
                .merit(column)
                .map_or_else(|| "–".to_owned(), |merit| format!("{merit:.2}"))
        })
        .collect();
    format!(
        "| {}: {} | {native} | {} |\n",
        outcome.name,
        outcome.title,
        cells.join(" | ")
    )
}

fn line(outcome: &Outcome, contender: &str) -> Option<String> {
    let entry = outcome.entry(contender)?;
    let allocations = entry.allocations.map(|count| format!(", {count:.0} allocations"));
    Some(format!(
        "| {}: {} | {} {}{} |\n",
        outcome.name,
        outcome.title,
        figure(entry.median?),
        outcome.unit,
        allocations.unwrap_or_default()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    const PAGE: &str = "# Title\n<!-- bench -->\nold\n<!-- /bench -->\nrest\n";

    #[test]
    fn the_table_is_written_between_the_marks() {
        let page = rewrite(PAGE, &sample::results()).unwrap();
        assert!(page.starts_with("# Title\n<!-- bench -->\n") && page.ends_with("<!-- /bench -->\nrest\n"));
        assert!(!page.contains("old"));
        let row = "| ping-pong: a sample of ping-pong | 10.0 µs/round trip | 0.91 | 0.71 |";
        assert!(page.contains(row), "{page}");
    }

    #[test]
    fn writing_it_again_changes_nothing() {
        let once = rewrite(PAGE, &sample::results()).unwrap();
        assert_eq!(rewrite(&once, &sample::results()).unwrap(), once);
    }

    #[test]
    fn a_page_without_marks_stays_as_it_is() {
        assert!(rewrite("# Title\n", &sample::results()).is_err());
    }
}
