//! Harness: contenders take turns, each round with a fresh process.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use rustix::process::{Resource, Rlimit, getrlimit, setpriority_process, setrlimit};

use crate::affinity;
use crate::contender::{CONTENDERS, Contender, Program};
use crate::machine::Machine;
use crate::native::Manner;
use crate::report;
use crate::results::{Entry, LeftOut, Options, Outcome, Results};
use crate::role::Role;
use crate::stage::Stage;
use crate::subject::{Failure, Subject};
use crate::target::TARGETS;
use crate::workload::{How, Sample, Session, WORKLOADS, Workload, decide, erlang, instance, process, start};

/// What is asked for.
pub(crate) struct Request<'a> {
    /// Workloads or families; none is all.
    pub(crate) only: &'a [String],
    /// Contenders; none is all.
    pub(crate) contenders: &'a [String],
    /// How often contenders take turns.
    pub(crate) rounds: usize,
    /// How long each is measured.
    pub(crate) time: Duration,
    /// The folder of the guests, if it is not the usual one.
    pub(crate) guests: Option<&'a Path>,
}

/// Measure, and show each workload's table as soon as there is one.
pub(crate) fn run(request: &Request<'_>) -> Result<Results> {
    let workloads = workloads(request.only)?;
    raise_limit()?;
    let mut harness = Harness {
        stage: Stage::set(request.guests)?,
        contenders: contenders(request.contenders)?,
        rounds: request.rounds,
        time: request.time,
        left_out: Vec::new(),
    };
    // Once it is pinned this process sees one core.
    let machine = Machine::describe();
    let pinned = affinity::of_peers();
    // Before what else the machine does, subjects with us, where the system lets us.
    let _ = setpriority_process(None, HIGHEST);
    let mut outcomes = Vec::new();
    for workload in workloads {
        eprintln!("measuring {}: {}", workload.name, workload.title);
        let outcome = harness.measure(workload);
        println!("{}", report::outcome(&outcome));
        outcomes.push(outcome);
    }
    Ok(Results {
        machine,
        options: Options {
            rounds: request.rounds,
            seconds: request.time.as_secs_f64(),
            pinned,
        },
        left_out: harness.left_out,
        targets: TARGETS
            .iter()
            .filter(|target| request.only.is_empty() || target.is_about(&outcomes))
            .map(|target| target.judge(&outcomes))
            .collect(),
        workloads: outcomes,
    })
}

fn workloads(only: &[String]) -> Result<Vec<&'static Workload>> {
    if let Some(name) = only
        .iter()
        .find(|name| !WORKLOADS.iter().any(|workload| workload.answers_to(name)))
    {
        let names: Vec<_> = WORKLOADS.iter().map(|workload| workload.name).collect();
        bail!("no workload {name}; there are: {}", names.join(", "));
    }
    let wanted = |workload: &&Workload| only.is_empty() || only.iter().any(|name| workload.answers_to(name));
    Ok(WORKLOADS.iter().filter(wanted).collect())
}

fn contenders(names: &[String]) -> Result<Vec<&'static Contender>> {
    if let Some(name) = names
        .iter()
        .find(|name| !CONTENDERS.iter().any(|contender| contender.name == **name))
    {
        let names: Vec<_> = CONTENDERS.iter().map(|contender| contender.name).collect();
        bail!("no contender {name}; there are: {}", names.join(", "));
    }
    let wanted = |contender: &&Contender| names.is_empty() || names.iter().any(|name| contender.name == name);
    Ok(CONTENDERS.iter().filter(wanted).collect())
}

/// A descriptor for each connection, and some for all else. Subjects inherit the limit.
const DESCRIPTORS: u64 = 7_000;

fn raise_limit() -> Result<()> {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let most = maximum.unwrap_or(u64::MAX);
    ensure!(
        most >= DESCRIPTORS,
        "5,000 connections need {DESCRIPTORS} descriptors, and a process may have {most} (ulimit -Hn)"
    );
    let limit = Rlimit {
        current: maximum.or(Some(DESCRIPTORS)),
        maximum,
    };
    setrlimit(Resource::Nofile, limit)?;
    Ok(())
}

