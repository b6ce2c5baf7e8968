%% Calls that are traced: of all kinds, of external ones only, of some arguments only; and the numbers that trace_pattern/3 gives.
-module(trace_call).
-export([main/0, outer/1, inner/1, twice/1, tail/1, keep/1]).

main() ->
    pattern({?MODULE, outer, 1}, true, [global]),
    run(fun() -> outer(1), ?MODULE:outer(2), apply(?MODULE, keep(outer), [3]), (fun ?MODULE:outer/1)(4) end, [call]),
    pattern({?MODULE, outer, 1}, true, [local]),
    run(fun() -> outer(1), ?MODULE:outer(2), apply(?MODULE, keep(outer), [3]), (fun ?MODULE:outer/1)(4) end, [call]),
    pattern({?MODULE, '_', '_'}, true, [local]),
    run(fun() -> F = fun(X) -> X * 2 end, F(2), lists:map(F, [1, 2]), keep(ok) end, [call]),
    run(fun() -> tail(3) end, [call, arity]),
    run(fun() -> twice(2) end, [call, return_to]),
    pattern({?MODULE, '_', '_'}, false, [local]),
    run(fun() -> outer(1), ?MODULE:outer(2) end, [call]),
    pattern({?MODULE, tail, 1}, [{[0], [], []}, {['$1'], [{'>', '$1', 2}], []}], [local]),
    run(fun() -> tail(4) end, [call]),
    pattern({?MODULE, tail, '_'}, false, [local]),
    pattern({lists, reverse, 2}, true, [local]),
    pattern({erlang, atom_to_list, 1}, true, []),
    run(fun() -> lists:reverse([1, 2], keep([])), keep(atom_to_list(keep(a))), catch atom_to_list(keep(1)) end, [call]),
    pattern({lists, reverse, 2}, false, [local]),
    pattern({erlang, atom_to_list, 1}, false, []),
    run(fun() -> lists:reverse([1, 2], keep([])), keep(atom_to_list(keep(a))) end, [call]),
    [pattern(MFA, true, []) || MFA <- [{?MODULE, nobody, 1}, {nobody, '_', '_'}, {?MODULE, '_', 1}, {'_', outer, 1}, foo, {a, b}]],
    [pattern({?MODULE, outer, 1}, true, Flags) || Flags <- [[local, global], [meta, global], foo, [foo], [{meta, foo}]]],
    pattern({?MODULE, outer, 1}, [{foo, [], []}], [local]),
    pattern({?MODULE, outer, 1}, [{'_', [], [{foo}]}], [local]),
    pattern({?MODULE, outer, 1}, 'maybe', [local]).

pattern(MFA, Spec, Flags) ->
    Count = try erlang:trace_pattern(MFA, Spec, Flags) catch error:R:St -> {R, hd(St)} end,
    io:format("pattern ~0p ~0p ~0p: ~0p~n", [MFA, Spec, Flags, Count]).

%% A new process does this; what its tracer is told is printed.
run(F, Flags) ->
    {P, R} = spawn_monitor(fun() -> receive go -> F() end end),
    io:format("run ~0p: ~0p~n", [Flags, erlang:trace(P, true, Flags)]),
    check:let_go(P, R),
    told(P).

told(P) ->
    receive M -> io:format("    ~0p~n", [masked(M, P)]), told(P) after 0 -> ok end.

masked(M, P) -> list_to_tuple([if X =:= P -> pid; true -> X end || X <- tuple_to_list(M)]).

outer(X) -> inner(X) + 1.
inner(X) -> X.
twice(X) -> inner(inner(X)) + 1.
tail(0) -> done;
tail(N) -> tail(N - 1).
keep(X) -> X.
