//! Showing: a line of Erlang, and what it returned.

use portcullis_guest::{Reason, println};
use std::net::{IpAddr, SocketAddr};

/// Print the line and its value, `ok`, `{ok, Value}` or `{error, Reason}`; then it is for the caller to go on or not.
pub(crate) fn show<T: Term>(line: &str, result: Result<T, Reason>) -> Result<T, Reason> {
    match &result {
        Ok(value) if value.term().is_empty() => println!("{line}\n    ok"),
        Ok(value) => println!("{line}\n    {{ok, {}}}", value.term()),
        Err(reason) => println!("{line}\n    {{error, {}}}", reason.atom()),
    }
    result
}

/// A value as Erlang writes it; nothing, if there is only `ok`.
pub(crate) trait Term {
    fn term(&self) -> String;
}

impl Term for () {
    fn term(&self) -> String {
        String::new()
    }
}

impl Term for u16 {
    fn term(&self) -> String {
        self.to_string()
    }
}

/// Bytes of text, as all are here.
impl Term for Vec<u8> {
    fn term(&self) -> String {
        format!("<<{:?}>>", String::from_utf8_lossy(self))
    }
}

impl Term for SocketAddr {
    fn term(&self) -> String {
        match self.ip() {
            IpAddr::V4(ip) => {
                let [a, b, c, d] = ip.octets();
                format!(
                    "#{{family => inet, addr => {{{a},{b},{c},{d}}}, port => {}}}",
                    self.port()
                )
            }
            // The examples are all of `inet`.
            IpAddr::V6(_) => self.to_string(),
        }
    }
}

impl Term for (SocketAddr, Vec<u8>) {
    fn term(&self) -> String {
        format!("{{{}, {}}}", self.0.term(), self.1.term())
    }
}

/// Handles have no text of their own.
macro_rules! handles {
    ($($type:ty => $term:literal;)*) => {
        $(impl Term for $type {
            fn term(&self) -> String {
                $term.to_owned()
            }
        })*
    };
}

handles! {
    portcullis_guest::gen_tcp::Listener => "#Port<listener>";
    portcullis_guest::gen_tcp::Connection => "#Port<connection>";
    portcullis_guest::socket::Socket => "{'$socket', #Ref<socket>}";
    portcullis_guest::socket::SocketType => "stream";
}
