//! The program: the interpreter on the host that it was built for, with the command line of ERTS's emulator.

#![cfg_attr(target_family = "wasm", no_main)]

use portcullis_beam::{
    Vm,
    host::{Host, Output},
};

/// Boot the system that the command line asks for, and run it until it halts.
fn boot(host: impl Host + 'static) -> ! {
    let mut host: Box<dyn Host> = Box::new(host);
    let args = host.args();
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
