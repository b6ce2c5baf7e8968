//! What the compilers of OTP 26 to 28 emit and write otherwise than OTP 25.

mod assembler;

use portcullis_beam::load::{Beam, Opcode};

#[test]
fn later_modules_load() {
    for (name, file) in assembler::modules() {
        let beam = Beam::parse(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(beam.name(), name);
    }
}

#[test]
fn long_atoms_and_raw_literals_are_read() {
    let later = Beam::parse(&assembler::modules()[0].1).expect("it loads");
    assert!(later.atoms.contains(&assembler::long_name()));
    assert_eq!(later.literals.len(), 2);
    let ops: Vec<Opcode> = later
        .code
        .instructions
        .iter()
        .map(|instruction| instruction.op)
        .collect();
    for op in [
        Opcode::UpdateRecord,
        Opcode::BsMatch,
        Opcode::ExecutableLine,
        Opcode::DebugLine,
    ] {
        assert!(ops.contains(&op), "{}", op.name());
    }
}
