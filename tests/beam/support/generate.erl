%% Random modules: well-typed expressions and bit syntax, from a seed; the same seed gives the same module.
-module(generate).
-export([main/1]).

%% Write the modules random_FROM.erl, and so many in all, into a directory.
main([Directory, From, Count]) ->
    First = list_to_integer(From),
    [module(Directory, Seed) || Seed <- lists:seq(First, First + list_to_integer(Count) - 1)].

-define(CHECKS, 40).

module(Directory, Seed) ->
    rand:seed(exsss, Seed),
    put(names, 0),
    Name = ["random_", integer_to_list(Seed)],
    Checks = [["t", integer_to_list(N), "() ->\n    ", body(N), ".\n\n"] || N <- lists:seq(1, ?CHECKS)],
    Runs = lists:join(",\n", [["    check:run(\"t", integer_to_list(N), "\", fun t", integer_to_list(N), "/0)"] || N <- lists:seq(1, ?CHECKS)]),
    Text = fun(Options) ->
        ["-module(", Name, ").\n-export([main/0]).\n-compile([", lists:join(", ", Options), "]).\n-record(pair, {left = 1, right = none, rest = []}).\n\nmain() ->\n", Runs, ".\n\n", Checks]
    end,
    File = filename:join(Directory, [Name, ".erl"]),
    Options = options(),
    ok = file:write_file(File, Text(Options)),
    case Options =:= [] orelse loads(File) of
        true -> ok;
        false -> ok = file:write_file(File, Text([]))
    end.

%% Whether OTP itself compiles and loads a module: with rare options it does not always.
loads(File) ->
    logger:set_primary_config(level, none),
    case catch compile:file(File, [binary, return]) of
        {ok, Module, Code, _} -> code:load_binary(Module, File, Code) =:= {module, Module} andalso code:delete(Module);
        _ -> false
    end.

%% A third of the modules is compiled as nobody does, so that instructions run that optimisations usually take away.
options() ->
    case chance(67) of
        true -> [];
        false -> [O || O <- all_options(), chance(20)] ++ [pick(releases()) || chance(40)]
    end.

%% Those that OTP's compiler itself survives, in whatever company.
all_options() ->
    ["no_copt", "no_bool_opt", "no_ssa_opt", "no_type_opt", "no_bsm_opt", "no_recv_opt", "no_share_opt", "no_fun_opt", "no_module_opt",
     "no_stack_trimming", "no_ssa_opt_float", "no_ssa_opt_tail_phis", "no_ssa_opt_record", "no_ssa_opt_sink", "no_ssa_opt_ranges", "no_ssa_opt_bs_puts",
     "inline", "inline_list_funcs", "{inline_size, 60}"].

releases() -> ["r22", "r23", "r24", "r25"].

%% Every third check is of bit syntax, the others of everything.
body(N) when N rem 3 =:= 0 -> bits_case(3, []);
body(_) -> expr(type(2), 5, []).

%% ---- choices ----

pick(List) -> lists:nth(rand:uniform(length(List)), List).
chance(Percent) -> rand:uniform(100) =< Percent.
small(N) -> rand:uniform(N + 1) - 1.

name() ->
    N = get(names) + 1,
    put(names, N),
    ["V", integer_to_list(N)].

int_text(I) -> integer_to_list(I).

%% A literal, half of the time hidden from the compiler.
literal(Text) -> case chance(50) of true -> Text; false -> ["check:id(", Text, ")"] end.

type(0) -> pick([int, int, float, bool, atom, bin]);
type(D) -> pick([int, int, int, float, bool, atom, bin, bin, map, {list, type(D - 1)}, {tuple, [type(D - 1) || _ <- lists:seq(1, small(3))]}, {function, type(D - 1), type(D - 1)}]).

variables(Type, Env) -> [V || {V, T} <- Env, T =:= Type].

%% ---- expressions ----

expr(Type, D, Env) ->
    case variables(Type, Env) of
        [_ | _] = Vs when D =< 1 -> pick(Vs);
        [_ | _] = Vs -> case chance(25) of true -> pick(Vs); false -> compound(Type, D, Env) end;
        [] when D =< 0 -> value(Type);
        [] -> compound(Type, D, Env)
    end.

