//! Subject: a server process that is measured, from its start to its end.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use thiserror::Error;

/// A subject that says and does nothing for so long is given up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A process that serves; it ends with the value.
pub(crate) struct Subject {
    child: Child,
    errors: File,
    address: SocketAddr,
}

/// Why there is no figure.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// There is no such contender here: it is not built or not installed, or its program does not know its flags.
    #[error("{0}")]
    Absent(String),
    #[error("it cannot be started: {0}")]
    NotStarted(io::Error),
    #[error("it ended ({0}): {1}")]
    Ended(ExitStatus, String),
    #[error("it hung for {} s", PATIENCE.as_secs())]
    Hung,
    #[error("it said {0:?} where its address was expected")]
    Nonsense(String),
    #[error("{0}")]
    Wrong(String),
    #[error("at the peer: {0}")]
    Peer(#[from] io::Error),
}

/// The exit status by which a command says that it does not understand its command line.
const USAGE: i32 = 2;

impl Subject {
    /// Start a server and wait until it says where it listens.
    pub(crate) fn start(command: &mut Command) -> Result<Self, Failure> {
        let errors = tempfile::tempfile()?;
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors.try_clone()?)
            .spawn()
            .map_err(Failure::NotStarted)?;
        let mut subject = Self {
            child,
            errors,
            address: SocketAddr::from(([0; 4], 0)),
        };
        let output = subject.child.stdout.take().expect("its output is piped");
        let line = first_line(output)?;
        if line.is_empty() {
            return Err(subject.ended_at_once());
        }
        let Some(address) = address(&line) else {
            return Err(Failure::Nonsense(line));
        };
        subject.address = address;
        Ok(subject)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// How long its threads have run, in nanoseconds. Threads that have ended are not in it, nor are its children.
    pub(crate) fn cpu_nanoseconds(&self) -> io::Result<u64> {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id()))?;
        let mut sum = 0;
        for thread in threads {
            // A thread may end just now.
            if let Ok(text) = fs::read_to_string(thread?.path().join("schedstat")) {
                sum += text.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or(0);
            }
        }
        Ok(sum)
    }

    /// Its memory that is no file's, in bytes.
    pub(crate) fn resident_bytes(&self) -> io::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kib.map(|kib| kib << 10)
            .ok_or_else(|| io::Error::other("no RssAnon in /proc/PID/status"))
    }

    /// What a failure that the peer saw comes of: that the subject has ended, or that it does nothing.
    pub(crate) fn explain(&mut self, failure: Failure) -> Failure {
        if let Ok(Some(status)) = self.child.try_wait() {
            return Failure::Ended(status, self.last_words());
        }
        match failure {
            Failure::Peer(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                Failure::Hung
            }
            failure => failure,
        }
    }

    fn ended_at_once(&mut self) -> Failure {
        match self.child.wait() {
            Ok(status) if status.code() == Some(USAGE) => Failure::Absent(self.last_words()),
            Ok(status) => Failure::Ended(status, self.last_words()),
            Err(error) => Failure::Peer(error),
        }
    }

    /// The first line that it wrote on standard error.
    fn last_words(&mut self) -> String {
        let mut text = String::new();
        // A subject may say anything, and nothing.
        let _ = self.errors.rewind();
        let _ = self.errors.read_to_string(&mut text);
        text.lines().next().unwrap_or("without a word").to_owned()
    }
}

impl Drop for Subject {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first line of what a process says; empty if it ends without one.
fn first_line(output: ChildStdout) -> Result<String, Failure> {
    let patience = Timespec {
        tv_sec: PATIENCE.as_secs() as i64,
        tv_nsec: 0,
    };
    let mut ready = [PollFd::new(&output, PollFlags::IN)];
    if poll(&mut ready, Some(&patience)).map_err(io::Error::from)? == 0 {
        return Err(Failure::Hung);
    }
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

fn address(line: &str) -> Option<SocketAddr> {
    line.strip_prefix("listening on ")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Result<Subject, Failure> {
        Subject::start(Command::new("sh").args(["-c", script]))
    }

    #[test]
    fn a_subject_says_where_it_listens() {
        let subject = shell("echo listening on 127.0.0.1:7; exec sleep 60").unwrap();
        assert_eq!(subject.address().port(), 7);
        assert!(subject.cpu_nanoseconds().unwrap() > 0);
        assert!(subject.resident_bytes().is_ok());
    }

    #[test]
    fn a_command_line_that_is_not_understood_is_no_crash() {
        assert!(matches!(shell("exit 2"), Err(Failure::Absent(_))));
        assert!(matches!(shell("exit 1"), Err(Failure::Ended(..))));
    }

    #[test]
    fn a_subject_that_has_died_is_known_by_its_last_words() {
        let mut subject = shell("echo listening on 127.0.0.1:7; echo no more >&2; exit 3").unwrap();
        subject.child.wait().unwrap();
        let failure = subject.explain(Failure::Peer(io::ErrorKind::ConnectionReset.into()));
        assert!(matches!(failure, Failure::Ended(status, words) if status.code() == Some(3) && words == "no more"));
    }

    #[test]
    fn a_peer_that_waits_in_vain_sees_a_subject_that_hangs() {
        let mut subject = shell("echo listening on 127.0.0.1:7; exec sleep 60").unwrap();
        let failure = subject.explain(Failure::Peer(io::ErrorKind::WouldBlock.into()));
        assert!(matches!(failure, Failure::Hung));
    }
}
