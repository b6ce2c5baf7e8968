//! Where two outcomes differ: the first lines that do, with what is around them.

use std::fmt::Write;

use crate::Outcome;

/// Lines before a difference that are shown with it, and lines after it.
const BEFORE: usize = 3;
const AFTER: usize = 6;
/// The most that is shown of a line.
const LINE: usize = 300;

/// A text that shows how `actual` differs from `expected`, if it does.
pub(crate) fn difference(expected: &Outcome, actual: &Outcome) -> Option<String> {
    let (expected, actual) = (expected.masked(), actual.masked());
    let mut text = String::new();
    for (name, expected, actual) in [
        ("stdout", &expected.stdout, &actual.stdout),
        ("stderr", &expected.stderr, &actual.stderr),
    ] {
        if expected != actual {
            show(&mut text, name, expected, actual);
        }
    }
    if expected.status != actual.status {
        let _ = writeln!(text, "  status: OTP {}, here {}", expected.status, actual.status);
    }
    (!text.is_empty()).then_some(text)
}

fn show(text: &mut String, name: &str, expected: &[u8], actual: &[u8]) {
    let split = |bytes: &[u8]| -> Vec<String> { bytes.split(|&byte| byte == b'\n').map(line).collect() };
    let (full, here) = (split(expected), split(actual));
    let raw = expected
        .split(|&byte| byte == b'\n')
        .zip(actual.split(|&byte| byte == b'\n'));
    let first = raw.take_while(|(expected, actual)| expected == actual).count();
    let _ = writeln!(
        text,
        "  {name} differs from line {} on (of {} on OTP, {} here):",
        first + 1,
        full.len(),
        here.len()
    );
    for same in &full[first.saturating_sub(BEFORE)..first.min(full.len())] {
        let _ = writeln!(text, "      {same}");
    }
    for (mark, lines) in [("OTP ", &full), ("here", &here)] {
        for line in lines.iter().skip(first).take(AFTER) {
            let _ = writeln!(text, "  {mark}: {line}");
        }
    }
}

fn line(bytes: &[u8]) -> String {
    let shown = bytes.get(..LINE).unwrap_or(bytes);
    let more = if bytes.len() > LINE { "…" } else { "" };
    // A byte that is not UTF-8 shows as what it is.
    let text: String = shown.utf8_chunks().fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| {
            let _ = write!(text, "\\x{byte:02x}");
        });
        text
    });
    text + more
}

#[cfg(test)]
mod tests {
    use super::difference;
    use crate::{Outcome, Status};

    fn outcome(stdout: &str, status: i32) -> Outcome {
        Outcome {
            stdout: stdout.into(),
            stderr: Vec::new(),
            status: Status::Exited(status),
        }
    }

    #[test]
    fn a_difference_shows_the_first_lines_that_differ() {
        assert_eq!(
            difference(&outcome("a\nb <0.1.0>\n", 0), &outcome("a\nb <0.2.0>\n", 0)),
            None
        );
        let text = difference(&outcome("a\nb\nc\n", 0), &outcome("a\nx\nc\n", 1)).unwrap_or_default();
        assert!(
            text.contains("line 2") && text.contains("OTP : b") && text.contains("here: x"),
            "{text}"
        );
        assert!(text.contains("OTP exit 0, here exit 1"), "{text}");
    }
}