compound(Type, D, Env) when D =< 0 -> _ = Env, value(Type);
compound(Type, D, Env) ->
    case rand:uniform(26) of
        21 -> receive_expr(Type, D - 2, Env);
        22 -> nested_try(Type, D - 2, Env);
        23 -> record_expr(Type, D - 2, Env);
        24 -> string_case(Type, D - 2, Env);
        25 -> ["element(2, {", int_text(small(9)), ", ", expr(Type, D - 1, Env), ", catch ", expr(type(1), D - 1, Env), "})"];
        1 -> let_expr(Type, D - 1, Env);
        2 -> case_expr(Type, D - 1, Env);
        3 -> if_expr(Type, D - 1, Env);
        4 -> try_expr(Type, D - 1, Env);
        5 -> call_fun(Type, D - 1, Env);
        6 -> ["element(", int_text(1 + small(1)), ", {", expr(Type, D - 1, Env), ", ", expr(Type, D - 1, Env), "})"];
        7 -> ["hd([", expr(Type, D - 1, Env), " | ", expr({list, Type}, D - 1, Env), "])"];
        8 -> ["maps:get(k, #{k => ", expr(Type, D - 1, Env), "})"];
        _ -> typed(Type, D - 1, Env)
    end.

let_expr(Type, D, Env) ->
    T = type(1), V = name(), Value = expr(T, D, Env),
    ["begin ", V, " = ", Value, ", ", expr(Type, D, [{V, T} | Env]), " end"].

case_expr(Type, D, Env) ->
    Of = type(1), Subject = expr(Of, D, Env),
    Clauses = [clause(Of, Type, D, Env) || _ <- lists:seq(1, small(2))],
    ["case ", Subject, " of ", [[C, "; "] || C <- Clauses], last_clause(Of, Type, D, Env), " end"].

clause(Of, Type, D, Env) ->
    {Pattern, New} = pattern(Of, 2),
    Env2 = New ++ Env,
    [Pattern, case chance(40) of true -> [" when ", guard(2, Env2)]; false -> "" end, " -> ", expr(Type, D, Env2)].

%% Sometimes nothing matches.
last_clause(Of, Type, D, Env) -> case chance(90) of true -> V = name(), [V, " -> ", expr(Type, D, [{V, Of} | Env])]; false -> clause(Of, Type, D, Env) end.

if_expr(Type, D, Env) -> ["if ", guard(3, Env), " -> ", expr(Type, D, Env), "; true -> ", expr(Type, D, Env), " end"].

try_expr(Type, D, Env) ->
    C = name(), R = name(),
    Thrown = case chance(50) of true -> expr(Type, D, Env); false -> [pick(["throw", "error", "exit"]), "(", expr(type(1), D, Env), ")"] end,
    Caught = case chance(50) of true -> [C, ":", R, " -> _ = {", C, ", ", R, "}, ", expr(Type, D, Env)]; false -> ["throw:_ -> ", expr(Type, D, Env), "; error:", R, " when is_atom(", R, ") -> ", expr(Type, D, [{R, atom} | Env])] end,
    After = case chance(25) of true -> [" after put(after_ran, true)"]; false -> "" end,
    ["try ", Thrown, " catch ", Caught, After, " end"].

%% A message to oneself, that is taken out of others, or a time that runs out.
receive_expr(Type, D, Env) ->
    T = type(1), V = name(), Left = name(),
    Wanted = pick(["wanted", "{wanted, x}"]),
    Guard = case chance(30) of true -> [" when ", guard(1, [{V, T} | Env])]; false -> "" end,
    ["begin self() ! {other, 1}, self() ! {", Wanted, ", ", expr(T, D, Env), "}, receive {", Wanted, ", ", V, "}", Guard, " -> ", expr(Type, D, [{V, T} | Env]),
     " after ", pick(["0", "1", "check:id(0)"]), " -> ", Left, " = check:flush(), length(", Left, "), ", expr(Type, D, Env), " end end"].

