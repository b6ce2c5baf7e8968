//! Atom: a name that is compared by its number; the table of names belongs to the thread that runs the machine.

use std::{cell::RefCell, fmt};

use rustc_hash::FxHashMap;

use super::Term;

/// The most atoms there can be, as OTP's default.
pub const LIMIT: usize = 1 << 20;

/// The most characters in an atom's name.
pub const MAX_CHARACTERS: usize = 255;

/// An atom's number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Atom(pub(crate) u32);

struct Table {
    names: Vec<&'static str>,
    numbers: FxHashMap<&'static str, u32>,
}

thread_local! {
    // Names are never forgotten, so each is leaked; atoms of ERTS live as long.
    static TABLE: RefCell<Table> = RefCell::new(Table::new());
}

impl Table {
    fn new() -> Self {
        let names: Vec<&'static str> = KNOWN.to_vec();
        let numbers = names
            .iter()
            .enumerate()
            .map(|(number, name)| (*name, number as u32))
            .collect();
        Self { names, numbers }
    }
}

impl Atom {
    /// The atom of that name; none when the table is full ([`LIMIT`]) or the name longer than [`MAX_CHARACTERS`].
    pub fn try_new(name: &str) -> Option<Atom> {
        TABLE.with_borrow_mut(|table| {
            if let Some(number) = table.numbers.get(name) {
                return Some(Atom(*number));
            }
            if table.names.len() >= LIMIT || (name.len() > MAX_CHARACTERS && name.chars().count() > MAX_CHARACTERS) {
                return None;
            }
            let number = table.names.len() as u32;
            let name: &'static str = Box::leak(name.into());
            table.names.push(name);
            table.numbers.insert(name, number);
            Some(Atom(number))
        })
    }

    /// The atom of a name that this program itself gives.
    ///
    /// # Panics
    ///
    /// When the table is full: only for names that are written in the source.
    pub fn new(name: &str) -> Atom {
        Atom::try_new(name).expect("the table has room for a name of ours")
    }

    /// The atom of that name, if there is one already.
    pub fn existing(name: &str) -> Option<Atom> {
        TABLE.with_borrow(|table| table.numbers.get(name).map(|number| Atom(*number)))
    }

    /// The name.
    pub fn name(self) -> &'static str {
        TABLE.with_borrow(|table| table.names[self.0 as usize])
    }

    /// How many atoms there are.
    pub fn count() -> usize {
        TABLE.with_borrow(|table| table.names.len())
    }

    /// The term that is this atom.
    pub const fn term(self) -> Term {
        Term::atom(self)
    }
}

impl From<Atom> for Term {
    fn from(atom: Atom) -> Term {
        Term::atom(atom)
    }
}

