//! Opcode: the generic instructions that the compilers of OTP 25 to 29 emit, with the kinds of their operands.
//!
//! Numbers, names and arities are facts of OTP's `lib/compiler/src/genop.tab`. A row's signature has one letter for each
//! operand; `shape` says what each letter admits.

/// Since when and until when compilers emit an opcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emitted {
    /// The release that introduced it.
    pub since: &'static str,
    /// The last release whose compiler emits it; `None` if the newest still does.
    pub last: Option<u16>,
}

macro_rules! opcodes {
    ($($number:literal $variant:ident $name:literal $signature:literal $since:literal $($last:literal)?;)*) => {
        /// A generic instruction, named as in `genop.tab`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Opcode {
            $(#[doc = concat!("`", $name, "`, operands `", $signature, "`.")] $variant = $number,)*
        }

        impl Opcode {
            /// Every opcode that is loaded, in order of number.
            pub const ALL: &'static [Opcode] = &[$(Opcode::$variant,)*];

            const NAMES: [&'static str; 256] = {
                let mut names = [""; 256];
                $(names[$number] = $name;)*
                names
            };

            const SIGNATURES: [&'static [u8]; 256] = {
                let mut signatures: [&[u8]; 256] = [b""; 256];
                $(signatures[$number] = $signature.as_bytes();)*
                signatures
            };

            const EMITTED: [Emitted; 256] = {
                let mut emitted = [Emitted { since: "", last: None }; 256];
                $(emitted[$number] = Emitted { since: $since, last: last_of(&[$($last)?]) };)*
                emitted
            };
        }
    };
}

const fn last_of(last: &[u16]) -> Option<u16> {
    if last.is_empty() { None } else { Some(last[0]) }
}

const BY_NUMBER: [Option<Opcode>; 256] = {
    let mut table = [None; 256];
    let mut i = 0;
    while i < Opcode::ALL.len() {
        table[Opcode::ALL[i] as usize] = Some(Opcode::ALL[i]);
        i += 1;
    }
    table
};

impl Opcode {
    /// The highest number of one that is loaded.
    pub(super) const HIGHEST: u8 = Self::ALL[Self::ALL.len() - 1] as u8;

    /// The opcode of this number, if it is one that is loaded.
    #[inline]
    pub fn from_number(number: u8) -> Option<Opcode> {
        BY_NUMBER[number as usize]
    }

    /// Its number in the file.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Its name in `genop.tab`.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// How many operands it has.
    #[inline]
    pub fn arity(self) -> usize {
        self.signature().len()
    }

    /// Since when and until when compilers emit it.
    pub fn emitted(self) -> Emitted {
        Self::EMITTED[self as usize]
    }

    /// One letter for each operand's kind.
    #[inline]
    pub(super) const fn signature(self) -> &'static [u8] {
        Self::SIGNATURES[self as usize]
    }
}