%% A try in a try, of which the inner one may raise again what it caught, with or without its stack.
nested_try(Type, D, Env) ->
    C = name(), R = name(), S = name(), Outer = name(),
    Again = pick([["erlang:raise(", C, ", ", R, ", ", S, ")"], [C, "(", R, ")"], ["error({", C, ", ", R, ", is_list(", S, ")})"], expr(Type, D, Env)]),
    Again2 = case Again of [C | _] -> ["exit(", R, ")"]; _ -> Again end,
    ["try try ", expr(Type, D, Env), " of ", name(), " when ", guard(1, Env), " -> ", expr(Type, D, Env), " catch ", C, ":", R, ":", S, " -> _ = {", C, ", ", R, ", ", S, "}, ", Again2,
     " after ", expr(type(0), D - 1, Env), " end of ", Outer, " -> _ = ", Outer, ", ", expr(Type, D, Env), " catch error:", Outer, " -> _ = ", Outer, ", ", expr(Type, D, Env),
     "; _:{", name(), ", _} -> ", expr(Type, D, Env), pick(["", [" after ", expr(type(0), D - 1, Env)]]), " end"].

%% Not of functions: a field may have another value.
record_expr({function, _, _} = Type, D, Env) ->
    let_expr(Type, D, Env);
record_expr(Type, D, Env) ->
    V = name(), X = name(),
    Made = ["#pair{", pick(["right", "left"]), " = ", expr(Type, D, Env), pick(["", ", rest = []", ", _ = 0"]), "}"],
    case rand:uniform(3) of
        1 -> ["begin ", V, " = ", Made, ", #pair{left = ", X, "} = ", V, "#pair{left = ", expr(Type, D, Env), "}, _ = ", X, ", ", expr(Type, D, [{X, Type} | Env]), " end"];
        2 -> ["(", Made, ")#pair.", pick(["left", "right"])];
        3 -> ["case ", Made, " of ", V, " when is_record(", V, ", pair), ", V, "#pair.left =:= ", pick(["1", "none", "0"]), " -> ", expr(Type, D, Env), "; #pair{right = ", X, "} when ", guard(1, [{X, any} | Env]), " -> ", expr(Type, D, Env), "; _ -> ", expr(Type, D, Env), " end"]
    end.

%% Patterns that begin with text.
string_case(Type, D, Env) ->
    R = name(), Q = name(),
    ["case ", expr({list, int}, D, Env), " of \"text\" ++ ", R, " -> ", expr(Type, D, [{R, {list, int}} | Env]), "; [", Q, ", ", Q, " | _] -> ", expr(Type, D, [{Q, int} | Env]), "; _ -> ", expr(Type, D, Env), " end"].

call_fun(Type, D, Env) ->
    T = type(1),
    ["(", expr({function, T, Type}, D, Env), ")(", expr(T, D, Env), ")"].

%% ---- each type ----

typed(int, D, Env) ->
    case rand:uniform(14) of
        1 -> ["(", expr(int, D, Env), " ", pick(["+", "-", "*"]), " ", expr(int, D, Env), ")"];
        2 -> ["(", expr(int, D, Env), " ", pick(["div", "rem"]), " ", expr(int, D, Env), ")"];
        3 -> ["(", expr(int, D, Env), " ", pick(["band", "bor", "bxor"]), " ", expr(int, D, Env), ")"];
        4 -> ["(", expr(int, D, Env), " ", pick(["bsl", "bsr"]), " (", expr(int, D, Env), " band 127))"];
        5 -> ["(", pick(["- ", "bnot "]), expr(int, D, Env), ")"];
        6 -> ["length(", expr({list, type(1)}, D, Env), ")"];
        7 -> [pick(["byte_size", "bit_size", "erlang:crc32"]), "(", expr(bin, D, Env), ")"];
        8 -> [pick(["trunc", "round", "floor", "ceil"]), "(", expr(float, D, Env), ")"];
        9 -> ["lists:sum(", expr({list, int}, D, Env), ")"];
        10 -> X = name(), A = name(), ["lists:foldl(fun(", X, ", ", A, ") -> ", expr(int, D - 1, [{X, int}, {A, int} | Env]), " end, ", expr(int, D, Env), ", ", expr({list, int}, D, Env), ")"];
        11 -> ["erlang:phash2(", expr(type(2), D, Env), ")"];
        12 -> ["map_size(", expr(map, D, Env), ")"];
        13 -> [pick(["abs", "check:id"]), "(", expr(int, D, Env), ")"];
        14 -> ["binary_to_integer(integer_to_binary(", expr(int, D, Env), ", ", int_text(2 + small(34)), "), 36)"]
    end;
