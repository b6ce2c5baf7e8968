//! The program: the interpreter on the host that it was built for, with the command line of ERTS's emulator.
//!
//! With `-missing` before all else it runs nothing, and lists what modules would call in vain.

#![cfg_attr(target_family = "wasm", no_main)]

use portcullis_beam::{
    Vm,
    host::{Host, Output},
    survey,
};

/// Boot the system that the command line asks for, and run it until it halts.
fn boot(host: impl Host + 'static) -> ! {
    let mut host: Box<dyn Host> = Box::new(host);
    let args = host.args();
    if let Some(("-missing", args)) = args.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        list_missing(&mut *host, args);
    }
    match Vm::boot(host, &args) {
        Ok(mut vm) => {
            let status = vm.run();
            vm.exit(status)
        }
        Err((mut host, error)) => {
            // If that fails, nobody could be told.
            let _ = host.write(Output::Err, format!("portcullis-beam: {error}\n").as_bytes());
            host.exit(1)
        }
    }
}

/// List what modules would call in vain, and end: with status 1 if there is something.
fn list_missing(host: &mut dyn Host, args: &[String]) -> ! {
    let (output, text, status) = match survey(host, args) {
        Ok(missing) => {
            let lines: String = missing.iter().map(|missing| format!("{missing}\n")).collect();
            (Output::Out, lines, u32::from(!missing.is_empty()))
        }
        Err(error) => (Output::Err, format!("portcullis-beam: {error}\n"), 1),
    };
    // If that fails, nobody could be told.
    let _ = host.write(output, text.as_bytes());
    host.exit(status)
}

#[cfg(not(target_family = "wasm"))]
fn main() {
    boot(portcullis_beam::native::Native::new())
}

#[cfg(target_family = "wasm")]
mod command {
    use portcullis_beam::wasm::Wasi;

    struct Command;

    impl wasip2::exports::cli::run::Guest for Command {
        fn run() -> Result<(), ()> {
            super::boot(Wasi::new())
        }
    }

    wasip2::cli::command::export!(Command);
}
