//! Rules: what each instruction asks for, and what is known behind it.

use super::super::old::UNKNOWN_LIVE;
use super::{Code, Instruction, Opcode, Operand, State, Then, Type, Walk, Wrong};

/// Functions that never return: what stands behind a call of them is not executed.
const ENDLESS: &[(&str, u32)] = &[("error", 1), ("error", 2), ("error", 3), ("exit", 1), ("throw", 1)];

/// Functions of `erlang` that have a value or fail, and build nothing.
const TESTS: &[(&str, u32)] = &[
    ("self", 0),
    ("node", 0),
    ("node", 1),
    ("get", 1),
    ("hd", 1),
    ("tl", 1),
    ("element", 2),
    ("tuple_size", 1),
    ("map_get", 2),
    ("is_map_key", 2),
    ("not", 1),
    ("and", 2),
    ("or", 2),
    ("xor", 2),
    ("=:=", 2),
    ("=/=", 2),
    ("==", 2),
    ("/=", 2),
    ("<", 2),
    (">", 2),
    (">=", 2),
    ("=<", 2),
    ("is_atom", 1),
    ("is_binary", 1),
    ("is_bitstring", 1),
    ("is_boolean", 1),
    ("is_float", 1),
    ("is_function", 1),
    ("is_function", 2),
    ("is_integer", 1),
    ("is_list", 1),
    ("is_map", 1),
    ("is_number", 1),
    ("is_pid", 1),
    ("is_port", 1),
    ("is_record", 2),
    ("is_record", 3),
    ("is_reference", 1),
    ("is_tuple", 1),
    ("min", 2),
    ("max", 2),
];

/// Functions of `erlang` that have a value or fail, and may build it.
const BUILDERS: &[(&str, u32)] = &[
    ("+", 1),
    ("+", 2),
    ("-", 1),
    ("-", 2),
    ("*", 2),
    ("/", 2),
    ("div", 2),
    ("rem", 2),
    ("band", 2),
    ("bor", 2),
    ("bxor", 2),
    ("bnot", 1),
    ("bsl", 2),
    ("bsr", 2),
    ("abs", 1),
    ("float", 1),
    ("round", 1),
    ("trunc", 1),
    ("floor", 1),
    ("ceil", 1),
    ("length", 1),
    ("size", 1),
    ("byte_size", 1),
    ("bit_size", 1),
    ("map_size", 1),
    ("binary_part", 2),
    ("binary_part", 3),
    ("atom_to_binary", 1),
    ("atom_to_binary", 2),
    ("atom_to_list", 1),
    ("binary_to_atom", 1),
    ("binary_to_atom", 2),
    ("binary_to_existing_atom", 1),
    ("binary_to_existing_atom", 2),
    ("binary_to_float", 1),
    ("binary_to_integer", 1),
    ("binary_to_integer", 2),
    ("float_to_list", 1),
    ("integer_to_binary", 1),
    ("integer_to_binary", 2),
    ("integer_to_list", 1),
    ("integer_to_list", 2),
    ("list_to_atom", 1),
    ("list_to_binary", 1),
    ("list_to_bitstring", 1),
    ("list_to_existing_atom", 1),
    ("list_to_float", 1),
    ("list_to_integer", 1),
    ("list_to_integer", 2),
    ("list_to_tuple", 1),
    ("tuple_to_list", 1),
];

/// What a function that is called by name is to a walk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Endless,
    Test,
    Builder,
    /// `setelement/3`
    Fresh,
    Any,
}

pub(super) fn kind(module: &str, function: &str, arity: u32) -> Kind {
    if module != "erlang" {
        return Kind::Any;
    }
    let function = (function, arity);
    if function == ("setelement", 3) {
        Kind::Fresh
    } else if ENDLESS.contains(&function) {
        Kind::Endless
    } else if TESTS.contains(&function) {
        Kind::Test
    } else if BUILDERS.contains(&function) {
        Kind::Builder
    } else {
        Kind::Any
    }
}

