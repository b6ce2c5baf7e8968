//! System: what a program can ask about the machine that it runs on, and the few things it can set.

use super::{Answer, Entry, Stop, process_flag, statistics};
use crate::{
    host::{Host, Open},
    proc::{TURN, rare::MaxHeap},
    term::{Atom, Heap, Term, atom},
    tracer::sequence,
    vm::{Context, Vm},
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "system_flag", 2, flag),
    ("erlang", "system_info", 1, info),
    ("erts_internal", "get_creation", 0, |_, _| Ok(atom::UNDEFINED.into())),
    // The first of them does nothing for `erlang:memory/0,1`.
    ("erts_internal", "no_aux_work_threads", 0, |_, _| Ok(Term::small(2))),
    ("erts_internal", "perf_counter_unit", 0, |_, _| {
        Ok(Term::small(NANOSECONDS))
    }),
    ("erts_internal", "system_check", 1, |_, _| Ok(atom::OK.into())),
    ("erts_internal", "time_unit", 0, |_, _| Ok(Term::small(NANOSECONDS))),
];

/// The native unit of time is the nanosecond.
const NANOSECONDS: i64 = 1_000_000_000;

/// The most frames of a stack trace that `backtrace_depth` can ask for.
const MOST_FRAMES: i64 = 64;

/// How many schedulers there are.
pub(crate) const SCHEDULERS: usize = 1;

/// What the machine says about itself.
pub(crate) struct System {
    /// The release of OTP whose modules run, `25`.
    pub(crate) otp_release: String,
    release: u32,
    /// The version of ERTS that belongs to it.
    pub(crate) version: String,
    /// When it began, on the host's monotonic clock.
    pub(crate) started: u64,
    /// The most entries of a stack trace.
    pub(crate) backtrace_depth: usize,
    /// The limit of the heaps of processes to come.
    pub(crate) max_heap: MaxHeap,
    /// Whether `system_flag/2` has changed what processes begin with.
    pub(crate) changed: bool,
    /// What `system_flag/2` has set of the flags that mean nothing here.
    flags: Vec<(Atom, i64)>,
}

impl Default for System {
    fn default() -> Self {
        Self {
            otp_release: "25".to_owned(),
            release: 25,
            version: "13.1.5".to_owned(),
            started: 0,
            backtrace_depth: 8,
            max_heap: MaxHeap::default(),
            changed: false,
            flags: Vec::new(),
        }
    }
}

/// The flags that can be set to a number, and their values as long as nobody has.
const FLAGS: [(&str, i64); 5] = [
    ("fullsweep_after", 65535),
    ("min_bin_vheap_size", 46422),
    ("min_heap_size", 233),
    ("outstanding_system_requests_limit", 4),
    ("trace_control_word", 0),
];

impl System {
    /// The release as a number.
    pub(crate) fn release(&self) -> u32 {
        self.release
    }

    /// Learn the version of ERTS, from which the release follows: 13 belongs to 25, as do later ones to those that follow.
    pub(crate) fn set_version(&mut self, version: &str) {
        let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
        if let Some(major) = major.filter(|major| (13..1000).contains(major)) {
            self.release = major + 12;
            (self.version, self.otp_release) = (version.to_owned(), self.release.to_string());
        }
    }

    /// Learn the versions of the OTP installation below `root`; what its file does not say stays as it is.
    pub(crate) fn read_versions(&mut self, host: &mut dyn Host, root: &str) {
        let path = format!("{root}/releases/start_erl.data");
        let open = Open {
            read: true,
            ..Open::default()
        };
        let mut bytes = [0; 64];
        let read = host
            .open(path.as_bytes(), open)
            .and_then(|mut file| file.read_at(0, &mut bytes));
        let text = String::from_utf8_lossy(&bytes[..read.unwrap_or(0)]).into_owned();
        let mut words = text.split_whitespace().map(str::to_owned);
        if let (Some(version), Some(release)) = (words.next(), words.next()) {
            self.release = release.parse().unwrap_or(self.release);
            (self.version, self.otp_release) = (version, release);
        }
    }

    /// The value of a flag that is a number.
    pub(crate) fn flag(&self, name: &str) -> Option<i64> {
        let set = self.flags.iter().find(|(flag, _)| flag.name() == name);
        let default = || FLAGS.iter().find(|(flag, _)| *flag == name).map(|(_, value)| *value);
        set.map(|(_, value)| *value).or_else(default)
    }

    /// Set such a flag.
    pub(crate) fn set_flag(&mut self, flag: Atom, value: i64) {
        self.flags.retain(|(other, _)| *other != flag);
        self.flags.push((flag, value));
    }
}

fn name(name: &str) -> Term {
    Atom::new(name).into()
}

