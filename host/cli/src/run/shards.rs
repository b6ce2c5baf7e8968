//! Shards: copies of a guest, each on a thread of its own, until all have ended or one has failed.

use crate::ending::Ending;
use crate::guest_error::Problem;
use std::sync::mpsc;
use std::{io, thread};

/// How a copy ended.
type End = Result<Ending, Problem>;

/// Run the copies; how the last of them ended, or the first that failed: with it the process ends, and so do the others.
pub(crate) fn run(copies: Vec<impl FnOnce() -> End + Send + 'static>) -> io::Result<End> {
    let (ended, ends) = mpsc::channel();
    for (number, copy) in copies.into_iter().enumerate() {
        let ended = ended.clone();
        thread::Builder::new().name(format!("shard {number}")).spawn(move || {
            // Nobody hears of the others when one has failed.
            let _ = ended.send(copy());
        })?;
    }
    drop(ended);
    let mut last = Ok(Ending::Exited(0));
    for end in ends {
        last = end;
        if !matches!(last, Ok(Ending::Exited(0))) {
            break;
        }
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(copies: [fn() -> u8; 3]) -> u8 {
        let copies = copies.map(|copy| move || Ok(Ending::Exited(copy())));
        match run(copies.into()).unwrap() {
            Ok(ending) => ending.status(),
            Err(_) => unreachable!("no copy says so"),
        }
    }

    #[test]
    fn all_may_end_well() {
        assert_eq!(status([|| 0, || 0, || 0]), 0);
    }

    #[test]
    fn the_first_that_fails_ends_all() {
        fn for_ever() -> u8 {
            loop {
                thread::park();
            }
        }
        assert_eq!(status([for_ever, || 7, for_ever]), 7);
    }
}
