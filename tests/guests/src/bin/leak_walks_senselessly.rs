//! Calls every function of the contract in a senseless order, with hostile arguments: a walk that its seed decides.

#[path = "../walk/mod.rs"]
mod walk;

use portcullis_guest::{Reason, args};

fn main() -> Result<(), Reason> {
    let seed = args()[1].parse().expect("a seed");
    let steps: u32 = args()[2].parse().expect("a number of steps");
    let mut walk = walk::Walk::new(seed);
    for _ in 0..steps {
        walk.step();
    }
    // What is left is dropped in the order of the fields: some pollers before their sockets, some after.
    Ok(())
}