const HIGHEST: i32 = -20;

struct Harness {
    stage: Stage,
    contenders: Vec<&'static Contender>,
    rounds: usize,
    time: Duration,
    left_out: Vec<LeftOut>,
}

impl Harness {
    fn measure(&mut self, workload: &Workload) -> Outcome {
        let mut turns: Vec<_> = self
            .contenders
            .iter()
            .filter(|contender| takes_part(contender, workload.how))
            .map(|contender| (contender.program, Entry::new(contender.name)))
            .collect();
        for _ in 0..self.rounds {
            turns.retain_mut(|(program, entry)| {
                // Whoever has failed would cost as much time again.
                if entry.failure.is_some() {
                    return true;
                }
                match self.turn(*program, workload.how) {
                    Ok(sample) => entry.samples.push(sample),
                    Err(Failure::Absent(why)) => {
                        self.leave_out(&entry.contender, why);
                        return false;
                    }
                    Err(failure) => entry.failure = Some(failure.to_string()),
                }
                true
            });
        }
        let mut outcome = Outcome {
            name: workload.name.to_owned(),
            title: workload.title.to_owned(),
            unit: workload.unit.text(),
            better: workload.unit.better(),
            reference: workload.reference.to_owned(),
            entries: turns.into_iter().map(|(_, entry)| entry).collect(),
        };
        outcome.derive();
        outcome
    }

    fn leave_out(&mut self, contender: &str, why: String) {
        let contender = contender.to_owned();
        let left_out = LeftOut { contender, why };
        if !self.left_out.contains(&left_out) {
            eprintln!("left out: {}: {}", left_out.contender, left_out.why);
            self.left_out.push(left_out);
        }
    }

    /// A fresh process, warmed up, measured and killed.
    fn turn(&self, program: Program, how: How) -> Result<Sample, Failure> {
        match (how, program) {
            (How::Serve(role, measure), _) => {
                let mut command = self.command(program, role)?;
                let mut subject = affinity::of_subjects(|| Subject::start(&mut command))?;
                let session = Session {
                    subject: &subject,
                    time: self.time,
                };
                measure(&session).map_err(|failure| subject.explain(failure))
            }
            (How::Start { cached: false }, _) => start(self.time, || {
                let mut command = self.command(program, Role::Echo)?;
                self.stage.empty_cache(&mut command)?;
                Ok(command)
            }),
            (How::Start { cached: true }, _) => {
                let command = || self.command(program, Role::Echo);
                // The first start fills the cache.
                start(Duration::ZERO, command)?;
                start(self.time, command)
            }
            (How::Instance, Program::Serve) => {
                let guest = self.stage.guest("portcullis").map_err(Failure::Absent)?;
                instance(&guest, self.time)
            }
            (How::Instance, _) => process(self.time),
            (How::Decide { rules }, Program::Decide(decider)) => decide(decider, rules, self.time),
            (How::Erlang(work), _) => {
                let command = self.stage.erlang(program, work.function()).map_err(Failure::Absent)?;
                erlang(command, work)
            }
            (How::Decide { .. }, _) => Err(Failure::Absent("a process decides nothing here".to_owned())),
        }
    }

    fn command(&self, program: Program, role: Role) -> Result<Command, Failure> {
        self.stage.command(program, role).map_err(Failure::Absent)
    }
}

fn takes_part(contender: &Contender, how: How) -> bool {
    match how {
        How::Serve(role, _) => contender.plays(role),
        How::Start { .. } => contender.plays(Role::Echo),
        How::Instance => matches!(contender.program, Program::Serve | Program::Native(Manner::Inetd)),
        How::Erlang(_) => matches!(contender.program, Program::Otp | Program::Erl),
        How::Decide { .. } => matches!(contender.program, Program::Decide(_)),
    }
}