impl Walk<'_> {
    /// Hold an instruction to its rule, and let the state be what is known behind it.
    pub(super) fn step(&mut self, state: &mut State, instruction: Instruction) -> Result<Then, Wrong> {
        use Opcode as O;
        let op = instruction.op;
        let code = self.code;
        let operands = code.operands(instruction);
        match op {
            O::Line | O::OnLoad | O::NifStart | O::ExecutableLine | O::DebugLine => return Ok(Then::Next),
            O::IntCodeEnd => return Ok(Then::Elsewhere),
            _ => {}
        }
        // The time is read once; when the wait goes on, nobody asks what is in its register any more.
        if op != O::WaitTimeout {
            read_all(state, op, operands, code)?;
        }
        match op {
            O::FuncInfo => {
                let arity = self.function.map_or(0, |function| function.arity);
                state.arguments(arity)?;
                return Ok(Then::Elsewhere);
            }
            O::Move => {
                let known = known(state, operands[0])?;
                return write(state, operands[1], known);
            }
            O::Swap => {
                let (one, two) = (known(state, operands[0])?, known(state, operands[1])?);
                write(state, operands[0], two)?;
                return write(state, operands[1], one);
            }
            // Only an exception leads to a handler: what stands before is a call that its compiler knew not to return.
            O::Jump if self.lacks_exception(state, operands[0]) => {
                self.look();
                return Ok(Then::Elsewhere);
            }
            O::Jump => return self.leave_by(state, operands),
            O::SelectVal => return self.leave_by(state, operands),
            O::SelectTupleArity => return self.select_arity(state, operands),
            O::TestArity => {
                if !is_tuple(known(state, operands[1])?, 0) {
                    self.look();
                }
                self.branch(state, operands[0])?;
                return retype(state, operands[1], Type::Exact(number(operands[2])));
            }
            O::IsTaggedTuple => {
                let arity = number(operands[2]);
                if arity == 0 {
                    return Err("a tag of a tuple without elements");
                }
                self.branch(state, operands[0])?;
                return retype(state, operands[1], Type::Exact(arity));
            }
            O::IsNonemptyList => {
                self.branch(state, operands[0])?;
                return retype(state, operands[1], Type::Cons);
            }
            O::IsTuple => {
                self.branch(state, operands[0])?;
                return match known(state, operands[1])? {
                    Type::Tuple(_) | Type::Exact(_) | Type::Fresh => Ok(Then::Next),
                    _ => retype(state, operands[1], Type::Tuple(0)),
                };
            }
            O::IsMap => {
                self.branch(state, operands[0])?;
                return retype(state, operands[1], Type::Map);
            }
            O::HasMapFields => {
                if known(state, operands[1])? != Type::Map {
                    self.look();
                }
                self.branch(state, operands[0])?;
            }
            O::GetMapElements => return self.map_elements(state, operands),
            O::GetList | O::GetHd | O::GetTl => {
                if known(state, operands[0])? != Type::Cons {
                    self.look();
                    write(state, operands[0], Type::Cons)?;
                }
                for to in &operands[1..] {
                    write(state, *to, Type::Any)?;
                }
            }
            O::GetTupleElement => {
                let least = number(operands[1]).saturating_add(1);
                if !is_tuple(known(state, operands[0])?, least) {
                    self.look();
                    write(state, operands[0], Type::Tuple(least))?;
                }
                return write(state, operands[2], Type::Any);
            }
            O::SetTupleElement => {
                if known(state, operands[1])? != Type::Fresh {
                    return Err("an element is changed of a tuple that is not new");
                }
                self.look();
            }
            O::PutList => {
                state.build(2)?;
                return write(state, operands[2], Type::Cons);
            }
            O::PutTuple2 => {
                let count = list(code, operands[1]).len();
                state.build(count + 1)?;
                return write(state, operands[0], Type::Exact(count as u32));
            }
            O::UpdateRecord => return self.update_record(state, operands),
            O::MakeFun3 => {
                let lambda = &self.tables.lambdas[number(operands[0]) as usize];
                let free = list(code, operands[2]).len();
                if free != lambda.free as usize {
                    return Err("a fun of another number of free variables");
                }
                state.room = state.room.saturating_sub(free as u32 + 3);
                return write(state, operands[1], Type::Any);
            }
            O::PutMapAssoc | O::PutMapExact => {
                self.branch(state, operands[0])?;
                self.stack_is_seen(state);
                self.collect(state, number(operands[3]))?;
                return write(state, operands[2], Type::Map);
            }
            O::Bif0 | O::Bif1 | O::Bif2 => return self.test_function(state, op, operands),
            O::GcBif1 | O::GcBif2 | O::GcBif3 => return self.built_in(state, operands),
            O::Fmove | O::Fconv => {
                if matches!(operands[1], Operand::FloatRegister(_)) {
                    self.stack_is_seen(state);
                    return Ok(Then::Next);
                }
                state.room = state.room.saturating_sub(2);
                return write(state, operands[1], Type::Any);
            }
            O::Fadd | O::Fsub | O::Fmul | O::Fdiv | O::Fnegate => {
                self.stack_is_seen(state);
                self.branch(state, operands[0])?;
            }
            O::Badmatch | O::CaseEnd | O::IfEnd | O::Badrecord | O::TryCaseEnd | O::Raise => {
                self.stack_is_seen(state);
                return Ok(Then::Elsewhere);
            }
            _ if is_bits(op) => return self.bits(state, op, operands),
            _ => return self.control(state, instruction),
        }
        Ok(Then::Next)
    }

    /// Calls, frames, catches and messages.
    fn control(&mut self, state: &mut State, instruction: Instruction) -> Result<Then, Wrong> {
        use Opcode as O;
        let op = instruction.op;
        let operands = self.code.operands(instruction);
        match op {
            O::Call | O::CallOnly | O::CallLast => {
                let arity = number(operands[0]);
                let Some(function) = self
                    .function_of(operands[1])
                    .filter(|index| self.code.functions[*index].arity == arity)
                else {
                    return Err("a call with another number of arguments");
                };
                let then = self.call(state, op == O::Call, operands.get(2), arity)?;
                Ok(if self.returns[function] { then } else { Then::Elsewhere })
            }
            O::CallExt | O::CallExtOnly | O::CallExtLast => {
                let kind = self.kind(operands[1]);
                let arity = self.tables.imports[number(operands[1]) as usize].arity;
                // Compilers give such a call any frame.
                if kind == Kind::Endless {
                    state.arguments(arity)?;
                    self.stack_is_seen(state);
                    return Ok(Then::Elsewhere);
                }
                let then = self.call(state, op == O::CallExt, operands.get(2), arity)?;
                if kind == Kind::Fresh && then == Then::Next {
                    state.set_x(0, Type::Fresh);
                }
                Ok(then)
            }
            O::CallFun => self.call(state, true, None, number(operands[0]).saturating_add(1)),
            O::CallFun2 => self.call(state, true, None, number(operands[1])),
            O::Apply => self.call(state, true, None, number(operands[0]).saturating_add(2)),
            O::ApplyLast => self.call(state, false, operands.get(1), number(operands[0]).saturating_add(2)),
            O::Return => {
                state.has_no_frame()?;
                state.arguments(1)?;
                Ok(Then::Elsewhere)
            }
            O::Allocate | O::AllocateHeap => {
                state.has_no_frame()?;
                let (words, live) = (number(operands[0]), number(operands[operands.len() - 1]));
                self.collect(state, live)?;
                state.y = Some(vec![Type::Unset; words as usize]);
                state.room = if op == O::AllocateHeap { heap(operands[1]) } else { 0 };
                state.made = self.at as u32;
                Ok(Then::Next)
            }
            O::Deallocate => {
                state.has_frame(number(operands[0]))?;
                state.y = None;
                Ok(Then::Next)
            }
            O::Trim => {
                let (gone, left) = (number(operands[0]), number(operands[1]));
                state.has_frame(gone.saturating_add(left))?;
                if state.catches(u32::MAX) {
                    return Err("the frame shrinks within a catch");
                }
                if let Some(frame) = &mut state.y {
                    frame.drain(..gone as usize);
                }
                Ok(Then::Next)
            }
            O::InitYregs => {
                for register in list(self.code, operands[0]) {
                    write(state, *register, Type::Any)?;
                }
                Ok(Then::Next)
            }
            O::TestHeap => {
                self.collect(state, number(operands[1]))?;
                state.room = heap(operands[0]);
                Ok(Then::Next)
            }
            O::Catch | O::Try => self.catch(state, operands),
            O::CatchEnd | O::TryEnd | O::TryCase => {
                let Operand::Y(register) = operands[0] else {
                    return Err("a catch in no y register");
                };
                if !matches!(state.y(register)?, Type::Catch | Type::Opaque) {
                    return Err("the end of a catch that has not begun");
                }
                state.set_y(register, Type::Any)?;
                match op {
                    O::CatchEnd => {
                        state.arguments(1)?;
                        self.after_call(state)?;
                    }
                    O::TryCase => {
                        (1..4).try_for_each(|register| state.read_x(register).map(|_| ()))?;
                        state.set_registers(3);
                    }
                    _ => {}
                }
                Ok(Then::Next)
            }
            O::Send => {
                state.arguments(2)?;
                self.after_call(state)?;
                Ok(Then::Next)
            }
            O::RawRaise => {
                state.arguments(3)?;
                self.stack_is_seen(state);
                // A compiler may let the handler follow, which wants what an exception has in registers.
                state.set_registers(4);
                Ok(Then::Next)
            }
            O::BuildStacktrace => {
                state.arguments(1)?;
                self.after_call(state)?;
                Ok(Then::Next)
            }
            O::LoopRec => {
                self.branch(state, operands[0])?;
                write(state, operands[1], Type::Any)
            }
            O::LoopRecEnd => self.leave_by(state, operands),
            O::Wait | O::WaitTimeout => {
                self.after_call(state)?;
                state.x.clear();
                self.branch(state, operands[0])?;
                Ok(if op == O::Wait { Then::Elsewhere } else { Then::Next })
            }
            O::RecvMarkerReserve => write(state, operands[0], Type::Any),
            // Tests, and what reads registers and does nothing else to them.
            _ => {
                if let Some(label @ Operand::Label(_)) = operands.first() {
                    self.branch(state, *label)?;
                }
                let letters = || op.signature().iter().zip(operands);
                for (_, live) in letters().filter(|(letter, _)| **letter == b'V') {
                    self.collect(state, number(*live))?;
                }
                for (letter, operand) in letters() {
                    match letter {
                        b'D' => {
                            write(state, *operand, Type::Any)?;
                        }
                        b'e' => {
                            for pair in list(self.code, *operand).chunks_exact(2) {
                                write(state, pair[1], Type::Any)?;
                            }
                        }
                        _ => {}
                    }
                }
                Ok(Then::Next)
            }
        }
    }

    /// A call that returns here needs a frame; one that does not gives up the frame of so many words, or there is none.
    fn call(&mut self, state: &mut State, returns: bool, frame: Option<&Operand>, arity: u32) -> Result<Then, Wrong> {
        state.arguments(arity)?;
        self.stack_is_seen(state);
        if !returns {
            match frame {
                Some(words) => state.has_frame(number(*words))?,
                None => state.has_no_frame()?,
            }
            return Ok(Then::Elsewhere);
        }
        if state.y.is_none() || state.mixed {
            return Err("a call without a frame");
        }
        self.after_call(state)?;
        Ok(Then::Next)
    }

    /// Somebody may look through the stack. What nothing was put into has to be something from the beginning.
    fn stack_is_seen(&mut self, state: &mut State) {
        if state.has_unset() {
            self.unproven.push(state.made);
            state.set_all();
        }
    }

    /// There may be a collection, which looks at so many X registers, and at the stack.
    fn collect(&mut self, state: &mut State, live: u32) -> Result<(), Wrong> {
        self.stack_is_seen(state);
        state.collect(live)
    }

    /// Whether a label is a handler, which wants what an exception has in registers, and they do not hold it.
    fn lacks_exception(&self, state: &State, label: Operand) -> bool {
        let Operand::Label(label) = label else { return false };
        let is_handler = self.first_at(label).is_some_and(|first| first.op == Opcode::TryCase);
        is_handler && (1..4).any(|register| state.read_x(register).is_err())
    }

    /// Only the stack and the first X register hold terms.
    fn after_call(&mut self, state: &mut State) -> Result<(), Wrong> {
        self.collect(state, 0)?;
        state.set_x(0, Type::Any);
        Ok(())
    }

    /// Another way on, if there is a label.
    fn branch(&mut self, state: &mut State, label: Operand) -> Result<(), Wrong> {
        match label {
            Operand::Label(label @ 1..) => self.come_to(label, state),
            _ => {
                self.stack_is_seen(state);
                Ok(())
            }
        }
    }

    /// All labels among the operands are ways on, and there is no other.
    fn leave_by(&mut self, state: &State, operands: &[Operand]) -> Result<Then, Wrong> {
        for operand in operands {
            match *operand {
                Operand::Label(label @ 1..) => self.come_to(label, state)?,
                Operand::List { first, len } => {
                    for element in self.code.list(first, len) {
                        if let Operand::Label(label @ 1..) = *element {
                            self.come_to(label, state)?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(Then::Elsewhere)
    }

    fn select_arity(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        self.branch(state, operands[1])?;
        for pair in list(self.code, operands[2]).chunks_exact(2) {
            retype(state, operands[0], Type::Exact(number(pair[0])))?;
            self.branch(state, pair[1])?;
        }
        Ok(Then::Elsewhere)
    }

    /// Some values may have been fetched when one is not found.
    fn map_elements(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        let pairs = list(self.code, operands[2]);
        let mut failed = state.clone();
        for pair in pairs.chunks_exact(2) {
            overwrite(&mut failed, pair[1])?;
        }
        self.branch(&mut failed, operands[0])?;
        for pair in pairs.chunks_exact(2) {
            write(state, pair[1], Type::Any)?;
        }
        Ok(Then::Next)
    }

    fn update_record(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        let size = number(operands[1]);
        let updates = list(self.code, operands[4]);
        if updates.chunks_exact(2).any(|update| number(update[0]) > size) {
            return Err("an element beyond the record");
        }
        if known(state, operands[2])? != Type::Exact(size) {
            self.look();
        }
        state.room = state.room.saturating_sub(size.saturating_add(1));
        write(state, operands[3], Type::Exact(size))
    }

    /// The label where an exception goes on begins with the end of the catch.
    fn catch(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        let [Operand::Y(register), Operand::Label(label)] = *operands else {
            return Err("a catch in no y register");
        };
        state.y(register)?;
        if state.catches(register + 1) {
            return Err("a catch within another that would be found first");
        }
        let ends = self.first_at(label).is_some_and(|first| {
            matches!(first.op, Opcode::CatchEnd | Opcode::TryCase) && self.code.operands(first)[0] == operands[0]
        });
        if !ends {
            return Err("a catch whose label does not end it");
        }
        state.set_y(register, Type::Catch)?;
        let mut caught = state.clone();
        for known in caught.y.iter_mut().flatten() {
            if !matches!(known, Type::Unset | Type::Opaque | Type::Catch) {
                *known = Type::Any;
            }
        }
        caught.x = vec![Type::Any; 4];
        caught.room = 0;
        self.come_to(label, &caught)?;
        Ok(Then::Next)
    }

    fn test_function(&mut self, state: &mut State, op: Opcode, operands: &[Operand]) -> Result<Then, Wrong> {
        let import = operands[usize::from(op != Opcode::Bif0)];
        if self.kind(import) != Kind::Test {
            return Err("a function that may not stand here");
        }
        match op {
            Opcode::Bif0 => self.stack_is_seen(state),
            _ => self.branch(state, operands[0])?,
        }
        write(state, operands[operands.len() - 1], Type::Any)
    }

    fn built_in(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        if !matches!(self.kind(operands[2]), Kind::Builder | Kind::Test) {
            return Err("a function that may not stand here");
        }
        state.room = 0;
        self.branch(state, operands[0])?;
        self.collect(state, number(operands[1]))?;
        write(state, operands[operands.len() - 1], Type::Any)
    }

    /// Bit syntax: what matches needs a context, and somewhere to go on.
    fn bits(&mut self, state: &mut State, op: Opcode, operands: &[Operand]) -> Result<Then, Wrong> {
        use Opcode as O;
        match op {
            O::BsCreateBin => {
                state.room = 0;
                self.branch(state, operands[0])?;
                if number(operands[2]) != UNKNOWN_LIVE {
                    self.collect(state, number(operands[2]))?;
                }
                state.room = heap(operands[1]);
                return write(state, operands[4], Type::Any);
            }
            O::BsInitWritable => {
                state.arguments(1)?;
                self.after_call(state)?;
                return Ok(Then::Next);
            }
            O::BsStartMatch3 | O::BsStartMatch4 => {
                let live = if op == O::BsStartMatch3 { 2 } else { 1 };
                self.collect(state, number(operands[live]))?;
                self.branch(state, operands[0])?;
                return write(state, operands[3], Type::Match);
            }
            _ => {}
        }
        let context = if matches!(operands[0], Operand::Label(_)) {
            operands[1]
        } else {
            operands[0]
        };
        if known(state, context)? != Type::Match {
            self.look();
            write(state, context, Type::Match)?;
        }
        if operands[0] == Operand::Label(0) {
            return Err("nowhere to go on when nothing matches");
        }
        match op {
            O::BsGetPosition => return write(state, operands[1], Type::Any),
            O::BsGetTail => {
                self.collect(state, number(operands[2]))?;
                return write(state, operands[1], Type::Any);
            }
            O::BsSetPosition => return Ok(Then::Next),
            O::BsMatch => return self.commands(state, operands),
            O::BsGetInteger2 | O::BsGetFloat2 => {
                state.room = 0;
                self.branch(state, operands[0])?;
                self.collect(state, number(operands[2]))?;
                return write(state, operands[6], Type::Any);
            }
            O::BsGetBinary2 => {
                self.collect(state, number(operands[2]))?;
                self.branch(state, operands[0])?;
                return write(state, operands[6], Type::Any);
            }
            O::BsGetUtf8 | O::BsGetUtf16 | O::BsGetUtf32 => {
                self.branch(state, operands[0])?;
                return write(state, operands[4], Type::Any);
            }
            _ => {}
        }
        self.branch(state, operands[0])?;
        Ok(Then::Next)
    }

    /// The commands of `bs_match`. Those whose bits are known to be there do not fail.
    fn commands(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        let mut rest = list(self.code, operands[2]);
        let mut left = 0;
        while let [Operand::Atom(name), command @ ..] = rest {
            known(state, operands[1])?;
            let bits = |size: Operand| u64::from(number(size));
            let name = self.tables.atoms[*name as usize].as_str();
            let (taken, wanted) = match name {
                "ensure_at_least" => (2, None),
                "ensure_exactly" => (1, None),
                "skip" => (1, Some(bits(command[0]))),
                "get_tail" => (3, Some(0)),
                "=:=" => (3, Some(bits(command[1]))),
                _ => (5, Some(bits(command[2]) * bits(command[3]))),
            };
            state.room = 0;
            if name == "=:=" || wanted.is_none_or(|wanted| wanted > left) {
                self.branch(state, operands[0])?;
            }
            if matches!(name, "get_tail" | "integer" | "binary") {
                self.collect(state, number(command[0]))?;
            }
            match wanted {
                None => left = bits(command[0]),
                Some(wanted) if wanted > left => {
                    left = 0;
                    self.branch(state, operands[0])?;
                }
                Some(wanted) => left -= wanted,
            }
            match name {
                "get_tail" => write(state, command[2], Type::Any)?,
                "integer" | "binary" => write(state, command[4], Type::Any)?,
                _ => Then::Next,
            };
            rest = &command[taken..];
        }
        Ok(Then::Next)
    }
}

/// Whether it is one of bit syntax.
fn is_bits(op: Opcode) -> bool {
    use Opcode as O;
    let number = op as u8;
    (O::BsGetInteger2 as u8..=O::BsTestTail2 as u8).contains(&number)
        || (O::BsTestUnit as u8..=O::BsInitWritable as u8).contains(&number)
        || (O::BsGetUtf8 as u8..=O::BsSkipUtf32 as u8).contains(&number)
        || (O::BsGetTail as u8..=O::BsSetPosition as u8).contains(&number)
        || matches!(op, O::BsStartMatch4 | O::BsCreateBin | O::BsMatch)
}

/// All registers that an instruction reads hold terms; its frame has the others.
fn read_all(state: &State, op: Opcode, operands: &[Operand], code: &Code) -> Result<(), Wrong> {
    for (letter, operand) in op.signature().iter().zip(operands) {
        match letter {
            b'S' | b'R' | b'g' | b'z' => {
                known(state, *operand)?;
            }
            b's' | b'm' => list(code, *operand)
                .iter()
                .try_for_each(|part| known(state, *part).map(|_| ()))?,
            b'd' => list(code, *operand)
                .iter()
                .step_by(2)
                .try_for_each(|key| known(state, *key).map(|_| ()))?,
            b'r' | b'w' => list(code, *operand)
                .iter()
                .skip(1)
                .step_by(2)
                .try_for_each(|value| known(state, *value).map(|_| ()))?,
            b'c' => list(code, *operand)
                .chunks_exact(6)
                .flat_map(|segment| &segment[4..])
                .try_for_each(|part| known(state, *part).map(|_| ()))?,
            _ => {}
        }
    }
    Ok(())
}

/// What is known of what is read.
fn known(state: &State, operand: Operand) -> Result<Type, Wrong> {
    match operand {
        Operand::X(register) => state.read_x(register),
        Operand::Y(register) => state.read_y(register),
        _ => Ok(Type::Any),
    }
}

fn write(state: &mut State, operand: Operand, to: Type) -> Result<Then, Wrong> {
    match operand {
        Operand::X(register) => state.set_x(register, to),
        Operand::Y(register) => state.set_y(register, to)?,
        _ => {}
    }
    Ok(Then::Next)
}

/// A test has told what a register holds.
fn retype(state: &mut State, operand: Operand, to: Type) -> Result<Then, Wrong> {
    write(state, operand, to)
}

/// Something may have been written there.
fn overwrite(state: &mut State, operand: Operand) -> Result<(), Wrong> {
    let before = match operand {
        Operand::X(register) => state.x(register),
        Operand::Y(register) => state.y(register)?,
        _ => return Ok(()),
    };
    let after = match before {
        Type::Unset => return Ok(()),
        Type::Catch | Type::Opaque => Type::Opaque,
        _ => Type::Any,
    };
    write(state, operand, after).map(|_| ())
}

fn is_tuple(known: Type, at_least: u32) -> bool {
    match known {
        Type::Tuple(elements) | Type::Exact(elements) => elements >= at_least,
        Type::Fresh => at_least == 0,
        _ => false,
    }
}

/// A plain number; those that are checked to be small elsewhere are.
fn number(operand: Operand) -> u32 {
    match operand {
        Operand::Unsigned(number) => u32::try_from(number).unwrap_or(u32::MAX),
        Operand::Integer(number) => u32::try_from(number).unwrap_or(u32::MAX),
        _ => 0,
    }
}

/// Words of heap that are promised.
fn heap(operand: Operand) -> u32 {
    match operand {
        Operand::Allocation { words, floats, funs } => words
            .saturating_add(floats.saturating_mul(2))
            .saturating_add(funs.saturating_mul(3)),
        other => number(other),
    }
}

fn list(code: &Code, operand: Operand) -> &[Operand] {
    match operand {
        Operand::List { first, len } => code.list(first, len),
        _ => &[],
    }
}
