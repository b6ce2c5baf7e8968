//! Prints its arguments, two environment variables and each line of standard input.

use portcullis_guest::{args, env, println, stdin};
use std::io::{BufRead, BufReader, Result};

fn main() -> Result<()> {
    println!("{:?}", args());
    println!("{:?} {:?}", env("GREETING"), env("HOME"));
    for line in BufReader::new(stdin()).lines() {
        println!("{}", line?);
    }
    Ok(())
}