fn info(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if let Some(tuple) = args[0].as_tuple() {
        return info_of(cx, tuple);
    }
    let item = args[0].as_atom().ok_or_else(Stop::badarg)?.name();
    if item == "allocated_areas" {
        return Ok(statistics::allocated_areas(cx));
    }
    if item == "sequential_tracer" {
        let tracer = cx.vm.tracing.system_tracer;
        let tracer = if tracer.is_nil() { Term::bool(false) } else { tracer };
        return Ok(cx.heap().tuple(&[args[0], tracer]));
    }
    let Context { vm, me } = cx;
    let heap = &mut me.heap;
    number(vm, item)
        .map(Term::small)
        .or_else(|| word(item).map(name))
        .or_else(|| (item == "system_logger").then_some(vm.system_logger))
        .or_else(|| text(vm, item).map(|text| heap.string(&text)))
        .or_else(|| structure(vm, heap, item))
        .ok_or_else(Stop::badarg)
}

/// What is asked with a tuple.
fn info_of(cx: &mut Context<'_>, tuple: &[Term]) -> Answer {
    match tuple {
        // Each thread of ERTS that works for all would answer with what its allocators know: here that is one.
        [what, reference, _] if *what == name("memory_internal") => {
            let data = statistics::allocators(cx);
            let message = cx.heap().tuple(&[*reference, Term::small(0), data]);
            cx.send(cx.myself(), message)?;
            Ok(Term::bool(true))
        }
        [what, of] if *what == name("wordsize") && (*of == name("internal") || *of == name("external")) => {
            Ok(Term::small(8))
        }
        [what, of]
            if *what == name("cpu_topology")
                && ["defined", "detected", "used"].iter().any(|kind| *of == name(kind)) =>
        {
            Ok(atom::UNDEFINED.into())
        }
        // Memory comes from one allocator, which has no name and no instances.
        [what, of] if (*what == name("allocator") || *what == name("allocator_sizes")) && of.is_atom() => {
            Ok(atom::FALSE.into())
        }
        _ => Err(Stop::badarg()),
    }
}

/// Items that are numbers.
fn number(vm: &Vm, item: &str) -> Option<i64> {
    Some(match item {
        "wordsize" => 8,
        "schedulers" | "schedulers_online" | "scheduler_id" => SCHEDULERS as i64,
        "dirty_cpu_schedulers" | "dirty_cpu_schedulers_online" | "dirty_io_schedulers" => 1,
        "logical_processors" | "logical_processors_online" | "logical_processors_available" => 1,
        "thread_pool_size" => 1,
        "process_limit" => 262_144,
        "process_count" => vm.processes.len() as i64 + 1,
        "port_count" => vm.tables.ports.count() as i64,
        "context_reductions" => i64::from(TURN),
        "port_limit" => 65536,
        "atom_limit" => atom::LIMIT as i64,
        "atom_count" => Atom::count() as i64,
        "ets_count" => vm.tables.ets.count() as i64,
        "ets_limit" => 8192,
        "creation" => 0,
        "compat_rel" => vm.tables.system.otp_release.parse().ok()?,
        "delayed_node_table_gc" => 60,
        "dist_buf_busy_limit" => 1 << 20,
        "start_time" => 0,
        "end_time" => Term::SMALL_MAX,
        "trace_control_word" | "outstanding_system_requests_limit" => vm.tables.system.flag(item)?,
        _ => return None,
    })
}

/// Items that are atoms.
fn word(item: &str) -> Option<&'static str> {
    Some(match item {
        "build_type" | "emu_type" => "opt",
        "emu_flavor" => "emu",
        "threads" | "smp_support" | "kernel_poll" | "port_tasks" => "true",
        "dynamic_trace_probes" | "beam_jump_table" => "false",
        "cpu_quota" => "unknown",
        "debug_compiled" | "port_parallelism" | "ets_realloc_moves" | "eager_check_io" | "break_ignored" => "false",
        "multi_scheduling" => "disabled",
        "endian" => "little",
        "heap_type" => "private",
        "dynamic_trace" => "none",
        "time_correction" => "true",
        "time_offset" => "final",
        "time_warp_mode" => "no_time_warp",
        "tolerant_timeofday" => "enabled",
        "message_queue_data" => "on_heap",
        "scheduler_bind_type" => "unbound",
        "modified_timing_level" | "cpu_topology" => "undefined",
        "update_cpu_info" => "unchanged",
        _ => return None,
    })
}

/// Items that are strings.
fn text(vm: &Vm, item: &str) -> Option<String> {
    let system = &vm.tables.system;
    Some(match item {
        "system_architecture" => format!("{}-unknown-{}", std::env::consts::ARCH, "portcullis"),
        "system_version" => format!(
            "Erlang/OTP {} [erts-{}] [portcullis] [64-bit] [smp:1:1] [ds:1:1:1] [async-threads:1]\n",
            system.otp_release, system.version
        ),
        "otp_release" => system.otp_release.clone(),
        "version" => system.version.clone(),
        "driver_version" => "3.3".to_owned(),
        "nif_version" if system.release >= 26 => "2.17".to_owned(),
        "nif_version" => "2.16".to_owned(),
        "machine" => "BEAM".to_owned(),
        _ => return None,
    })
}

