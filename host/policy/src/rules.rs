//! Rules: a policy as plain data. They can be read, printed and compared, and grant nothing.

use crate::notation::Part;
use crate::{Action, Effect, PolicyError, Preopen, Rule, text};
use std::fmt;

/// What a policy says. Make a [`Policy`](crate::Policy) of it to have it grant anything; the empty one grants nothing.
///
/// Its `Display` is TOML that [`Rules::parse`] reads back as equal rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    rules: Vec<Rule>,
    preopens: Vec<Preopen>,
}

impl Rules {
    /// Reads TOML of version 1. `name` says in errors and refusals where the text is from; it is usually a path.
    ///
    /// # Errors
    /// Everything that is wrong with the text, up to a bound, each problem with its place and, where one can be
    /// guessed, its remedy. A text above 1 MiB and more than 100,000 rules are errors too.
    pub fn parse(name: &str, text: &str) -> Result<Self, PolicyError> {
        text::parse(name, text)
    }

    /// Adds a rule that permits the action, e.g. `allow(Action::Connect, "tcp://10.0.0.0/8:6000-6999")`.
    ///
    /// # Errors
    /// A target that cannot be read, or that makes no sense for the action.
    pub fn allow(self, action: Action, target: &str) -> Result<Self, PolicyError> {
        self.with(Effect::Allow, action, target)
    }

    /// Adds a rule that forbids the action.
    ///
    /// # Errors
    /// Those of [`Rules::allow`].
    pub fn deny(self, action: Action, target: &str) -> Result<Self, PolicyError> {
        self.with(Effect::Deny, action, target)
    }

    fn with(mut self, effect: Effect, action: Action, target: &str) -> Result<Self, PolicyError> {
        let rule = Rule::parse(effect, action, target);
        self.rules
            .push(rule.map_err(|fault| PolicyError::of_fragment(action.key(), target, fault))?);
        Ok(self)
    }

    /// Adds a descriptor that the guest finds open.
    ///
    /// # Errors
    /// A number or a name that another has.
    pub fn preopen(mut self, preopen: Preopen) -> Result<Self, PolicyError> {
        let text = preopen.to_string();
        let clash = self.preopens.iter().find_map(|other| preopen.clashes_with(other));
        if let Some(message) = clash {
            return Err(PolicyError::of_fragment(
                "preopen",
                &text,
                Part::whole(&text).fault(message),
            ));
        }
        self.preopens.push(preopen);
        Ok(self)
    }

    pub(crate) fn of_parts(rules: Vec<Rule>, preopens: Vec<Preopen>) -> Self {
        Self { rules, preopens }
    }

    pub(crate) fn into_parts(self) -> (Vec<Rule>, Vec<Preopen>) {
        (self.rules, self.preopens)
    }

    /// The rules, in the order in which they are written.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The descriptors that the guest finds open.
    pub fn preopens(&self) -> &[Preopen] {
        &self.preopens
    }
}

impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "version = 1")?;
        for table in self.rules.chunk_by(|a, b| a.effect() == b.effect()) {
            write_tables(f, table)?;
        }
        self.preopens.iter().try_for_each(|preopen| write!(f, "\n{preopen}"))
    }
}

/// Rules of one effect, as one table or, so that their order stays and no key stands twice, as more.
fn write_tables(f: &mut fmt::Formatter<'_>, rules: &[Rule]) -> fmt::Result {
    let mut written: Vec<Action> = Vec::new();
    for run in rules.chunk_by(|a, b| a.action() == b.action()) {
        let action = run[0].action();
        if written.is_empty() || written.contains(&action) {
            writeln!(f, "\n[[{}]]", run[0].effect())?;
            written.clear();
        }
        written.push(action);
        match run {
            [rule] => writeln!(f, "{action} = [\"{}\"]", rule.target())?,
            _ => {
                writeln!(f, "{action} = [")?;
                run.iter()
                    .try_for_each(|rule| writeln!(f, "    \"{}\",", rule.target()))?;
                writeln!(f, "]")?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Transport;

    #[test]
    fn rules_are_printed_as_toml_that_reads_back_the_same() {
        let rules = Rules::default()
            .allow(Action::Connect, "tcp://10.0.0.0/8:6000-6999")
            .and_then(|rules| rules.allow(Action::Connect, "tcp://*.example.com:443"))
            .and_then(|rules| rules.allow(Action::Listen, "udp://[::1]:5353"))
            .and_then(|rules| rules.allow(Action::Connect, "udp://*:53"))
            .and_then(|rules| rules.deny(Action::AcceptFrom, "tcp://localhost:*"))
            .and_then(|rules| {
                rules.preopen(
                    Preopen::listen(3, "127.0.0.1:8080".parse().unwrap())
                        .named("web")
                        .unwrap(),
                )
            })
            .and_then(|rules| rules.preopen(Preopen::bind(4, Transport::Udp, "[::1]:5353".parse().unwrap())))
            .unwrap();
        let text = rules.to_string();
        assert_eq!(
            text,
            r#"version = 1

[[allow]]
connect = [
    "tcp://10.0.0.0/8:6000-6999",
    "tcp://*.example.com:443",
]
listen = ["udp://[::1]:5353"]

[[allow]]
connect = ["udp://*:53"]

[[deny]]
accept-from = ["tcp://localhost:*"]

[[preopen]]
fd = 3
name = "web"
listen = "tcp://127.0.0.1:8080"

[[preopen]]
fd = 4
bind = "udp://[::1]:5353"
"#
        );
        assert_eq!(Rules::parse("printed", &text).unwrap(), rules);
        assert_eq!(
            Rules::parse("empty", &Rules::default().to_string()).unwrap(),
            Rules::default()
        );
    }

    #[track_caller]
    fn refuses(action: Action, target: &str, place: &str, help: &str) {
        let error = Rules::default().allow(action, target).unwrap_err();
        let problem = &error.problems()[0];
        assert_eq!(&target[problem.span()], place, "{error}");
        assert!(problem.help().unwrap().contains(help), "{problem:?}");
    }

    #[test]
    fn only_destinations_have_names() {
        for action in [Action::Listen, Action::Bind, Action::AcceptFrom] {
            refuses(action, "tcp://example.com:80", "example.com", "localhost");
            refuses(action, "tcp://*.localhost:80", "*.localhost", "localhost");
            assert!(Rules::default().allow(action, "tcp://localhost:80").is_ok());
        }
    }

    #[test]
    fn datagrams_are_not_sent_over_tcp() {
        refuses(Action::SendTo, "tcp://10.0.0.1:53", "tcp", "`connect`");
    }

    #[test]
    fn the_unspecified_address_is_no_destination() {
        refuses(Action::Connect, "tcp://0.0.0.0:80", "0.0.0.0", "`127.0.0.1`");
        refuses(Action::SendTo, "udp://[::]:80", "[::]", "`[::1]`");
        assert!(Rules::default().allow(Action::Connect, "tcp://0.0.0.0/0:80").is_ok());
        assert!(Rules::default().allow(Action::Listen, "tcp://0.0.0.0:80").is_ok());
    }

    #[test]
    fn a_descriptor_has_its_number_and_its_name_to_itself() {
        let web = Preopen::listen(3, "127.0.0.1:0".parse().unwrap()).named("web").unwrap();
        let rules = Rules::default().preopen(web.clone()).unwrap();
        assert!(rules.clone().preopen(web.clone()).is_err());
        let named_alike = Preopen::bind(4, Transport::Tcp, "127.0.0.1:0".parse().unwrap())
            .named("web")
            .unwrap();
        assert!(rules.preopen(named_alike).is_err());
    }
}