opcodes! {
    1 Label "label" "n" "R5";
    2 FuncInfo "func_info" "AAN" "R5";
    3 IntCodeEnd "int_code_end" "" "R5";
    4 Call "call" "NE" "R5";
    5 CallLast "call_last" "NEW" "R5";
    6 CallOnly "call_only" "NE" "R5";
    7 CallExt "call_ext" "NI" "R5";
    8 CallExtLast "call_ext_last" "NIW" "R5";
    9 Bif0 "bif0" "0D" "R5";
    10 Bif1 "bif1" "F1SD" "R5";
    11 Bif2 "bif2" "F2SSD" "R5";
    12 Allocate "allocate" "WV" "R5";
    13 AllocateHeap "allocate_heap" "WHV" "R5";
    16 TestHeap "test_heap" "HV" "R5";
    18 Deallocate "deallocate" "W" "R5";
    19 Return "return" "" "R5";
    20 Send "send" "" "R5";
    21 RemoveMessage "remove_message" "" "R5";
    22 Timeout "timeout" "" "R5";
    23 LoopRec "loop_rec" "LD" "R5";
    24 LoopRecEnd "loop_rec_end" "L" "R5";
    25 Wait "wait" "L" "R5";
    26 WaitTimeout "wait_timeout" "LS" "R5";
    39 IsLt "is_lt" "LSS" "R5";
    40 IsGe "is_ge" "LSS" "R5";
    41 IsEq "is_eq" "LSS" "R5";
    42 IsNe "is_ne" "LSS" "R5";
    43 IsEqExact "is_eq_exact" "LSS" "R5";
    44 IsNeExact "is_ne_exact" "LSS" "R5";
    45 IsInteger "is_integer" "LS" "R5";
    46 IsFloat "is_float" "LS" "R5";
    47 IsNumber "is_number" "LS" "R5";
    48 IsAtom "is_atom" "LS" "R5";
    49 IsPid "is_pid" "LS" "R5";
    50 IsReference "is_reference" "LS" "R5";
    51 IsPort "is_port" "LS" "R5";
    52 IsNil "is_nil" "LS" "R5";
    53 IsBinary "is_binary" "LS" "R5";
    55 IsList "is_list" "LS" "R5";
    56 IsNonemptyList "is_nonempty_list" "LS" "R5";
    57 IsTuple "is_tuple" "LS" "R5";
    58 TestArity "test_arity" "LSu" "R5";
    59 SelectVal "select_val" "SLv" "R5";
    60 SelectTupleArity "select_tuple_arity" "SLt" "R5";
    61 Jump "jump" "L" "R5";
    62 Catch "catch" "YL" "R5";
    63 CatchEnd "catch_end" "Y" "R5";
    64 Move "move" "SD" "R5";
    65 GetList "get_list" "RDD" "R5";
    66 GetTupleElement "get_tuple_element" "RuD" "R5";
    67 SetTupleElement "set_tuple_element" "SRu" "R5" 28;
    69 PutList "put_list" "SSD" "R5";
    72 Badmatch "badmatch" "S" "R5";
    73 IfEnd "if_end" "" "R5";
    74 CaseEnd "case_end" "S" "R5";
    75 CallFun "call_fun" "N" "R5";
    77 IsFunction "is_function" "LS" "R5";
    78 CallExtOnly "call_ext_only" "NI" "R5";
    96 Fmove "fmove" "gG" "R8";
    97 Fconv "fconv" "Sf" "R8";
    98 Fadd "fadd" "Ffff" "R8";
    99 Fsub "fsub" "Ffff" "R8";
    100 Fmul "fmul" "Ffff" "R8";
    101 Fdiv "fdiv" "Ffff" "R8";
    102 Fnegate "fnegate" "Fff" "R8";
    104 Try "try" "YL" "R10B";
    105 TryEnd "try_end" "Y" "R10B";
    106 TryCase "try_case" "Y" "R10B";
    107 TryCaseEnd "try_case_end" "S" "R10B";
    108 Raise "raise" "SS" "R10B";
    112 Apply "apply" "N" "R10B";
    113 ApplyLast "apply_last" "NW" "R10B";
    114 IsBoolean "is_boolean" "LS" "R10B";
    115 IsFunction2 "is_function2" "LSS" "R10B-6";
    117 BsGetInteger2 "bs_get_integer2" "FRVSuuD" "R11B";
    118 BsGetFloat2 "bs_get_float2" "FRVSuuD" "R11B";
    119 BsGetBinary2 "bs_get_binary2" "FRVSuuD" "R11B";
    120 BsSkipBits2 "bs_skip_bits2" "FRSuu" "R11B";
    121 BsTestTail2 "bs_test_tail2" "FRu" "R11B";
    124 GcBif1 "gc_bif1" "FV1SD" "R11B";
    125 GcBif2 "gc_bif2" "FV2SSD" "R11B";
    129 IsBitstr "is_bitstr" "LS" "R11B-5";
    131 BsTestUnit "bs_test_unit" "FRu" "R12B" 28;
    132 BsMatchString "bs_match_string" "FRuu" "R12B";
    133 BsInitWritable "bs_init_writable" "" "R12B";
    136 Trim "trim" "WW" "R12B";
    138 BsGetUtf8 "bs_get_utf8" "FRVuD" "R12B-5";
    139 BsSkipUtf8 "bs_skip_utf8" "FRVu" "R12B-5";
    140 BsGetUtf16 "bs_get_utf16" "FRVuD" "R12B-5";
    141 BsSkipUtf16 "bs_skip_utf16" "FRVu" "R12B-5";
    142 BsGetUtf32 "bs_get_utf32" "FRVuD" "R12B-5";
    143 BsSkipUtf32 "bs_skip_utf32" "FRVu" "R12B-5";
    149 OnLoad "on_load" "" "R13B03";
    152 GcBif3 "gc_bif3" "FV3SSSD" "R14A";
    153 Line "line" "l" "R15A";
    154 PutMapAssoc "put_map_assoc" "FSDVm" "R17";
    155 PutMapExact "put_map_exact" "FSDVm" "R17";
    156 IsMap "is_map" "LS" "R17";
    157 HasMapFields "has_map_fields" "LSs" "R17";
    158 GetMapElements "get_map_elements" "LSd" "R17";
    159 IsTaggedTuple "is_tagged_tuple" "LSuA" "20";
    160 BuildStacktrace "build_stacktrace" "" "21";
    161 RawRaise "raw_raise" "" "21";
    162 GetHd "get_hd" "RD" "21";
    163 GetTl "get_tl" "RD" "21";
    164 PutTuple2 "put_tuple2" "Ds" "22";
    165 BsGetTail "bs_get_tail" "RDV" "22";
    166 BsStartMatch3 "bs_start_match3" "LSVD" "22";
    167 BsGetPosition "bs_get_position" "RDV" "22";
    168 BsSetPosition "bs_set_position" "RR" "22";
    169 Swap "swap" "DD" "23";
    170 BsStartMatch4 "bs_start_match4" "qVSD" "23";
    171 MakeFun3 "make_fun3" "MDs" "24";
    172 InitYregs "init_yregs" "y" "24";
    173 RecvMarkerBind "recv_marker_bind" "RR" "24";
    174 RecvMarkerClear "recv_marker_clear" "R" "24";
    175 RecvMarkerReserve "recv_marker_reserve" "D" "24";
    176 RecvMarkerUse "recv_marker_use" "R" "24";
    177 BsCreateBin "bs_create_bin" "FHVuDc" "25";
    178 CallFun2 "call_fun2" "pNR" "25";
    179 NifStart "nif_start" "" "25";
    180 Badrecord "badrecord" "S" "25";
    181 UpdateRecord "update_record" "AuSDr" "26";
    182 BsMatch "bs_match" "FRk" "26";
    183 ExecutableLine "executable_line" "lu" "27";
    184 DebugLine "debug_line" "AluV" "28";
    185 Bif3 "bif3" "F3SSSD" "29";
    186 IsAnyNativeRecord "is_any_native_record" "LS" "29";
    187 IsNativeRecord "is_native_record" "LSAA" "29";
    188 GetRecordElements "get_record_elements" "LSe" "29";
    189 PutRecord "put_record" "FiSDVw" "29";
    190 IsRecordAccessible "is_record_accessible" "LSA" "29";
    191 GetRecordField "get_record_field" "FSiAD" "29";
}
