//! The programs: found, compiled once, and run once on OTP for each change of them.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use crate::{
    Command, Otp, Outcome, Status,
    elixir::{self, Elixir},
};

/// How long a program may take on OTP: those that take seconds do not belong into the corpus.
const OTP_LIMIT: Duration = Duration::from_secs(60);

/// The programs of a directory, compiled.
#[derive(Debug)]
pub struct Corpus {
    /// The OTP that compiled them, and that they are compared with.
    pub otp: Otp,
    /// All programs, by name.
    pub programs: Vec<Program>,
    /// Where compiled modules are: theirs first.
    pub paths: Vec<PathBuf>,
    scratch: PathBuf,
    /// Of what the output of every program hangs on.
    common: u64,
}

/// A module with a `main/0` that prints.
#[derive(Clone, Debug)]
pub struct Program {
    /// The module's name, which is `area_name`.
    pub name: String,
    /// The expressions that run it, and then end the system.
    pub run: String,
    /// What it reads from standard input, if anything.
    pub input: Option<PathBuf>,
    source: PathBuf,
    /// Of everything that its output hangs on.
    key: u64,
}

impl Corpus {
    /// The programs of the repository whose names begin with one of `wanted`, compiled into `scratch`; all, if nothing is wanted.
    ///
    /// # Errors
    /// There is no OTP, or a program does not compile.
    pub fn load(scratch: &Path, wanted: &[String]) -> Result<Self> {
        let mut corpus = Self::empty(scratch)?;
        for source in files(&home().join("corpus"), "erl")? {
            let program = Program::new(source, corpus.common)?;
            if wanted.is_empty() || wanted.iter().any(|wanted| program.name.starts_with(wanted)) {
                corpus.programs.push(program);
            }
        }
        corpus.compile()?;
        Ok(corpus)
    }

    /// What the names of the programs to run begin with: `PORTCULLIS_CORPUS`, separated by commas, or the test's arguments.
    pub fn wanted() -> Vec<String> {
        match env::var("PORTCULLIS_CORPUS") {
            Ok(names) => names.split(',').map(str::to_owned).collect(),
            // What cargo hands to every test, such as --nocapture, is no name.
            Err(_) => env::args().skip(1).filter(|name| !name.starts_with('-')).collect(),
        }
    }

    /// Random programs, one for each of `count` seeds from `first` on. The same seed gives the same program.
    ///
    /// # Errors
    /// There is no OTP, or a program does not compile.
    pub fn random(scratch: &Path, first: u64, count: u64) -> Result<Self> {
        let mut corpus = Self::empty(scratch)?;
        let sources = scratch.join("sources");
        fs::create_dir_all(&sources)?;
        corpus.compile()?;
        let ebin = corpus.ebin().display().to_string();
        let arguments = [sources.display().to_string(), first.to_string(), count.to_string()];
        let outcome = Command::new("erl", scratch, OTP_LIMIT)
            .arguments(["-noshell", "-pa", &ebin, "-run", "generate", "main"])
            .arguments(arguments)
            .arguments(["-s", "init", "stop"])
            .run()?;
        let said = String::from_utf8_lossy(&outcome.stdout);
        ensure!(outcome.status == Status::Exited(0), "the generator: {said}");
        for seed in first..first.saturating_add(count) {
            let source = sources.join(format!("random_{seed}.erl"));
            corpus.programs.push(Program::new(source, corpus.common)?);
        }
        corpus.compile()?;
        Ok(corpus)
    }

    /// The programs in Elixir, by the Elixir of this machine.
    ///
    /// # Errors
    /// There is no OTP or no Elixir, or a program does not compile.
    pub fn elixir(scratch: &Path) -> Result<Self> {
        let mut corpus = Self::empty(scratch)?;
        let elixir = Elixir::find()?;
        corpus.common = hash((corpus.common, &elixir.version));
        let sources = files(&home().join("elixir"), "ex")?;
        for source in &sources {
            let mut program = Program::new(source.clone(), corpus.common)?;
            let (first, rest) = program.name.split_at(1);
            let module = format!("'Elixir.{}{rest}'", first.to_uppercase());
            program.run = format!(
                "application:ensure_all_started(elixir), io:setopts([{{encoding, unicode}}]), {module}:main(), init:stop()."
            );
            corpus.programs.push(program);
        }
        corpus.compile()?;
        corpus.paths.extend(elixir.paths);
        Ok(corpus)
    }

