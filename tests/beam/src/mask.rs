//! What differs between any two runs: pids, ports, references, dates, and what a process used; replaced by what they are.

use std::{borrow::Cow, sync::OnceLock};

use fancy_regex::Regex;

const MASKS: [(&str, &str); 6] = [
    (r"<\d+\.\d+\.\d+>", "<pid>"),
    (r"#Ref<[\d.]+>", "#Ref<>"),
    (r"#Port<[\d.]+>", "#Port<>"),
    // What a process that crashed had used, as proc_lib reports it.
    (r"\b(heap_size|stack_size|reductions): \d+", "$1: <number>"),
    // The heads of error_logger's reports, and of logger's single lines.
    (r"\d+-[A-Z][a-z][a-z]-\d{4}::\d\d:\d\d:\d\d(\.\d+)?", "<date>"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+([+-]\d\d:\d\d|Z)", "<date>"),
];

/// The same output with pids, ports, references and dates taken out.
pub fn mask(output: &[u8]) -> Vec<u8> {
    static REGEXES: OnceLock<Vec<(Regex, &str)>> = OnceLock::new();
    let regexes = REGEXES.get_or_init(|| {
        let compile = |(pattern, name)| (Regex::new(pattern).expect("a pattern of ours"), name);
        MASKS.map(compile).into()
    });
    // Bytes that are no UTF-8 are compared as they are: programs print in Latin-1 too.
    let pieces = output.split_inclusive(|&byte| byte == b'\n').map(|line| {
        let Ok(line) = std::str::from_utf8(line) else {
            return Cow::Borrowed(line);
        };
        let mut text = Cow::Borrowed(line);
        for (regex, name) in regexes {
            if let Cow::Owned(replaced) = regex.replace_all(&text, *name) {
                text = Cow::Owned(replaced);
            }
        }
        match text {
            Cow::Borrowed(line) => Cow::Borrowed(line.as_bytes()),
            Cow::Owned(line) => Cow::Owned(line.into_bytes()),
        }
    });
    pieces.fold(Vec::with_capacity(output.len()), |mut masked, piece| {
        masked.extend_from_slice(&piece);
        masked
    })
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn what_is_different_in_each_run_is_taken_out() {
        let masked =
            mask(b"=ERROR REPORT==== 21-Nov-2026::15:36:34.123456 ===\n{<0.12.0>,#Ref<0.1.2.3>,<<1>>}\n\xff<0.1.0>\n");
        assert_eq!(
            String::from_utf8_lossy(&masked),
            "=ERROR REPORT==== <date> ===\n{<pid>,#Ref<>,<<1>>}\n\u{fffd}<0.1.0>\n"
        );
    }
}
