//! Program: what is to run, and the folders that it is in.

use super::error::ErlError;
use super::otp::Otp;
use super::source;
use crate::args::{Call, Erl};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What is to run.
#[derive(Debug)]
pub(super) struct Program {
    name: PathBuf,
    pub(super) action: Action,
    /// Where compiled modules are, absolute and in their order.
    pub(super) paths: Vec<PathBuf>,
    /// What it must be able to read besides.
    beside: Option<PathBuf>,
    pub(super) args: Vec<String>,
    /// Where a source was compiled to.
    _compiled: Option<TempDir>,
}

/// How it runs.
#[derive(Debug)]
pub(super) enum Action {
    /// A function without arguments.
    Call { call: Call, print: bool },
    /// A module's `main` or `start`.
    Module(String),
    /// A file, by OTP's `escript`.
    Escript(PathBuf),
    /// Expressions, when the system is up.
    Eval(Vec<String>),
    /// Erlang's own shell, on standard input and output.
    Shell,
    /// None: what these files would call in vain is listed.
    Missing(Vec<PathBuf>),
}

/// What a file is.
enum Kind {
    Source,
    Compiled,
    Escript,
}

impl Program {
    /// What the command line asks for; a source is compiled.
    pub(super) fn of(args: &Erl, otp: &Otp) -> Result<Self, ErlError> {
        let mut paths = args
            .pa
            .iter()
            .map(|path| absolute(path))
            .collect::<Result<Vec<_>, _>>()?;
        if args.missing {
            return Self::to_survey(&args.command, paths);
        }
        let (first, rest) = match args.command.split_first() {
            Some((first, rest)) => (Some(Path::new(first)), rest),
            None => (None, &[][..]),
        };
        let call = args.call.clone().map(|call| Action::Call {
            call,
            print: args.print,
        });
        let eval = (!args.eval.is_empty()).then(|| Action::Eval(args.eval.clone()));
        let told = call.or(eval);
        if let Some(file) = first.filter(|file| told.is_some() && matches!(named(file), Some(Kind::Escript))) {
            return Err(ErlError::EscriptWithCall(file.to_owned()));
        }
        // Beside a function or an expression only what is surely a module is one; all else is an argument.
        let file = first.filter(|file| told.is_none() || matches!(named(file), Some(Kind::Source | Kind::Compiled)));
        let Some(file) = file else {
            return Ok(Self {
                name: "the program".into(),
                action: told.unwrap_or(Action::Shell),
                paths,
                beside: None,
                args: args.command.clone(),
                _compiled: None,
            });
        };

        let kind = kind(file)?;
        let path = absolute(file)?;
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let module = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut compiled = None;
        let action = match kind {
            Kind::Source => {
                let to = source::compile(file, &paths, otp)?;
                paths.push(absolute(to.path())?);
                compiled = Some(to);
                Action::Module(module())
            }
            Kind::Compiled => {
                paths.push(folder.clone());
                Action::Module(module())
            }
            Kind::Escript => Action::Escript(path.clone()),
        };
        Ok(Self {
            name: file.to_owned(),
            action: told.unwrap_or(action),
            paths,
            beside: Some(folder),
            args: rest.to_vec(),
            _compiled: compiled,
        })
    }

    fn to_survey(files: &[String], mut paths: Vec<PathBuf>) -> Result<Self, ErlError> {
        if files.is_empty() {
            return Err(ErlError::NothingToSurvey);
        }
        let files = files.iter().map(|file| absolute(Path::new(file)));
        let files = files.collect::<Result<Vec<_>, _>>()?;
        // What lies beside a module is there when it runs.
        paths.extend(files.iter().filter_map(|file| file.parent()).map(Path::to_owned));
        paths.dedup();
        Ok(Self {
            name: "the modules".into(),
            action: Action::Missing(files),
            paths,
            beside: None,
            args: Vec::new(),
            _compiled: None,
        })
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> &Path {
        &self.name
    }

    /// The folders that it must be able to read.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().chain(&self.beside).map(PathBuf::as_path)
    }
}

/// What a file is by its name.
fn named(file: &Path) -> Option<Kind> {
    match file.extension()?.to_str()? {
        "erl" => Some(Kind::Source),
        "beam" => Some(Kind::Compiled),
        "escript" => Some(Kind::Escript),
        _ => None,
    }
}

/// What a file is by its name, or by what it begins with.
fn kind(file: &Path) -> Result<Kind, ErlError> {
    if let Some(kind) = named(file) {
        return Ok(kind);
    }
    let mut start = [0; 2];
    let read = File::open(file).and_then(|mut file| file.read(&mut start));
    match read {
        Ok(2) if &start == b"#!" => Ok(Kind::Escript),
        Ok(_) => Err(ErlError::NoProgram(file.to_owned())),
        Err(source) => Err(ErlError::Unreadable {
            file: file.to_owned(),
            source,
        }),
    }
}

fn absolute(path: &Path) -> Result<PathBuf, ErlError> {
    path.canonicalize().map_err(|source| ErlError::Unreadable {
        file: path.to_owned(),
        source,
    })
}