typed(float, D, Env) ->
    case rand:uniform(5) of
        1 -> ["(", expr(float, D, Env), " ", pick(["+", "-", "*"]), " ", expr(pick([int, float]), D, Env), ")"];
        2 -> ["(", expr(pick([int, float]), D, Env), " / ", expr(pick([int, float]), D, Env), ")"];
        3 -> ["float(", expr(int, D, Env), ")"];
        4 -> ["(- ", expr(float, D, Env), ")"];
        5 -> ["binary_to_float(float_to_binary(", expr(float, D, Env), "))"]
    end;
typed(bool, D, Env) ->
    case rand:uniform(6) of
        1 -> T = type(1), ["(", expr(T, D, Env), " ", comparison(), " ", expr(T, D, Env), ")"];
        2 -> ["(", expr(type(1), D, Env), " ", comparison(), " ", expr(type(1), D, Env), ")"];
        3 -> ["(", expr(bool, D, Env), " ", pick(["and", "or", "xor", "andalso", "orelse"]), " ", expr(bool, D, Env), ")"];
        4 -> ["(not ", expr(bool, D, Env), ")"];
        5 -> [pick(["is_atom", "is_integer", "is_list", "is_tuple", "is_map", "is_binary", "is_float", "is_function", "is_boolean", "is_number", "is_bitstring"]), "(", expr(type(1), D, Env), ")"];
        6 -> T = type(0), ["lists:member(", expr(T, D, Env), ", ", expr({list, T}, D, Env), ")"]
    end;
typed(atom, D, Env) -> pick([["element(1, {", expr(atom, D, Env), "})"], ["list_to_atom(atom_to_list(", expr(atom, D, Env), "))"]]);
typed(bin, D, Env) ->
    case rand:uniform(9) of
        8 -> A = name(), B = name(), ["<< <<", construct(D - 1, [{A, int}, {B, int} | Env]), ">> || ", A, " <- ", expr({list, int}, D, Env), ", <<", B, ":", int_text(1 + small(15)), "/", endian(), ">> <= ", expr(bin, D - 1, Env), ", ", guard(1, [{A, int}, {B, int} | Env]), " >>"];
        9 -> ["binary:part(", expr(bin, D, Env), ", ", int_text(small(4)), ", ", pick(["0", "1", "-1"]), ")"];
        1 -> ["<<", lists:join(", ", [construct(D, Env) || _ <- lists:seq(1, 1 + small(3))]), ">>"];
        2 -> X = name(), ["<< <<", X, ":", int_text(1 + small(20)), ">> || ", X, " <- ", expr({list, int}, D, Env), " >>"];
        3 -> X = name(), ["<< <<(", expr(int, D - 1, [{X, int} | Env]), "):8>> || <<", X, ":", int_text(1 + small(11)), ">> <= ", expr(bin, D, Env), " >>"];
        4 -> ["<<(", expr(bin, D, Env), ")/bits, (", expr(bin, D, Env), ")/bits>>"];
        5 -> ["term_to_binary(", expr(type(1), D, Env), ")"];
        6 -> ["iolist_to_binary([integer_to_binary(", expr(int, D, Env), "), <<\"-\">>, ", literal("\"text\""), "])"];
        7 -> bits_case(D, Env, bin)
    end;
typed(map, D, Env) ->
    case rand:uniform(6) of
        1 -> ["#{", lists:join(", ", [[expr(type(0), D, Env), " => ", expr(type(1), D, Env)] || _ <- lists:seq(1, small(4))]), "}"];
        2 -> ["(", expr(map, D, Env), ")#{", key(D, Env), " => ", expr(type(1), D, Env), "}"];
        3 -> ["(", expr(map, D, Env), ")#{", key(D, Env), " := ", expr(type(1), D, Env), "}"];
        4 -> ["maps:merge(", expr(map, D, Env), ", ", expr(map, D, Env), ")"];
        5 -> ["maps:remove(", key(D, Env), ", ", expr(map, D, Env), ")"];
        6 -> K = name(), V = name(), ["maps:map(fun(", K, ", ", V, ") -> {", K, ", ", V, "} end, ", expr(map, D, Env), ")"]
    end;
