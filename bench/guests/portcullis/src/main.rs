//! Guests.
fn main() {}
