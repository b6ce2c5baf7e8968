%% What match specifications of traces can do.
-module(trace_spec).
-export([main/0, a/1, b/1, c/1]).

main() ->
    spec(a, [{['$1'], [{'>', '$1', 1}], [{message, {{big, '$1', {caller}}}}]}, {['$1'], [], [{message, false}]}]),
    run(fun() -> a(1), a(2), ?MODULE:a(3), ok end, [call]),
    spec(a, [{'_', [], [{message, {caller_line}}]}]),
    run(fun() -> a(1), ok end, [call]),
    spec(a, [{'_', [], [{silent, true}, {return_trace}]}]),
    spec(c, [{'_', [], [{silent, false}, {return_trace}]}]),
    run(fun() -> a(1), a(2), ok end, [call]),
    run(fun() -> a(1), a(2), ok end, [call, silent]),
    spec(a, [{'_', [], [{return_trace}]}]),
    spec(c, [{'_', [], [{disable_trace, call}, {return_trace}]}]),
    run(fun() -> a(1), a(2), ok end, [call]),
    spec(c, [{'_', [], [{disable_trace, [return_to]}, {enable_trace, [arity]}]}]),
    run(fun() -> a(1), a(2), ok end, [call, return_to]),
    spec(c, [{'_', [], [{trace, [call], [send]}, {return_trace}]}]),
    run(fun() -> a(1), a(2), self() ! ok, ok end, [call]),
    spec(a, [{[1], [], [{set_tcw, 17}]}, {[2], [{'=:=', {get_tcw}, 17}], [{message, {get_tcw}}]}]),
    spec(c, []),
    run(fun() -> a(2), a(1), a(2), ok end, [call]),
    io:format("~p~n", [erlang:system_info(trace_control_word)]),
    io:format("~p~n", [erlang:system_flag(trace_control_word, 0)]),
    spec(a, [{'_', [], [{set_seq_token, label, 17}, {message, {get_seq_token}}]}]),
    spec(b, [{'_', [], [{message, {is_seq_trace}}]}]),
    run(fun() -> b(0), a(0), seq_trace:set_token([]), b(0), ok end, [call]),
    spec(a, [{'_', [], [{message, '$_'}]}]),
    spec(b, [{['$7'], [], [{message, '$$'}]}]),
    spec(c, [{['$1'], [{is_atom, '$1'}], [true]}, {['$1'], [{is_integer, '$1'}], [{message, {{'$1', {self}}}}]}]),
    run(fun() -> a(2), c(x), ok end, [call]),
    spec(a, [{'_', [], [{message, true}]}]),
    spec(b, [{'_', [], [{message, {element, 5, '$1'}}]}]),
    spec(c, [{'_', [], [{hd, [1]}, {message, {hd, '$_'}}]}]),
    run(fun() -> a(2), ok end, [call]),
    erlang:trace_pattern({?MODULE, '_', '_'}, false, [local]),
    messages(send, [{['$1', '$2'], [{'==', '$2', x}], [{message, {node}}]}, {'_', [], [{message, false}]}]),
    messages(send, [{['_', {'$1', '_'}], [], []}]),
    messages(send, true),
    messages(send, false),
    messages('receive', [{['$1', '_', x], [], [{message, '$1'}]}]),
    messages('receive', false),
    messages('receive', true).

messages(What, Spec) ->
    io:format("~0p ~0p: ~p~n", [What, Spec, erlang:trace_pattern(What, Spec, [])]),
    io:format("~0p~n", [erlang:trace_info(What, match_spec)]),
    run(fun() -> self() ! y, self() ! x, self() ! {1, 2}, receive x -> ok end end, [What]),
    erlang:trace_pattern(What, true, []).

spec(F, Spec) ->
    io:format("~p: ~0p: ~0p~n", [F, Spec, catch erlang:trace_pattern({?MODULE, F, 1}, Spec, [local])]).

run(F, Flags) ->
    {P, R} = spawn_monitor(fun() -> receive go -> F() end end),
    erlang:trace(P, true, Flags),
    io:format("run ~0p~n", [Flags]),
    check:let_go(P, R),
    told(P).

told(P) ->
    receive M -> io:format("    ~0p~n", [masked(M, P)]), told(P) after 0 -> ok end.

masked(P, P) -> pid;
masked(M, P) when is_tuple(M) -> list_to_tuple([masked(X, P) || X <- tuple_to_list(M)]);
masked(M, P) when is_list(M) -> [masked(X, P) || X <- M];
masked(M, _) -> M.

a(X) -> b(X) + 1.
b(X) -> c(X) + 1.
c(X) when is_atom(X) -> 0;
c(X) -> X.