typed({list, T}, D, Env) ->
    L = {list, T},
    case rand:uniform(15) of
        12 -> A = name(), B = name(), TA = type(1), ["[", expr(T, D - 1, [{A, TA}, {B, int} | Env]), " || ", A, " <- ", expr({list, TA}, D, Env), ", ", B, " <- lists:seq(0, ", int_text(small(3)), "), ", guard(2, [{A, TA}, {B, int} | Env]), "]"];
        13 -> A = name(), B = name(), ["[", expr(T, D - 1, [{A, int}, {B, bin} | Env]), " || <<", A, ":", int_text(1 + small(15)), ", ", B, ":", A, "/bits>> <= ", expr(bin, D, Env), "]"];
        14 -> A = name(), B = name(), TA = type(1), {Pattern, New} = pattern(TA, 2), ["[", expr(T, D - 1, New ++ [{A, int} | Env]), " || <<", A, ":", pick(["4", "8", "3/signed", "16/little"]), ">> <= ", expr(bin, D - 1, Env), ", ", Pattern, " <- ", expr({list, TA}, D - 1, [{A, int} | Env]), ", begin ", B, " = ", A, ", ", B, " >= ", int_text(small(7)), " end]"];
        15 -> K = name(), V = name(), ["[", expr(T, D - 1, [{K, any}, {V, any} | Env]), " || {", K, ", ", V, "} <- maps:to_list(", expr(map, D, Env), ")]"];
        1 -> ["[", lists:join(", ", [expr(T, D, Env) || _ <- lists:seq(1, small(4))]), "]"];
        2 -> ["[", expr(T, D, Env), " | ", expr(L, D, Env), "]"];
        3 -> ["(", expr(L, D, Env), " ", pick(["++", "--"]), " ", expr(L, D, Env), ")"];
        4 -> ["lists:", pick(["reverse", "sort", "usort"]), "(", expr(L, D, Env), ")"];
        5 -> T2 = type(1), X = name(), ["[", expr(T, D - 1, [{X, T2} | Env]), " || ", X, " <- ", expr({list, T2}, D, Env), "]"];
        6 -> X = name(), ["[", X, " || ", X, " <- ", expr(L, D, Env), ", ", guard(2, [{X, T} | Env]), "]"];
        7 -> T2 = type(1), ["lists:map(", expr({function, T2, T}, D, Env), ", ", expr({list, T2}, D, Env), ")"];
        8 -> ["tl(", expr(L, D, Env), ")"];
        9 -> ["lists:sublist(", expr(L, D, Env), ", ", int_text(1 + small(3)), ")"];
        10 -> P = name(), {Pattern, New} = pattern(T, 2), ["[", expr(T, D - 1, New ++ Env), " || ", Pattern, " = ", P, " <- ", expr(L, D, Env), ", ", P, " =:= ", P, "]"];
        11 when T =:= int -> pick([["lists:seq(1, ", int_text(small(9)), ")"], ["binary_to_list(", expr(bin, D, Env), ")"]]);
        11 -> ["lists:duplicate(", int_text(small(3)), ", ", expr(T, D, Env), ")"]
    end;
typed({tuple, Ts} = T, D, Env) ->
    case chance(80) orelse Ts =:= [] of
        true -> ["{", lists:join(", ", [expr(X, D, Env) || X <- Ts]), "}"];
        false -> N = rand:uniform(length(Ts)), ["setelement(", int_text(N), ", ", expr(T, D, Env), ", ", expr(lists:nth(N, Ts), D, Env), ")"]
    end;
typed({function, A, R}, D, Env) ->
    case chance(75) of
        true -> X = name(), ["fun(", X, ") -> ", expr(R, D, [{X, A} | Env]), " end"];
        false -> {Pattern, New} = pattern(A, 2), ["fun(", Pattern, ") when ", guard(1, New ++ Env), " -> ", expr(R, D, New ++ Env), "; (_) -> ", expr(R, D, Env), " end"]
    end.

key(D, Env) -> case chance(60) of true -> pick(["k", "a", "1", "1.0"]); false -> expr(type(0), D, Env) end.
comparison() -> pick(["<", "=<", ">", ">=", "==", "/=", "=:=", "=/="]).

%% ---- values ----