    fn empty(scratch: &Path) -> Result<Self> {
        let otp = Otp::find()?;
        let common = hash((&otp.version, contents(&home().join("support"))?));
        let ebin = scratch.join("ebin");
        fs::create_dir_all(&ebin)?;
        Ok(Corpus {
            otp,
            programs: Vec::new(),
            paths: vec![ebin],
            scratch: scratch.to_owned(),
            common,
        })
    }

    /// Where the programs' own modules are.
    fn ebin(&self) -> &Path {
        &self.paths[0]
    }

    /// Compile what has changed, all with one `erlc` and one `elixirc`.
    fn compile(&self) -> Result<()> {
        let support = home().join("support");
        let helpers = files(&support, "erl")?.into_iter().map(|source| (source, self.common));
        let programs = self.programs.iter();
        let programs = programs.map(|program| (program.source.clone(), program.key));
        let stamp = |source: &Path| {
            let name = source.with_extension("key");
            self.ebin().join(name.file_name().unwrap_or_default())
        };
        let is_fresh =
            |source: &Path, key: u64| fs::read_to_string(stamp(source)).is_ok_and(|old| old == key.to_string());
        let stale: Vec<_> = helpers
            .chain(programs)
            .filter(|(source, key)| !is_fresh(source, *key))
            .collect();
        let sources = stale.iter().map(|(source, _)| source.clone());
        let (elixir, erlang) = sources.partition::<Vec<_>, _>(|source| has_extension(source, "ex"));
        self.otp.compile(&support, &support, self.ebin(), &erlang)?;
        elixir::compile(self.ebin(), &elixir)?;
        for (source, key) in stale {
            fs::write(stamp(&source), key.to_string())?;
        }
        Ok(())
    }

    /// A fresh directory in which a program may leave files.
    pub(crate) fn directory(&self, machine: &str, program: &Program) -> Result<PathBuf> {
        let directory = self.scratch.join("run").join(machine).join(&program.name);
        if directory.exists() {
            fs::remove_dir_all(&directory)?;
        }
        fs::create_dir_all(&directory)?;
        Ok(directory)
    }

    /// What the program prints on OTP. It is run only if that is not known yet. An emulator that it brings down was ended by a signal.
    ///
    /// # Errors
    /// It did not end well.
    pub fn expected(&self, program: &Program) -> Result<Outcome> {
        let directory = self
            .scratch
            .join("expected")
            .join(format!("{}-{:x}", program.name, program.key));
        let (stdout, stderr, status) = (
            directory.join("stdout"),
            directory.join("stderr"),
            directory.join("status"),
        );
        // The status is written last, and so tells that the rest is there.
        if let Ok(code) = fs::read_to_string(&status) {
            let status = Status::Exited(code.trim().parse()?);
            return Ok(Outcome {
                stdout: fs::read(stdout)?,
                stderr: fs::read(stderr)?,
                status,
            });
        }
        let outcome = Command::new("erl", self.directory("otp", program)?, OTP_LIMIT)
            .arguments(self.arguments(program))
            .input(program.input.as_deref())
            .run()?;
        let Status::Exited(code) = outcome.status else {
            ensure!(
                outcome.status == Status::Signalled,
                "{} on OTP: {}",
                program.name,
                outcome.status
            );
            return Ok(outcome);
        };
        fs::create_dir_all(&directory)?;
        fs::write(stdout, &outcome.stdout)?;
        fs::write(stderr, &outcome.stderr)?;
        fs::write(status, code.to_string())?;
        Ok(outcome)
    }

    /// The part of a command line that is the same for `erl` and for what is compared with it.
    pub fn arguments(&self, program: &Program) -> Vec<String> {
        let mut arguments = vec!["-noshell".to_owned()];
        for path in &self.paths {
            arguments.extend(["-pa".to_owned(), path.display().to_string()]);
        }
        arguments.extend(["-eval".to_owned(), program.run.clone()]);
        arguments
    }
}

impl Program {
    fn new(source: PathBuf, common: u64) -> Result<Self> {
        let name = source
            .file_stem()
            .and_then(|stem| stem.to_str())
            .context("a name in UTF-8")?
            .to_owned();
        let input = Some(source.with_extension("stdin")).filter(|input| input.exists());
        let read = input.as_ref().map(fs::read).transpose()?;
        let key = hash((common, fs::read(&source)?, read));
        let run = format!("{name}:main(), init:stop().");
        Ok(Program {
            name,
            run,
            input,
            source,
            key,
        })
    }
}

/// Where this crate is, with the programs and what they include.
fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(directory: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if has_extension(&path, extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|other| other == extension)
}

fn contents(directory: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        files.push((path.clone(), fs::read(path)?));
    }
    files.sort();
    Ok(files)
}

fn hash(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
