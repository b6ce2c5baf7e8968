//! Options: the name and the settings that `open_port/2` gets.

use super::{framing::Framing, ram, resolver, trace_file};
use crate::{bif::iolist, term::Term};

/// Settings of a port, as far as they mean something to one of this machine.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) binary: bool,
    pub(super) eof: bool,
    /// Whether it reads, and writes.
    pub(super) input: bool,
    pub(super) output: bool,
    pub(super) framing: Framing,
}

/// The largest line of `{line, L}`.
const LONGEST_LINE: i64 = 1 << 26;

impl Options {
    /// The settings of a list; none if one of them is no setting.
    pub(super) fn of(list: Term) -> Option<Self> {
        let mut options = Self {
            binary: false,
            eof: false,
            input: false,
            output: false,
            framing: Framing::Stream,
        };
        let mut elements = list.elements();
        for setting in &mut elements {
            options.set(setting)?;
        }
        if !elements.rest().is_nil() {
            return None;
        }
        if !options.input && !options.output {
            (options.input, options.output) = (true, true);
        }
        Some(options)
    }

    fn set(&mut self, setting: Term) -> Option<()> {
        if let Some(name) = setting.as_atom() {
            match name.name() {
                "binary" => self.binary = true,
                "eof" => self.eof = true,
                "in" => self.input = true,
                "out" => self.output = true,
                "stream" => self.framing = Framing::Stream,
                "use_stdio" | "nouse_stdio" | "stderr_to_stdout" | "exit_status" | "hide" | "overlapped_io" => {}
                _ => return None,
            }
            return Some(());
        }
        let [name, value] = setting.as_tuple_of()?;
        match name.as_atom()?.name() {
            "packet" => {
                let header = value.as_small().filter(|header| [1, 2, 4].contains(header))?;
                self.framing = Framing::Packet {
                    header: header as usize,
                    part: Vec::new(),
                };
            }
            "line" => {
                let longest = value
                    .as_small()
                    .filter(|longest| (1..=LONGEST_LINE).contains(longest))?;
                self.framing = Framing::Line {
                    longest: longest as usize,
                    part: Vec::new(),
                };
            }
            "parallelism" => {
                value.as_bool()?;
            }
            "busy_limits_port" | "busy_limits_msgq" | "cd" | "env" | "args" | "arg0" => {}
            _ => return None,
        }
        Some(())
    }
}

/// What a port is of.
pub(super) enum Name {
    /// Descriptors to read from and to write to.
    Descriptors(i64, i64),
    /// A program, which a sandbox has none of.
    Program,
    /// The file of a program.
    Executable(Vec<u8>),
    /// A driver.
    Driver,
    /// The driver of files in memory.
    Ram,
    /// The program that looks hosts up.
    Resolver,
    /// The driver of files of traces, and the path of one.
    Traces(Vec<u8>),
}

impl Name {
    pub(super) fn of(term: Term) -> Option<Self> {
        if term.is_atom() || term.is_list() || term.as_bits().is_some() {
            return Some(Self::Program);
        }
        match term.as_tuple()? {
            [kind, name] => match kind.as_atom()?.name() {
                "spawn" | "spawn_driver" if is_ram(*name) => Some(Self::Ram),
                "spawn" | "spawn_driver" if let Some(path) = trace_file::path(*name) => Some(Self::Traces(path)),
                "spawn_executable" if resolver::is_resolver(*name) => Some(Self::Resolver),
                "spawn" | "spawn_executable" if name.is_nil() => None,
                "spawn" => Some(Self::Program),
                "spawn_executable" => Some(Self::Executable(file_name(*name)?)),
                "spawn_driver" => Some(Self::Driver),
                _ => None,
            },
            [kind, input, output] if kind.as_atom()?.name() == "fd" => {
                Some(Self::Descriptors(input.as_small()?, output.as_small()?))
            }
            _ => None,
        }
    }
}

/// The name of a file, which has no zero in it.
fn file_name(name: Term) -> Option<Vec<u8>> {
    iolist::name(name).filter(|bytes| !bytes.contains(&0))
}

/// Whether a list of characters is the name of the driver of files in memory.
fn is_ram(name: Term) -> bool {
    let characters = name.elements().take(ram::DRIVER.len() + 1).map(Term::as_small);
    characters.eq(ram::DRIVER.bytes().map(|byte| Some(byte.into())))
}

/// `nosuspend` and `force`: whether a command that cannot go out at once is not to wait, or is to be taken all the same.
pub(super) fn command_flags(list: Term) -> Option<bool> {
    let mut force = false;
    let mut elements = list.elements();
    for flag in &mut elements {
        match flag.as_atom()?.name() {
            "force" => force = true,
            "nosuspend" => {}
            _ => return None,
        }
    }
    elements.rest().is_nil().then_some(force)
}
