%% Modules that are loaded anew: what was traced of them is not, unless it is traced on load; and running is told.
-module(trace_load).
-export([main/0]).

main() ->
    Code = compile("f(X) -> g(X). g(X) -> X + 1."),
    load(Code),
    io:format("~p~n", [erlang:trace_pattern({trace_loaded, '_', '_'}, true, [local])]),
    run(fun() -> trace_loaded:f(1) end, [call]),
    load(Code),
    io:format("~p~n", [erlang:trace_info({trace_loaded, f, 1}, traced)]),
    run(fun() -> trace_loaded:f(1) end, [call]),
    io:format("~p~n", [erlang:trace_pattern(on_load, [{'_', [], [{return_trace}]}], [local])]),
    load(Code),
    run(fun() -> trace_loaded:f(1) end, [call]),
    io:format("~p~n", [erlang:trace_pattern(on_load, true, [])]),
    load(compile("f(X) -> g(X). g(X) -> trace_loaded:h(X). h(X) -> X - 1.")),
    run(fun() -> trace_loaded:f(1) end, [call]),
    io:format("~p~n", [erlang:trace_pattern(on_load, false, [])]),
    code:purge(trace_loaded), code:delete(trace_loaded), code:purge(trace_loaded),
    io:format("~p~n", [erlang:trace_info({trace_loaded, f, 1}, traced)]),
    io:format("~p~n", [erlang:trace_pattern({trace_loaded, '_', '_'}, true, [local])]),
    run(fun() -> receive after 1 -> ok end, erlang:yield(), receive after 1 -> ok end end, [running]).

compile(Text) ->
    Forms = [form(F) || F <- ["-module(trace_loaded).", "-compile([export_all, nowarn_export_all])." | [T ++ "." || T <- string:split(Text, ".", all), T =/= []]]],
    {ok, _, Code} = compile:forms(Forms, []),
    Code.

form(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, Form} = erl_parse:parse_form(Tokens),
    Form.

load(Code) ->
    code:purge(trace_loaded),
    {module, trace_loaded} = code:load_binary(trace_loaded, "trace_loaded.erl", Code).

run(F, Flags) ->
    {P, R} = spawn_monitor(fun() -> receive go -> F() end end),
    receive after 10 -> ok end,
    erlang:trace(P, true, Flags),
    check:let_go(P, R),
    told(P).

told(P) ->
    receive M -> io:format("    ~0p~n", [list_to_tuple([if X =:= P -> pid; true -> X end || X <- tuple_to_list(M)])]), told(P) after 0 -> ok end.