impl fmt::Debug for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Names that the machine itself uses, as constants.
macro_rules! known {
    ($($constant:ident = $name:literal,)*) => {
        const KNOWN: &[&str] = &[$($name),*];
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Number { $($constant),* }
        $(#[doc = concat!("`", $name, "`")] pub const $constant: Atom = Atom(Number::$constant as u32);)*
    };
}

known! {
    TRUE = "true",
    FALSE = "false",
    OK = "ok",
    ERROR = "error",
    EXIT_SIGNAL = "EXIT",
    DOWN = "DOWN",
    EXIT = "exit",
    THROW = "throw",
    UNDEFINED = "undefined",
    BADARG = "badarg",
    BADARITH = "badarith",
    BADARITY = "badarity",
    BADFUN = "badfun",
    BADKEY = "badkey",
    BADMAP = "badmap",
    BADMATCH = "badmatch",
    BADRECORD = "badrecord",
    CASE_CLAUSE = "case_clause",
    FUNCTION_CLAUSE = "function_clause",
    IF_CLAUSE = "if_clause",
    TRY_CLAUSE = "try_clause",
    UNDEF = "undef",
    NOCATCH = "nocatch",
    NOPROC = "noproc",
    NOCONNECTION = "noconnection",
    NORMAL = "normal",
    KILL = "kill",
    KILLED = "killed",
    SYSTEM_LIMIT = "system_limit",
    NOT_SUPPORTED = "notsup",
    TIMEOUT_VALUE = "timeout_value",
    TIMEOUT = "timeout",
    INFINITY = "infinity",
    NONODE = "nonode@nohost",
    ERLANG = "erlang",
    LISTS = "lists",
    MAPS = "maps",
    ITERATOR = "iterator",
    VALUE = "value",
    POSITIVE = "positive",
    MONOTONIC = "monotonic",
    ETS = "ets",
    ERROR_HANDLER = "error_handler",
    UNDEFINED_FUNCTION = "undefined_function",
    UNDEFINED_LAMBDA = "undefined_lambda",
    MODULE = "module",
    MODULE_INFO = "module_info",
    FUNCTION = "function",
    ARITY = "arity",
    NAME = "name",
    ENV = "env",
    INDEX = "index",
    NEW_INDEX = "new_index",
    UNIQ = "uniq",
    NEW_UNIQ = "new_uniq",
    PID = "pid",
    PORT = "port",
    PROCESS = "process",
    TYPE = "type",
    LOCAL = "local",
    EXTERNAL = "external",
    FILE = "file",
    LINE = "line",
    ERROR_INFO = "error_info",
    CAUSE = "cause",
    NONE = "none",
    EMPTY = "",
    APPLY = "apply",
    SPAWN = "spawn",
    LINK = "link",
    UNLINK = "unlink",
    MONITOR = "monitor",
    DEMONITOR = "demonitor",
    ALIAS = "alias",
    TRAP_EXIT = "trap_exit",
    PRIORITY = "priority",
    LOW = "low",
    HIGH = "high",
    MAX = "max",
    FLUSH = "flush",
    INFO = "info",
    INIT = "init",
    BOOT = "boot",
    STOP = "stop",
    NOLINK = "nolink",
    ALL = "all",
    BINARY = "binary",
    LIST = "list",
    MATCH = "match",
    NOMATCH = "nomatch",
    UNICODE = "unicode",
    LATIN1 = "latin1",
    UTF8 = "utf8",
    UTF16 = "utf16",
    UTF32 = "utf32",
    BIG = "big",
    LITTLE = "little",
    NATIVE = "native",
    SIGNED = "signed",
    UNSIGNED = "unsigned",
    INTEGER = "integer",
    FLOAT = "float",
    BITS = "bits",
    SECOND = "second",
    MILLISECOND = "millisecond",
    MICROSECOND = "microsecond",
    NANOSECOND = "nanosecond",
    START = "start",
    CODE_SERVER = "code_server",
    EOF = "eof",
    DATA = "data",
    COMMAND = "command",
    CONNECT = "connect",
    CONNECTED = "connected",
    CLOSE = "close",
    CLOSED = "closed",
    WILDCARD = "_",
    WHOLE_OBJECT = "$_",
    ALL_BINDINGS = "$$",
    END_OF_TABLE = "$end_of_table",
    ETS_TRANSFER = "ETS-TRANSFER",
    CONST = "const",
    ELEMENT = "element",
    RETURN_TRACE = "return_trace",
    EXCEPTION_TRACE = "exception_trace",
    EXPLICIT_UNALIAS = "explicit_unalias",
    REPLY_DEMONITOR = "reply_demonitor",
    REPLY = "reply",
    TIME_OFFSET = "time_offset",
    CLOCK_SERVICE = "clock_service",
    TIME = "time",
    BADOPT = "badopt",
    BADTYPE = "badtype",
    NOT_ALIVE = "notalive",
    REGISTERED_NAME = "registered_name",
    LOG = "log",
    SPAWN_REPLY = "spawn_reply",
    TAG = "tag",
    YES = "yes",
    NO = "no",
}
