//! Assembler: modules as the compilers of OTP 26 to 29 write them, which the OTP that is installed cannot compile.

use portcullis_beam::load::Opcode;

/// An operand.
#[derive(Clone)]
pub(crate) enum Arg {
    U(u32),
    I(u32),
    Nil,
    A(&'static str),
    X(u32),
    F(u32),
    Literal(&'static [u8]),
    List(Vec<Arg>),
}

use Arg::{A, F, I, List, Literal, Nil, U, X};

/// A module in the making.
#[derive(Default)]
struct Assembler {
    atoms: Vec<String>,
    imports: Vec<[u32; 3]>,
    exports: Vec<[u32; 3]>,
    literals: Vec<&'static [u8]>,
    code: Vec<u8>,
    labels: u32,
    /// The native records: how many, how many fields, and their operands.
    records: (u32, u32, Vec<u8>),
}

impl Assembler {
    fn atom(&mut self, name: &str) -> u32 {
        let at = self.atoms.iter().position(|atom| atom == name).unwrap_or_else(|| {
            self.atoms.push(name.into());
            self.atoms.len() - 1
        });
        at as u32 + 1
    }

    fn import(&mut self, module: &str, function: &str, arity: u32) -> Arg {
        let import = [self.atom(module), self.atom(function), arity];
        let at = self
            .imports
            .iter()
            .position(|other| *other == import)
            .unwrap_or_else(|| {
                self.imports.push(import);
                self.imports.len() - 1
            });
        U(at as u32)
    }

    fn op(&mut self, op: Opcode, args: &[Arg]) {
        assert_eq!(args.len(), op.arity(), "{}", op.name());
        self.code.push(op.number());
        args.iter().for_each(|arg| self.arg(arg));
    }

    fn arg(&mut self, arg: &Arg) {
        match arg {
            U(number) => compact(&mut self.code, 0, *number),
            I(number) => compact(&mut self.code, 1, *number),
            Nil => compact(&mut self.code, 2, 0),
            A(name) => {
                let atom = self.atom(name);
                compact(&mut self.code, 2, atom);
            }
            X(register) => compact(&mut self.code, 3, *register),
            F(label) => compact(&mut self.code, 5, *label),
            Literal(bytes) => {
                self.literals.push(bytes);
                self.code.push(0x47);
                compact(&mut self.code, 0, self.literals.len() as u32 - 1);
            }
            List(list) => {
                self.code.push(0x17);
                compact(&mut self.code, 0, list.len() as u32);
                list.iter().for_each(|arg| self.arg(arg));
            }
        }
    }

    /// A function whose body is given the label where no clause matches.
    fn function(&mut self, name: &'static str, arity: u32, body: impl FnOnce(&mut Self, u32)) {
        let (info, entry) = (self.labels + 1, self.labels + 2);
        self.labels += 2;
        let module = self.atoms[0].clone();
        assert_eq!(self.atom(&module), 1);
        self.op(Opcode::Label, &[U(info)]);
        self.code.push(Opcode::FuncInfo.number());
        compact(&mut self.code, 2, 1);
        self.arg(&A(name));
        self.arg(&U(arity));
        self.op(Opcode::Label, &[U(entry)]);
        let export = [self.atom(name), arity, entry];
        self.exports.push(export);
        body(self, info);
    }

    /// A native record whose fields are given with their defaults; a plain 0 is none.
    fn record(&mut self, name: &'static str, exported: &'static str, fields: Vec<Arg>) {
        let code = std::mem::take(&mut self.code);
        self.records.0 += 1;
        self.records.1 += fields.len() as u32 / 2;
        [F(0), A(name), A(exported), List(fields)]
            .iter()
            .for_each(|arg| self.arg(arg));
        let record = std::mem::replace(&mut self.code, code);
        self.records.2.extend(record);
    }

    /// The file, with the long counts and raw literals of OTP 28.
    fn file(mut self) -> Vec<u8> {
        self.op(Opcode::IntCodeEnd, &[]);
        let number = |number: usize| (number as u32).to_be_bytes();
        let chunk = |name: &[u8; 4], data: &[u8]| {
            let padding = data.len().next_multiple_of(4) - data.len();
            [&name[..], &number(data.len()), data, &[0; 3][..padding]].concat()
        };
        let mut atoms = (-(self.atoms.len() as i32)).to_be_bytes().to_vec();
        for atom in &self.atoms {
            compact(&mut atoms, 0, atom.len() as u32);
            atoms.extend(atom.as_bytes());
        }
        let functions = self.exports.len();
        let header = [
            number(16),
            number(0),
            number(191),
            number(self.labels as usize + 1),
            number(functions),
        ]
        .concat();
        let table = |rows: &[[u32; 3]]| {
            let rows: Vec<u8> = rows.iter().flatten().flat_map(|column| column.to_be_bytes()).collect();
            [&number(rows.len() / 12)[..], &rows].concat()
        };
        let mut literals = [number(0), number(self.literals.len())].concat();
        for literal in &self.literals {
            literals.extend(number(literal.len()));
            literals.extend(*literal);
        }
        let (records, fields, operands) = self.records;
        let records = match records {
            0 => Vec::new(),
            _ => chunk(
                b"Recs",
                &[
                    &number(0),
                    &number(records as usize),
                    &number(fields as usize),
                    &operands[..],
                ]
                .concat(),
            ),
        };
        let chunks = [
            records,
            chunk(b"AtU8", &atoms),
            chunk(b"Code", &[header, self.code].concat()),
            chunk(b"ImpT", &table(&self.imports)),
            chunk(b"ExpT", &table(&self.exports)),
            chunk(b"LitT", &literals),
        ]
        .concat();
        [&b"FOR1"[..], &number(chunks.len() + 4), b"BEAM", &chunks].concat()
    }
}

/// A compact term: a tag and a number of less than 2^27.
fn compact(out: &mut Vec<u8>, tag: u8, number: u32) {
    match number {
        0..16 => out.push((number as u8) << 4 | tag),
        16..2048 => out.extend([(number >> 3) as u8 & 0xe0 | 0x08 | tag, number as u8]),
        _ => {
            out.push(2 << 5 | 0x18 | tag);
            out.extend(number.to_be_bytes());
        }
    }
}

/// A name of 255 characters and 510 bytes.
pub(crate) fn long_name() -> String {
    "ü".repeat(255)
}

const LITTLE_SIGNED: &[u8] = b"\x83l\0\0\0\x02w\x06littlew\x06signedj";

/// Modules with the instructions that no program of the corpus can have, by name.
pub(crate) fn modules() -> Vec<(&'static str, Vec<u8>)> {
    vec![("later", later()), ("native", native())]
}

/// Native records, and the test for an integer in a range.
fn native() -> Vec<u8> {
    use Opcode::*;
    let mut module = Assembler {
        atoms: vec!["native".into()],
        ..Assembler::default()
    };
    module.record("point", "true", vec![A("x"), U(0), A("y"), I(7)]);
    module.record("hidden", "false", vec![A("x"), Nil]);
    // make(X) -> #point{x = X}.
    module.function("make", 1, |m, _| {
        m.op(
            PutRecord,
            &[F(0), A("point"), Nil, X(0), U(1), List(vec![A("x"), X(0)])],
        );
        m.op(Return, &[]);
    });
    // incomplete() -> #point{}.
    module.function("incomplete", 0, |m, _| {
        m.op(PutRecord, &[F(0), A("point"), Nil, X(0), U(0), List(vec![])]);
        m.op(Return, &[]);
    });
    // hide() -> #hidden{}.
    module.function("hide", 0, |m, _| {
        m.op(PutRecord, &[F(0), A("hidden"), Nil, X(0), U(0), List(vec![])]);
        m.op(Return, &[]);
    });
    // change(Record, Y) -> Record#point{y = Y}.
    module.function("change", 2, |m, _| {
        m.op(
            PutRecord,
            &[F(0), A("point"), X(0), X(0), U(2), List(vec![A("y"), X(1)])],
        );
        m.op(Return, &[]);
    });
    // field(Record) -> Record#point.y.
    module.function("field", 1, |m, _| {
        m.op(GetRecordField, &[F(0), X(0), A("point"), A("y"), X(0)]);
        m.op(Return, &[]);
    });
    // fields(#point{x = X, y = Y}) -> {X, Y}; fields(#_{}) -> record; fields(_) -> other.
    module.function("fields", 1, |m, _| {
        m.labels += 2;
        let (record, other) = (m.labels - 1, m.labels);
        m.op(IsAnyNativeRecord, &[F(other), X(0)]);
        m.op(IsNativeRecord, &[F(record), X(0), A("native"), A("point")]);
        m.op(IsRecordAccessible, &[F(record), X(0), A("external")]);
        let fields = vec![A("x"), X(0), A("y"), X(1)];
        m.op(GetRecordElements, &[F(record), X(0), List(fields)]);
        m.op(TestHeap, &[U(3), U(2)]);
        m.op(PutTuple2, &[X(0), List(vec![X(0), X(1)])]);
        m.op(Return, &[]);
        m.op(Label, &[U(record)]);
        m.op(Move, &[A("record"), X(0)]);
        m.op(Return, &[]);
        m.op(Label, &[U(other)]);
        m.op(Move, &[A("other"), X(0)]);
        m.op(Return, &[]);
    });
    // between(Value, Least, Greatest) -> is_integer(Value, Least, Greatest).
    module.function("between", 3, |m, _| {
        let is_integer = m.import("erlang", "is_integer", 3);
        m.op(Bif3, &[F(0), is_integer, X(0), X(1), X(2), X(0)]);
        m.op(Return, &[]);
    });
    module.file()
}

fn later() -> Vec<u8> {
    use Opcode::*;
    let mut module = Assembler {
        atoms: vec!["later".into()],
        ..Assembler::default()
    };
    // reuse(Record, Value): the third element changed, if it differs.
    module.function("reuse", 2, |m, _| {
        m.op(TestHeap, &[U(5), U(2)]);
        m.op(UpdateRecord, &[A("reuse"), U(4), X(0), X(0), List(vec![U(3), X(1)])]);
        m.op(Return, &[]);
    });
    // copy(Record, A, B): the second and the last element changed.
    module.function("copy", 3, |m, _| {
        m.op(TestHeap, &[U(5), U(3)]);
        m.op(
            UpdateRecord,
            &[A("copy"), U(4), X(0), X(3), List(vec![U(2), X(1), U(4), X(2)])],
        );
        m.op(Move, &[X(3), X(0)]);
        m.op(Return, &[]);
    });
    // fields(<<A, B:16/little-signed, C:3, D:5, Rest/binary>>) -> {A, B, C, D, Rest}.
    module.function("fields", 1, |m, info| {
        m.op(BsStartMatch4, &[F(info), U(1), X(0), X(1)]);
        let integer =
            |flags: Arg, size: u32, register: u32| vec![A("integer"), U(register), flags, I(size), U(1), X(register)];
        let commands = [
            vec![A("ensure_at_least"), U(32), U(8)],
            integer(Nil, 8, 2),
            integer(Literal(LITTLE_SIGNED), 16, 3),
            integer(Nil, 3, 4),
            integer(Nil, 5, 5),
            vec![A("get_tail"), U(6), U(8), X(6)],
        ];
        m.op(BsMatch, &[F(info), X(1), List(commands.concat())]);
        m.op(TestHeap, &[U(6), U(7)]);
        m.op(PutTuple2, &[X(0), List((2..7).map(X).collect())]);
        m.op(Return, &[]);
    });
    // tagged(<<"OK", _:12, X:2/binary, _:4>>) -> X; tagged(Other) -> {other, Other}.
    module.function("tagged", 1, |m, info| {
        m.labels += 1;
        let other = m.labels;
        m.op(BsStartMatch3, &[F(info), X(0), U(1), X(1)]);
        let commands = [
            vec![A("ensure_exactly"), U(48)],
            vec![A("=:="), Nil, U(16), U(0x4f4b)],
            vec![A("skip"), U(12)],
            vec![A("binary"), U(2), Nil, I(2), U(8), X(2)],
            vec![A("skip"), U(4)],
        ];
        m.op(BsMatch, &[F(other), X(1), List(commands.concat())]);
        m.op(Move, &[X(2), X(0)]);
        m.op(Return, &[]);
        m.op(Label, &[U(other)]);
        m.op(TestHeap, &[U(3), U(2)]);
        m.op(PutTuple2, &[X(0), List(vec![A("other"), X(0)])]);
        m.op(Return, &[]);
    });
    // lines(X) -> X + 1, with all that tools add.
    module.function("lines", 1, |m, _| {
        m.op(DebugLine, &[A("entry"), U(0), U(1), U(1)]);
        m.op(ExecutableLine, &[U(0), U(2)]);
        m.op(DebugLine, &[A("line"), U(0), U(3), U(1)]);
        let plus = m.import("erlang", "+", 2);
        m.op(GcBif2, &[F(0), U(1), plus, X(0), I(1), X(0)]);
        m.op(Return, &[]);
    });
    // literal() -> [1, 2.5].
    module.function("literal", 0, |m, _| {
        m.op(Move, &[Literal(b"\x83l\0\0\0\x02a\x01F\x40\x04\0\0\0\0\0\0j"), X(0)]);
        m.op(Return, &[]);
    });
    let name = long_name();
    module.function("name", 0, |m, _| {
        m.code.push(Move.number());
        let atom = m.atom(&name);
        compact(&mut m.code, 2, atom);
        m.arg(&X(0));
        m.op(Return, &[]);
    });
    module.file()
}
