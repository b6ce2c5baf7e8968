//! Says hello and makes capitals of its standard input, like any command of WASI.

use std::io::{self, Read};

use portcullis_guest::{print, println, stdin};

fn main() -> io::Result<()> {
    println!("HELLO");
    let mut text = String::new();
    stdin().read_to_string(&mut text)?;
    print!("{}", text.to_uppercase());
    Ok(())
}
