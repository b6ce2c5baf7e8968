//! Boot: a system begins as ERTS begins one: the preloaded modules, and a process that runs `erl_init:start/2`.
//!
//! All else is Erlang's own doing: stock `init` reads the boot script that the command line names, and starts stock `kernel`.

use crate::{
    code::LinkError,
    host::{Errno, Host, read_file},
    load::{Beam, LoadError},
    term::{Atom, Term},
    vm::Vm,
};

/// Why a system cannot be booted.
#[derive(Debug, thiserror::Error)]
pub enum BootError {
    /// The command line names no OTP.
    #[error("no -root DIR: the directory of an Erlang/OTP installation")]
    NoRoot,
    /// There is no such directory, or it is none of an OTP.
    #[error("{root}/lib has no erts-VERSION/ebin with the modules that every system begins with: {why:?}")]
    NoPreloaded {
        /// The directory that was named.
        root: String,
        /// What the host said, if it is that.
        why: Option<Errno>,
    },
    /// A module cannot be read.
    #[error("{path} cannot be read: {why:?}")]
    Read {
        /// Its file.
        path: String,
        /// What the host said.
        why: Errno,
    },
    /// A module is damaged.
    #[error("{path} is no module: {why}")]
    Load {
        /// Its file.
        path: String,
        /// What is wrong with it.
        why: LoadError,
    },
    /// A module does not fit into the machine.
    #[error("{path} cannot be linked: {why}")]
    Link {
        /// Its file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// The module that begins is not there.
    #[error("erl_init:start/2 is not defined")]
    NoStart,
}

/// The largest file of a preloaded module, in bytes.
const MODULE_MAX: usize = 16 << 20;

/// The processes that ERTS starts beside the first one. Three handle signals for processes that execute native code for
/// long; with us they wait for ever, and so does the collector of literals, but they have their pids. The last is of OTP 27.
const SYSTEM_PROCESSES: [&str; 6] = [
    "erts_code_purger",
    "erts_literal_area_collector",
    "erts_dirty_process_signal_handler",
    "erts_dirty_process_signal_handler",
    "erts_dirty_process_signal_handler",
    "erts_trace_cleaner",
];

impl Vm {
    /// Load what every system begins with, and make its first process. [`Vm::run`] then runs it.
    ///
    /// `args` is the command line as ERTS's emulator has it: `-root DIR … -- -home DIR -- -noshell …`.
    ///
    /// # Errors
    ///
    /// As [`BootError`] says; the host is given back.
    pub fn boot(host: Box<dyn Host>, args: &[String]) -> Result<Self, (Box<dyn Host>, BootError)> {
        let mut vm = Self::new(host);
        match vm.load_preloaded(args).and_then(|()| vm.first_process(args)) {
            Ok(()) => Ok(vm),
            Err(error) => Err((vm.host, error)),
        }
    }

    /// End the program that the system lives in.
    pub fn exit(mut self, status: u32) -> ! {
        self.host.exit(status)
    }

    fn load_preloaded(&mut self, args: &[String]) -> Result<(), BootError> {
        let root = args
            .iter()
            .position(|arg| arg == "-root")
            .and_then(|at| args.get(at + 1));
        let root = root.ok_or(BootError::NoRoot)?.clone();
        let (version, files) = self.preloaded_files(&root)?;
        self.tables.system.set_version(&version);
        self.tables.system.read_versions(&mut *self.host, &root);
        self.adapt_to_release();
        self.tables.trusted.trust(&root);
        for path in files {
            let module = self.load_file(&path)?;
            self.preloaded.push(module);
        }
        Ok(())
    }

    /// The version of ERTS and the files of the preloaded modules.
    fn preloaded_files(&mut self, root: &str) -> Result<(String, Vec<String>), BootError> {
        let missing = |why| BootError::NoPreloaded { root: root.into(), why };
        let lib = format!("{root}/lib");
        let names = self.host.list_dir(lib.as_bytes()).map_err(|why| missing(Some(why)))?;
        let erts = names
            .iter()
            .filter(|name| name.starts_with(b"erts-"))
            .max()
            .ok_or(missing(None))?;
        let erts = String::from_utf8_lossy(erts).into_owned();
        let version = erts.trim_start_matches("erts-").to_owned();
        let ebin = format!("{lib}/{erts}/ebin");
        let mut names = self.host.list_dir(ebin.as_bytes()).map_err(|why| missing(Some(why)))?;
        names.retain(|name| name.ends_with(b".beam"));
        names.sort();
        let file = |name: &Vec<u8>| format!("{ebin}/{}", String::from_utf8_lossy(name));
        Ok((version, names.iter().map(file).collect()))
    }

    fn load_file(&mut self, path: &str) -> Result<Atom, BootError> {
        let bytes = read_file(self.host.as_mut(), path.as_bytes(), MODULE_MAX)
            .map_err(|why| BootError::Read { path: path.into(), why })?;
        let beam = Beam::parse_trusted(&bytes).map_err(|why| BootError::Load { path: path.into(), why })?;
        let linked = self.code.link(&beam).map_err(|why: LinkError| BootError::Link {
            path: path.into(),
            why: why.to_string(),
        })?;
        Ok(self.code.install(linked).name)
    }

    fn first_process(&mut self, args: &[String]) -> Result<(), BootError> {
        let export = self.code.exports.find(Atom::new("erl_init"), Atom::new("start"), 2);
        let code = export
            .map(|number| self.code.exports.get(number).code)
            .filter(|code| !code.is_null());
        code.ok_or(BootError::NoStart)?;
        // The first of all pids is its own group leader.
        let leader = Term::pid(0);
        self.spawn(Atom::new("erl_init"), Atom::new("start"), leader, |heap| {
            let args: Vec<Term> = args.iter().map(|arg| heap.binary(arg.as_bytes())).collect();
            let args = heap.list(args.into_iter());
            heap.list([Atom::new("init").term(), args].into_iter())
        });
        let loaded = |module: &&str| self.preloaded.contains(&Atom::new(module));
        let modules: Vec<&str> = SYSTEM_PROCESSES.into_iter().filter(loaded).collect();
        for module in modules {
            if let Some(process) = self.spawn(Atom::new(module), Atom::new("start"), leader, |_| Term::NIL) {
                process.rare().system = true;
            }
        }
        Ok(())
    }
}