value(int) -> literal(int_text(pick([0, 1, 2, 3, 7, -1, -2, 10, 255, 256, -128, 1000, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 63) - 1, 1 bsl 63, (1 bsl 64) - 1, 1 bsl 64, -(1 bsl 64), 123456789012345678901234567890])));
value(float) -> literal(pick(["0.0", "1.0", "-1.5", "2.0", "0.1", "1.0e10", "-3.25e-5", "9007199254740992.0", "1.0e300"]));
value(bool) -> literal(pick(["true", "false"]));
value(atom) -> literal(pick(["a", "b", "ok", "error", "undefined", "'an atom'", "true"]));
value(bin) -> literal(pick(["<<>>", "<<\"abc\">>", "<<1,2,3,255>>", "<<5:3>>", "<<0,0,0,0,0,0,0,1,7:7>>", "<<\"a longer binary, of more than sixty-four bytes, so that it is shared by reference\">>"]));
value(map) -> literal(pick(["#{}", "#{a => 1}", "#{k => v, 1 => 2, 1.0 => x}", "#{\"s\" => #{}}"]));
value({list, T}) -> ["[", lists:join(", ", [value(T) || _ <- lists:seq(1, small(3))]), "]"];
value({tuple, Ts}) -> ["{", lists:join(", ", [value(T) || T <- Ts]), "}"];
value({function, A, R}) -> X = name(), ["fun(", X, ") -> _ = ", X, ", ", case A =:= R of true -> X; false -> value(R) end, " end"].

%% ---- patterns and guards ----

pattern(T, D) when D =< 0 -> V = name(), {V, [{V, T}]};
pattern(T, D) ->
    case rand:uniform(4) of
        1 -> V = name(), {V, [{V, T}]};
        2 -> {"_", []};
        _ -> shape(T, D - 1)
    end.

shape(int, _) -> {int_text(pick([0, 1, 2, -1, 255, 1 bsl 64])), []};
shape(float, _) -> {pick(["1.0", "2.0", "-1.5"]), []};
shape(bool, _) -> {pick(["true", "false"]), []};
shape(atom, _) -> {pick(["a", "ok", "'an atom'"]), []};
shape(bin, _) -> A = name(), R = name(), {["<<", A, ":", int_text(1 + small(11)), ", ", R, "/bits>>"], [{A, int}, {R, bin}]};
shape(map, _) -> V = name(), {["#{", pick(["a", "k", "1"]), " := ", V, "}"], [{V, any}]};
shape({list, T}, D) ->
    case chance(30) of
        true -> {"[]", []};
        false -> {H, Hs} = pattern(T, D), {R, Rs} = pattern({list, T}, D), {["[", H, " | ", R, "]"], Hs ++ Rs}
    end;
shape({tuple, Ts}, D) -> Ps = [pattern(T, D) || T <- Ts], {["{", lists:join(", ", [P || {P, _} <- Ps]), "}"], lists:append([N || {_, N} <- Ps])};
shape({function, _, _} = T, _) -> V = name(), {V, [{V, T}]}.

guard(D, Env) ->
    case rand:uniform(6) of
        1 when D > 0 -> ["(", guard(D - 1, Env), " ", pick(["andalso", "orelse", "and", "or"]), " ", guard(D - 1, Env), ")"];
        2 when D > 0 -> ["(not ", guard(D - 1, Env), ")"];
        3 -> [pick(["is_atom", "is_integer", "is_list", "is_float", "is_tuple", "is_binary", "is_map", "is_function"]), "(", operand(Env), ")"];
        4 -> ["(", number(Env, D), " ", comparison(), " ", number(Env, D), ")"];
        _ -> ["(", operand(Env), " ", comparison(), " ", operand(Env), ")"]
    end.

operand([]) -> value(pick([int, float, atom]), plain);
operand(Env) -> case chance(70) of true -> element(1, pick(Env)); false -> value(pick([int, float, atom, bool]), plain) end.

number(Env, D) when D > 0 ->
    case rand:uniform(6) of
        1 -> ["(", number(Env, D - 1), " ", pick(["+", "-", "*", "/", "div", "rem", "band", "bor", "bsr"]), " ", number(Env, D - 1), ")"];
        2 -> [pick(["length", "byte_size", "abs", "tuple_size", "map_size", "hd", "trunc", "bit_size", "size"]), "(", operand(Env), ")"];
        3 -> ["element(1, ", operand(Env), ")"];
        _ -> operand(Env)
    end;