/// Items that are lists, tuples and maps.
fn structure(vm: &Vm, heap: &mut Heap, item: &str) -> Option<Term> {
    let flag = |item: &str| vm.tables.system.flag(item).map(Term::small);
    Some(match item {
        "fullsweep_after" | "min_heap_size" | "min_bin_vheap_size" => {
            let value = flag(item)?;
            heap.tuple(&[name(item), value])
        }
        "garbage_collection" => {
            let items = ["min_bin_vheap_size", "min_heap_size", "fullsweep_after"];
            let mut pairs = vec![heap.tuple(&[name("max_heap_size"), Term::small(0)])];
            for item in items {
                pairs.push(heap.tuple(&[name(item), flag(item)?]));
            }
            heap.list(pairs.into_iter())
        }
        "max_heap_size" => process_flag::max_heap(heap, vm.tables.system.max_heap, vm.tables.system.release()),
        "async_dist" if vm.tables.system.release() >= 26 => Term::bool(false),
        "os_type" => heap.tuple(&[name("unix"), name("linux")]),
        // There is no kernel to tell the version of: the one that WASI 0.2 would answer to.
        "os_version" => heap.tuple(&[Term::small(0), Term::small(2), Term::small(0)]),
        "scheduler_bindings" => heap.tuple(&[name("unbound")]),
        "schedulers_state" => heap.tuple(&[Term::small(SCHEDULERS as i64); 3]),
        // Memory comes from an allocator that nothing is known of.
        "allocator" => heap.tuple(&[atom::UNDEFINED.into(), Term::NIL, Term::NIL, Term::NIL]),
        "c_compiler_used" => {
            let version = heap.tuple(&[]);
            heap.tuple(&[name("rustc"), version])
        }
        "os_monotonic_time_source" | "os_system_time_source" => {
            let pairs = [("parallel", name("no")), ("resolution", Term::small(NANOSECONDS))];
            let pairs = pairs.map(|(key, value)| heap.tuple(&[name(key), value]));
            heap.list(pairs.into_iter())
        }
        "multi_scheduling_blockers"
        | "normal_multi_scheduling_blockers"
        | "snifs"
        | "taints"
        | "dist_ctrl"
        | "alloc_util_allocators" => Term::NIL,
        "info" | "loaded" | "procs" | "dist" => heap.binary(&[]),
        _ => return None,
    })
}

/// Sets a flag, and gives its value of before.
fn flag(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let flag = args[0].as_atom().ok_or_else(|| Stop::badarg_because(atom::BADOPT))?;
    let value = args[1].as_small().filter(|value| *value >= 0);
    let system = &mut cx.vm.tables.system;
    match flag.name() {
        "backtrace_depth" => {
            let depth = value.ok_or_else(Stop::badarg)?;
            let before = std::mem::replace(&mut system.backtrace_depth, depth.min(MOST_FRAMES) as usize);
            Ok(Term::small(before as i64))
        }
        "schedulers_online" | "dirty_cpu_schedulers_online" => match value {
            Some(1) => Ok(Term::small(1)),
            _ => Err(Stop::badarg()),
        },
        "time_offset" if args[1] == name("finalize") => Ok(name("final")),
        "scheduler_wall_time" if args[1].as_bool().is_some() => Ok(Term::bool(false)),
        "microstate_accounting" if args[1].as_bool().is_some() || args[1] == name("reset") => Ok(Term::bool(false)),
        "scheduler_wall_time" | "microstate_accounting" | "scheduler_bind_type" => Err(Stop::badarg()),
        "multi_scheduling"
            if ["block", "unblock", "block_normal", "unblock_normal"]
                .iter()
                .any(|what| args[1] == name(what)) =>
        {
            Ok(name("disabled"))
        }
        "multi_scheduling" => Err(Stop::badarg()),
        "reset_seq_trace" if args[1].as_bool() == Some(true) => {
            sequence::reset_all(cx);
            Ok(Term::bool(true))
        }
        "sequential_tracer" => {
            let alive = args[1].as_local_pid().is_some_and(|id| cx.vm.processes.is_alive(id));
            let tracer = match args[1].as_bool() {
                Some(false) => Term::NIL,
                _ if alive => args[1],
                _ => return Err(Stop::badarg()),
            };
            let before = std::mem::replace(&mut cx.vm.tracing.system_tracer, tracer);
            Ok(if before.is_nil() { Term::bool(false) } else { before })
        }
        "system_logger" if args[1].is_atom() || args[1].as_local_pid().is_some() => {
            Ok(std::mem::replace(&mut cx.vm.system_logger, args[1]))
        }
        "max_heap_size" => {
            let limit = MaxHeap::parse(args[1]).ok_or_else(Stop::badarg)?;
            let before = std::mem::replace(&mut system.max_heap, limit);
            system.changed = true;
            Ok(process_flag::max_heap(
                &mut cx.me.heap,
                before,
                cx.vm.tables.system.release(),
            ))
        }
        name if system.flag(name).is_some() => {
            let before = system.flag(name).ok_or_else(Stop::badarg)?;
            let value = value.ok_or_else(Stop::badarg)?;
            system.set_flag(flag, value);
            system.changed = true;
            Ok(Term::small(before))
        }
        "erts_alloc" => Err(Stop::badarg()),
        _ => Err(Stop::badarg_because(name("badopt"))),
    }
}
