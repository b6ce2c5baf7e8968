//! Audit: the first refusal is explained to whoever started the guest; all decisions are events for `-v`.

use crate::say;
use portcullis::{Audit, Refusal, Traced};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Explains the first refusal, once: a guest that tries again and again must not flood the terminal.
#[derive(Debug)]
pub(crate) struct FirstRefusal {
    /// The file to add a rule to, if there is one.
    policy: Option<PathBuf>,
    /// The command that takes one.
    command: &'static str,
    explained: AtomicBool,
}

impl FirstRefusal {
    pub(crate) fn new(policy: Option<&Path>, command: &'static str) -> Self {
        Self {
            policy: policy.map(Path::to_owned),
            command,
            explained: AtomicBool::new(false),
        }
    }
}

impl Audit for FirstRefusal {
    fn refused(&self, refusal: &Refusal) {
        Traced.refused(refusal);
        if !self.explained.swap(true, Ordering::Relaxed) {
            say::error(explanation(refusal, self.policy.as_deref(), self.command));
        }
    }
}

/// What was refused, and what would grant it.
fn explanation(refusal: &Refusal, policy: Option<&Path>, command: &str) -> String {
    let what = format!("portcullis: {refusal}");
    let Some(lines) = refusal.suggestion() else {
        return match refusal.rule() {
            Some(_) => format!("{what}\n  no line in a policy grants what another forbids"),
            None => what,
        };
    };
    let (place, lines) = match policy {
        Some(file) => (format!("this line in {} would grant it:", file.display()), lines),
        // The whole of a policy, for there is none to add a line to.
        None => (
            format!("this line in a policy would grant it (portcullis {command} --policy policy.toml):"),
            format!("version = 1\n{lines}"),
        ),
    };
    let lines: String = lines.lines().map(|line| format!("\n    {line}")).collect();
    format!("{what}\n  {place}{lines}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use portcullis::{Policy, Rules, Transport, ambient_authority};

    fn refusal(text: &str) -> Refusal {
        let rules = Rules::parse("policy.toml", text).unwrap();
        let policy = Policy::new(rules, ambient_authority());
        policy
            .connect(Transport::Tcp, "127.0.0.1:5432".parse().unwrap())
            .unwrap_err()
    }

    #[test]
    fn without_a_policy_the_explanation_is_one() {
        assert_eq!(
            explanation(&refusal("version = 1"), None, "run"),
            r#"portcullis: connect to tcp://127.0.0.1:5432 refused: no rule allows it
  this line in a policy would grant it (portcullis run --policy policy.toml):
    version = 1
    [[allow]]
    connect = ["tcp://127.0.0.1:5432"]"#
        );
    }

    #[test]
    fn a_policy_is_told_the_line_that_it_lacks() {
        assert_eq!(
            explanation(&refusal("version = 1"), Some(Path::new("db.toml")), "run"),
            r#"portcullis: connect to tcp://127.0.0.1:5432 refused: no rule allows it
  this line in db.toml would grant it:
    [[allow]]
    connect = ["tcp://127.0.0.1:5432"]"#
        );
    }

    #[test]
    fn what_is_forbidden_is_not_for_a_line_to_grant() {
        let text = "version = 1\n[[deny]]\nconnect = [\"tcp://127.0.0.0/8:*\"]";
        assert_eq!(
            explanation(&refusal(text), Some(Path::new("policy.toml")), "run"),
            "portcullis: connect to tcp://127.0.0.1:5432 refused: \
             `deny connect tcp://127.0.0.0/8:*` (policy.toml:3) forbids it\n  \
             no line in a policy grants what another forbids"
        );
    }
}
