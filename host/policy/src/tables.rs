//! Tables: every rule, filed under each question that it answers.

use crate::index::{Index, RuleId};
use crate::{Action, Effect, Rule, Transport};
use std::sync::Arc;

/// What permits, and what forbids, one action over one transport.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) allow: Index,
    pub(crate) deny: Index,
}

/// All rules of a policy.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    rules: Vec<Arc<Rule>>,
    tables: [Table; Action::ALL.len() * Transport::ALL.len()],
}

impl Tables {
    pub(crate) fn new(rules: Vec<Rule>) -> Self {
        let rules: Vec<_> = rules.into_iter().map(Arc::new).collect();
        let tables = std::array::from_fn(|at| {
            let question = (
                Action::ALL[at / Transport::ALL.len()],
                Transport::ALL[at % Transport::ALL.len()],
            );
            let index = |effect| {
                let answering = |(_, rule): &(RuleId, &Rule)| rule.effect() == effect && answers(rule, question);
                Index::new((0..).zip(rules.iter().map(|rule| &**rule)).filter(answering))
            };
            Table {
                allow: index(Effect::Allow),
                deny: index(Effect::Deny),
            }
        });
        Self { rules, tables }
    }

    pub(crate) fn table(&self, action: Action, transport: Transport) -> &Table {
        &self.tables[action as usize * Transport::ALL.len() + transport as usize]
    }

    pub(crate) fn rule(&self, id: RuleId) -> Arc<Rule> {
        self.rules[id as usize].clone()
    }
}

/// Whether the rule has to do with this action over this transport.
fn answers(rule: &Rule, (action, transport): (Action, Transport)) -> bool {
    use Action::{Bind, Listen};
    if rule.target().transport != transport {
        return false;
    }
    match (rule.action(), action, transport) {
        // A UDP socket that is bound already listens.
        (Listen, Bind, Transport::Udp) => true,
        // A TCP socket is bound before it listens: who may listen there may bind there, who may not bind may not listen.
        (Listen, Bind, Transport::Tcp) => rule.effect() == Effect::Allow,
        (Bind, Listen, Transport::Tcp) => rule.effect() == Effect::Deny,
        (ruled, asked, _) => ruled == asked,
    }
}