number(Env, _) -> operand(Env).

%% A literal that may stand in a guard.
value(int, plain) -> int_text(pick([0, 1, 2, -1, 10, 1 bsl 64]));
value(float, plain) -> pick(["0.0", "1.0", "-1.5", "9007199254740993.0", "1.8446744073709552e19"]);
value(bool, plain) -> pick(["true", "false"]);
value(atom, plain) -> pick(["a", "ok", "error"]).

%% ---- bit syntax ----

construct(D, Env) ->
    case rand:uniform(8) of
        1 -> ["(", expr(float, D, Env), "):", pick(["64", "32"]), "/float", pick(["", "-little", "-native"])];
        2 -> ["(", expr(bin, D, Env), ")/bits"];
        3 -> ["(abs(", expr(int, D, Env), ") rem 50000)/", pick(["utf8", "utf16", "utf32", "utf16-little"])];
        4 -> "\"lit\"";
        5 -> ["(", expr(int, D, Env), "):(", expr(int, D, Env), " band 31)/", endian()];
        _ -> ["(", expr(int, D, Env), "):", int_text(small(80)), "/", endian()]
    end.

endian() -> pick(["integer", "little", "signed", "signed-little", "native", "unsigned-big", "unit:1-little-signed"]).

bits_case(D, Env) -> bits_case(D, Env, {tuple, [int, bin]}).

%% A binary is built, and taken apart by patterns of other sizes.
bits_case(D, Env, Type) ->
    Clauses = [begin {P, New} = bits_pattern(1 + small(3), []), [P, " -> ", bits_result(Type, New, D, Env), "; "] end || _ <- lists:seq(1, 1 + small(2))],
    ["case <<", lists:join(", ", [construct(D - 1, Env) || _ <- lists:seq(1, 1 + small(3))]), ">> of ", Clauses, "_ -> ", expr(Type, D - 1, Env), " end"].

bits_result({tuple, _}, New, _, _) -> ["{", lists:join(", ", [V || {V, _} <- New]), "}"];
bits_result(Type, New, D, Env) -> expr(Type, D - 1, New ++ Env).

bits_pattern(0, New) ->
    case rand:uniform(3) of
        1 -> {["<<", segments(New), ">>"], plain(New)};
        2 -> R = name(), {["<<", segments(New), [", " || New =/= []], R, "/bits>>"], plain(New) ++ [{R, bin}]};
        3 -> R = name(), {["<<", segments(New), [", " || New =/= []], R, "/binary>>"], plain(New) ++ [{R, bin}]}
    end;
bits_pattern(N, New) -> bits_pattern(N - 1, New ++ [segment(New)]).

segment(Before) ->
    V = name(),
    Sizes = [X || {X, int, _} <- Before],
    case rand:uniform(9) of
        1 -> {V, float, [V, ":", pick(["64", "32"]), "/float"]};
        2 -> {V, int, [V, "/", pick(["utf8", "utf16", "utf32", "utf16-little", "utf32-little"])]};
        3 -> {V, bin, [V, ":", int_text(small(3)), "/binary"]};
        4 -> {V, bin, [V, ":", int_text(small(20)), "/bits"]};
        5 when Sizes =/= [] -> {V, int, [V, ":", pick([pick(Sizes), ["(", pick(Sizes), " div 2)"], ["(", pick(Sizes), " band 63)"]]), "/", endian()]};
        6 when Sizes =/= [] -> {V, bin, [V, ":", pick([pick(Sizes), ["(", pick(Sizes), " band 7)"], ["(", pick(Sizes), " - 3)"], ["(", pick(Sizes), " * 2 rem 9)"]]), "/", pick(["binary", "bits", "binary-unit:3"])]};
        7 -> {"_", none, ["_:", int_text(small(17))]};
        8 -> {"_", none, [int_text(small(15)), ":4"]};
        _ -> {V, int, [V, ":", int_text(small(70)), "/", endian()]}
    end.

segments(Segments) -> lists:join(", ", [Text || {_, _, Text} <- Segments]).
plain(Segments) -> [{V, T} || {V, T, _} <- Segments, T =/= none].
