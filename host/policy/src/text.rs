//! Text: TOML of version 1 to [`Rules`], with every problem at its place.

mod entry;
mod preopens;
mod reader;
mod statements;

use crate::notation::Fault;
use crate::{PolicyError, Rules};
use reader::Reader;

/// A policy is written by hand or by a small tool; what is larger is a mistake, or an attack on whoever reads it.
const LARGEST: usize = 1 << 20;

/// # Errors
/// Everything that is wrong with the text.
pub(crate) fn parse(name: &str, text: &str) -> Result<Rules, PolicyError> {
    if text.len() > LARGEST {
        let message = "the policy has more than 1 MiB".to_owned();
        return Err(PolicyError::new(
            name,
            "",
            vec![Fault {
                span: 0..0,
                message,
                help: None,
            }],
        ));
    }
    let (document, errors) = toml::de::DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What a broken text recovers to has problems that nobody wrote.
        let faults = errors.iter().map(|error| syntax(text, error)).collect();
        return Err(PolicyError::new(name, text, faults));
    }
    let mut reader = Reader::new(name, text);
    let rules = statements::read(&mut reader, document.get_ref());
    let preopens = preopens::read(&mut reader, document.get_ref());
    reader.finish(Rules::of_parts(rules, preopens))
}

fn syntax(text: &str, error: &toml::de::Error) -> Fault {
    let span = error
        .span()
        .filter(|span| text.get(span.clone()).is_some())
        .unwrap_or(0..0);
    Fault {
        span,
        message: error.message().to_owned(),
        help: None,
    }
}

#[cfg(test)]
mod tests;
