//! Check: what a policy grants, in short, or what is wrong with it.

use crate::{policy_file, say};
use miette::Result;
use portcullis::{Action, Effect, Rules};
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Read a policy and print what it grants.
pub(crate) fn check(file: &Path) -> Result<ExitCode> {
    let rules = policy_file::read(file)?;
    say::answer(format_args!("{}: {}", file.display(), summary(&rules)));
    Ok(ExitCode::SUCCESS)
}

/// The rules as they are understood, in groups.
fn summary(rules: &Rules) -> String {
    let mut text = format!(
        "{}, {}",
        counted(rules.rules().len(), "rule"),
        counted(rules.preopens().len(), "pre-opened socket")
    );
    for effect in [Effect::Allow, Effect::Deny] {
        for action in Action::ALL {
            group(&mut text, rules, effect, action);
        }
    }
    for preopen in rules.preopens() {
        let _ = write!(text, "\npreopen {}", preopen.in_one_line());
    }
    if !grants(rules) {
        text.push_str("\nIt grants nothing.");
    }
    text
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

fn group(text: &mut String, rules: &Rules, effect: Effect, action: Action) {
    let mut rules = rules
        .rules()
        .iter()
        .filter(|rule| rule.effect() == effect && rule.action() == action)
        .peekable();
    if rules.peek().is_none() {
        return;
    }
    // Writing to a String does not fail.
    let _ = write!(text, "\n{effect} {action}");
    for rule in rules {
        let _ = write!(text, "\n    {}", rule.target());
    }
}

fn grants(rules: &Rules) -> bool {
    !rules.preopens().is_empty() || rules.rules().iter().any(|rule| rule.effect() == Effect::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_summed_up_in_groups() {
        let text = r#"
            version = 1
            [[allow]]
            listen = ["tcp://127.0.0.1:8080"]
            connect = ["tcp://[2001:db8::/32]:443"]
            [[deny]]
            connect = ["tcp://10.0.0.1:*"]
            [[allow]]
            connect = ["tcp://Example.COM.:80-80"]
            [[preopen]]
            fd = 3
            name = "web"
            listen = "tcp://127.0.0.1:80"
            [[preopen]]
            fd = 4
            inherit = "dns"
        "#;
        let rules = Rules::parse("policy.toml", text).unwrap();
        assert_eq!(
            summary(&rules),
            r#"4 rules, 2 pre-opened sockets
allow connect
    tcp://[2001:db8::]/32:443
    tcp://example.com:80
allow listen
    tcp://127.0.0.1:8080
deny connect
    tcp://10.0.0.1:*
preopen fd = 3, name = "web", listen = "tcp://127.0.0.1:80"
preopen fd = 4, inherit = "dns""#
        );
    }

    #[test]
    fn a_policy_that_only_forbids_grants_nothing() {
        let rules = Rules::default().deny(Action::Listen, "tcp://*:80").unwrap();
        assert!(summary(&rules).starts_with("1 rule, 0 pre-opened sockets\n"));
        assert!(summary(&rules).ends_with("It grants nothing."));
    }
}
