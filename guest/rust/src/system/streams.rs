//! The standard streams, not buffered: each write goes out at once.

use std::{
    fmt,
    io::{self, Read, Write},
};

use super::platform;

macro_rules! stream {
    ($(#[$doc:meta])+ $name:ident($type:ty), $function:ident: $what:literal) => {
        $(#[$doc])+
        pub struct $name($type);

        #[doc = $what]
        pub fn $function() -> $name {
            $name(platform::$function())
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

macro_rules! output {
    ($name:ident) => {
        impl Write for $name {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.write(bytes)
            }

            fn flush(&mut self) -> io::Result<()> {
                self.0.flush()
            }
        }
    };
}

stream!(
    /// Standard input; wrap it in a [`BufReader`](io::BufReader) to read lines.
    Stdin(platform::Input), stdin: "Standard input. Open it once: what one handle has buffered, another does not see."
);
stream!(
    /// Standard output.
    Stdout(platform::Output), stdout: "Standard output."
);
stream!(
    /// Standard error.
    Stderr(platform::Output), stderr: "Standard error."
);
output!(Stdout);
output!(Stderr);

impl Read for Stdin {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}
