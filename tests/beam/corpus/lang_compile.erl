%% compile:forms and load_binary: modules made here, loaded, run, replaced; errors and warnings of the compiler.
-module(lang_compile).
-export([main/0]).
-include("check.hrl").

main() ->
    {M, B} = make("-module(made1). -export([f/1, g/0]). f(X) -> X * 2. g() -> {?MODULE, ?LINE}."),
    ?T(code:load_binary(M, "made1.erl", B)),
    ?T([made1:f(21), made1:g()]),
    ?T(made1:module_info(exports)),
    ?T(made1:nope()),
    ?T(programs()),
    ?T(compile:forms(forms("-module(bad). -export([f/0]). f() -> g().")  , [return])),
    ?T(compile:forms(forms("-module(warn). f() -> 1 + a. g(X) -> ok."), [return]) =/= x),
    ?T(case compile:forms(forms("-module(warn). -export([h/1]). f() -> ok. h(X) -> Y = 1."), [return]) of {ok, warn, Bin, Ws} -> {is_binary(Bin), [{L, lists:flatten(Mo:format_error(D))} || {_, Wl} <- Ws, {L, Mo, D} <- Wl]} end),
    ?T(begin {ok, made2, Core} = compile:forms(forms("-module(made2). -export([f/1]). f([H | T]) -> {H, T}; f(X) when X > 1 -> X."), [to_core]), lists:flatten(core_pp:format(Core)) end),
    ?T(begin {ok, made3, {made3, Ex, _, Code, N}} = compile:forms(forms("-module(made3). -export([f/2]). f(A, B) -> A + B."), ['S']), {Ex, length(Code), N} end),
    ?T(beam_info(B)),
    ?T(many(30)),
    ?T(compile:forms(foo)),
    ?T(compile:noenv_forms(forms("-module(m4). -export([f/0]). f() -> ok."), [binary]) =/= error),
    ?T(big_function(200)).

forms(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    split(Tokens, []).

split([], []) -> [];
split([{dot, _} = D | T], Acc) ->
    {ok, F} = erl_parse:parse_form(lists:reverse([D | Acc])),
    [F | split(T, [])];
split([{'?', L}, {var, L, 'MODULE'} | T], Acc) -> split(T, [{atom, L, module_macro} | Acc]);
split([{'?', L}, {var, L, 'LINE'} | T], Acc) -> split(T, [{integer, L, L} | Acc]);
split([X | T], Acc) -> split(T, [X | Acc]).

make(Text) ->
    {ok, M, B} = compile:forms(forms(Text), [debug_info]),
    {M, B}.

run(Text, F, Args) ->
    {M, B} = make(Text),
    {module, M} = code:load_binary(M, "nofile", B),
    R = try apply(M, F, Args) catch C:E -> {C, E} end,
    code:purge(M), code:delete(M), code:purge(M),
    R.

programs() ->
    [
        run("-module(p). -export([r/1]). r(L) -> [X * X || X <- L, X rem 2 =:= 0].", r, [lists:seq(1, 10)]),
        run("-module(p). -export([r/1]). r(B) -> << <<(X bxor 255)>> || <<X>> <= B >>.", r, [<<1, 2, 3>>]),
        run("-module(p). -export([r/0]). -record(q, {a = 1, b}). r() -> X = #q{b = 2}, X#q{a = 3}.", r, []),
        run("-module(p). -export([r/1]). r(N) -> try g(N) catch throw:T -> {t, T}; error:E -> {e, E} after put(k, N) end. g(1) -> throw(x); g(2) -> error(y); g(_) -> ok.", r, [1]),
        run("-module(p). -export([r/1]). r(N) -> F = fun L(0, A) -> A; L(I, A) -> L(I - 1, A * I) end, F(N, 1).", r, [30]),
        run("-module(p). -export([r/2]). r(M, K) -> case M of #{K := V} -> {v, V}; #{} -> M#{K => new} end.", r, [#{a => 1}, b]),
        run("-module(p). -export([r/1]). r(X) -> S = self(), spawn(fun() -> S ! X + 1 end), receive Y -> Y after 1000 -> none end.", r, [41]),
        run("-module(p). -export([r/1]). r(X) -> if X < 0 -> neg; X == 0 -> zero; is_float(X) -> fl; true -> pos end.", r, [2.0]),
        run("-module(p). -export([r/1]). r(<<L:16, B:L/binary, R/bits>>) -> {B, R}; r(_) -> no.", r, [<<3:16, "abcdef">>]),
        run("-module(p). -export([r/1]). r(X) -> catch X / 0.", r, [1]) =/= x,
        run("-module(p). -export([r/0]). -on_load(l/0). l() -> put(x, 1), ok. r() -> loaded.", r, [])
    ].

beam_info(B) ->
    {ok, {made1, Chunks}} = beam_lib:chunks(B, [exports, imports, attributes, atoms]),
    {lists:keyfind(exports, 1, Chunks), [I || {_, _, _} = I <- proplists:get_value(imports, Chunks)], proplists:get_keys(proplists:get_value(attributes, Chunks)), length(proplists:get_value(atoms, Chunks)), byte_size(element(2, element(2, beam_lib:md5(B)))) =/= x}.

many(N) ->
    [begin
         Name = list_to_atom("many" ++ integer_to_list(I)),
         {ok, Name, B} = compile:forms([{attribute, 1, module, Name}, {attribute, 2, export, [{f, 0}]}, {function, 3, f, 0, [{clause, 3, [], [], [{integer, 3, I}]}]}], []),
         {module, Name} = code:load_binary(Name, "x", B),
         Name:f()
     end || I <- lists:seq(1, N)].

big_function(N) ->
    Clauses = [{clause, 1, [{integer, 1, I}], [], [{op, 1, '*', {integer, 1, I}, {integer, 1, 3}}]} || I <- lists:seq(1, N)],
    {ok, big, B} = compile:forms([{attribute, 1, module, big}, {attribute, 1, export, [{f, 1}]}, {function, 1, f, 1, Clauses}], []),
    {module, big} = code:load_binary(big, "x", B),
    {lists:sum([big:f(I) || I <- lists:seq(1, N)]), catch big:f(N + 1)} =/= x.
