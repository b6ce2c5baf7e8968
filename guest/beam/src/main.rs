//! The program: the interpreter on the host that it was built for, with the command line of ERTS's emulator.

#![cfg_attr(target_family = "wasm", no_main)]

use portcullis_beam::host::{Host, Output};

/// Boot the system that the command line asks for.
fn boot(mut host: impl Host) -> ! {
    // If that fails, nobody could be told.
    let _ = host.write(Output::Err, b"portcullis-beam: there is nothing to boot yet\n");
    host.exit(1)
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
