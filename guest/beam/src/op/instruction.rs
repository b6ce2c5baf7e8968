//! Instruction: the machine's own instruction set, into which a module's code is translated when it is linked.
//!
//! An instruction is a word of 32 bits that says which, and a word for each operand. A register or constant is a byte offset: into the pool, whose first words
//! are the X registers and whose others are constants, or, when its lowest bit is set, from the top of the stack. A label is the distance in bytes from
//! the instruction's first word.

macro_rules! instructions {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Which instruction.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u32)]
        pub(crate) enum Op { $($(#[$doc])* $name,)* }

        impl Op {
            /// How many there are.
            pub(crate) const COUNT: usize = [$(Op::$name),*].len();
        }
    };
}

instructions! {
    /// The end of a function that nobody called: a process's first one.
    NormalExit,
    /// No clause fits: export number, arity.
    FuncInfo,
    Return,
    /// arity, label
    Call,
    CallOnly,
    /// arity, label, words
    CallLast,
    /// arity, slot of the export's entry
    CallExt,
    CallExtOnly,
    /// arity, slot, words
    CallExtLast,
    /// export, arity
    CallBif,
    CallBifOnly,
    /// An export that nobody defines: number.
    Undefined,
    /// Before the entry of a function: its local calls are traced. The arity is the word before.
    Traced,
    /// export, arity: its external calls are traced.
    TracedExport,
    /// What a traced function returns to: see `tracer::Frame`.
    Returned,
    /// arity
    Apply,
    /// arity, fun
    CallFun,
    /// arity, fun, words
    CallFunLast,
    /// words, live
    Allocate,
    /// words, need, live
    AllocateHeap,
    Deallocate,
    Trim,
    /// need, live
    TestHeap,
    /// count, registers
    InitY,
    /// label
    Jump,
    /// source, destination
    Move,
    /// source, destination, source, destination
    MoveTwo,
    Swap,
    /// source: into x0, then return
    MoveReturn,
    /// words
    DeallocateReturn,
    /// label, a, b
    IsLess,
    IsAtLeast,
    IsEqual,
    IsNotEqual,
    IsExactlyEqual,
    IsNotExactlyEqual,
    /// label, a, small word in 32 bits
    IsExactly,
    IsNotExactly,
    IsLessThanSmall,
    IsAtLeastSmall,
    /// label, source
    IsInteger,
    IsFloat,
    IsNumber,
    IsAtom,
    IsPid,
    IsReference,
    IsPort,
    IsNil,
    IsBinary,
    IsBitstring,
    IsList,
    IsNonemptyList,
    IsTuple,
    IsBoolean,
    IsMap,
    IsFunction,
    /// label, source, arity
    IsFunctionOf,
    /// label, source, header
    TestArity,
    /// label, source, header, atom
    IsTaggedTuple,
    /// label, source: a nonempty list, and head, tail
    IsNonemptyGetList,
    /// label, list, words, live, head, tail: a function that takes a list apart and calls itself
    IsNonemptyAllocateGetList,
    /// need, live, head, tail, words: `[Head | Tail]` is what the function returns
    ConsReturn,
    /// source, label, count, (word, label)...
    SelectLinear,
    /// the same, words ascending
    SelectBinary,
    /// the same, words are headers of tuples
    SelectArity,
    /// source, label, first, count, label...
    SelectDense,
    /// y, number of the handler
    Catch,
    CatchEnd,
    TryEnd,
    TryCase,
    TryCaseEnd,
    /// trace, value
    Raise,
    RawRaise,
    BuildStacktrace,
    Badmatch,
    IfEnd,
    CaseEnd,
    Badrecord,
    /// source, head, tail
    GetList,
    GetHead,
    GetTail,
    /// head, tail, destination
    PutList,
    /// source, offset, destination
    GetElement,
    /// element, tuple, offset
    SetElement,
    /// destination, count, elements
    PutTuple,
    /// source, destination, size, tuple words
    UpdateRecord,
    /// tuple of keys, destination, live, count, values...
    NewMap,
    /// label, source, destination, live, count, (key, value)...
    PutMapAssoc,
    PutMapExact,
    /// label, source, count, keys
    HasMapFields,
    /// label, source, count, (key, destination)...
    GetMapElements,
    /// fun, destination, count, free variables
    MakeFun,
    Send,
    /// label, destination
    LoopReceive,
    LoopReceiveEnd,
    RemoveMessage,
    /// label
    Wait,
    /// label, time
    WaitTimeout,
    Timeout,
    /// marker, reference
    MarkerBind,
    MarkerClear,
    MarkerReserve,
    MarkerUse,
    /// export, destination
    Bif0,
    /// label, export, a, destination
    Bif1,
    /// label, export, a, b, destination
    Bif2,
    /// label, export, a, b, c, destination
    Bif3,
    /// label, live, export, a, destination
    GcBif1,
    GcBif2,
    GcBif3,
    /// label, live, export, a, b, destination
    Add,
    Subtract,
    Multiply,
    Quotient,
    Remainder,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    /// label, live, export, a, b, destination, small word in 32 bits (of b)
    AddSmall,
    SubtractSmall,
    /// label, a, destination
    Head,
    Tail,
    TupleSize,
    /// label, index, tuple, destination
    Element,
    SelfPid,
    /// source, float register
    FloatIn,
    /// float register, destination, live
    FloatOut,
    FloatMove,
    FloatConvert,
    /// label, a, b, destination
    FloatAdd,
    FloatSubtract,
    FloatMultiply,
    FloatDivide,
    FloatNegate,
    /// label, source, live, destination
    BitsStart,
    /// context, destination
    BitsPosition,
    /// context, position
    BitsSetPosition,
    /// context, destination, live
    BitsTail,
    /// label, context, destination
    BitsByte,
    /// label, context, live, size, unit, flags, destination
    BitsInteger,
    BitsFloat,
    BitsBinary,
    /// label, context, size, unit
    BitsSkip,
    /// label, context, bits
    BitsTestTail,
    BitsTestUnit,
    /// label, context, bits, unit
    BitsAtLeast,
    /// label, context, bits, value
    BitsValue,
    /// label, context, bits, address of the bytes
    BitsString,
    /// label, context, flags, destination
    BitsUtf8,
    BitsUtf16,
    BitsUtf32,
    /// label, context, flags
    BitsSkipUtf8,
    BitsSkipUtf16,
    BitsSkipUtf32,
    BitsWritable,
    /// label, source
    IsRecord,
    /// label, source, module, name
    IsRecordOf,
    /// label, source, module or none
    IsRecordOpen,
    /// label, source, count, (field, destination)...
    GetRecordElements,
    /// label, source, module and name or `_`, own module, field, destination
    GetRecordField,
    /// definition, destination, live, count, values...
    NewRecord,
    /// label, module and name, destination, live, count, (field, value)...
    MakeRecord,
    /// label, source, destination, live, count, (field, value)...
    ChangeRecord,
    /// label, live, destination, count, (kind and flags, unit, value, size)...
    BitsCreate,
    /// The same of a binary and a byte.
    BitsAppendByte,
    /// source: an error if it is no nonempty list, …
    CheckList,
    /// source, elements: … no tuple of so many or more, …
    CheckTuple,
    /// source, elements: … no tuple of so many, …
    CheckRecord,
    /// source: … no map, …
    CheckMap,
    /// source: … no match context.
    CheckContext,
    /// Forms of others, whose operands are known to be in the pool (P) or on the stack (S).
    MovePp,
    MoveSp,
    MovePs,
    MoveReturnP,
    GetListPpp,
    GetListPsp,
    GetListPss,
    IsNonemptyGetListPpp,
    IsNonemptyAllocateGetListSp,
    ConsReturnSp,
    PutListPpp,
    PutListSpp,
    GetElementPp,
    GetElementPs,
    GetElementSp,
    IsNonemptyListP,
    IsNilP,
    IsTaggedTupleP,
    IsExactlyP,
    IsNotExactlyP,
    IsLessThanSmallP,
    IsAtLeastSmallP,
    AddSmallPp,
    AddSmallSp,
    SubtractSmallPp,
    SubtractSmallSp,
    AddPpp,
    AddSpp,
    AddPsp,
}
