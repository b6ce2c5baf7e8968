%% What is told about traces, and what trace/3 takes and gives.
-module(trace_info).
-export([main/0, f/1]).

main() ->
    logger:set_primary_config(level, none),
    Me = self(),
    P = spawn_link(fun idle/0),
    Other = spawn_link(fun idle/0),
    Flags = [send, 'receive', procs, ports, call, silent, return_to, running, running_procs, running_ports, exiting, garbage_collection, timestamp,
        monotonic_timestamp, strict_monotonic_timestamp, arity, set_on_spawn, set_on_first_spawn, set_on_link, set_on_first_link, scheduler_id],
    [begin
        t(F, fun() -> erlang:trace(P, true, [F]) end),
        t(flags, fun() -> erlang:trace_info(P, flags) end),
        t(bits, fun() -> process_info(P, trace) end),
        t(off, fun() -> erlang:trace(P, false, [F]) end)
     end || F <- Flags],
    t(all, fun() -> erlang:trace(P, true, [all]) end),
    t(flags, fun() -> erlang:trace_info(P, flags) end),
    t(bits, fun() -> process_info(P, trace) end),
    t(tracer, fun() -> erlang:trace_info(P, tracer) =:= {tracer, Me} end),
    t(off, fun() -> erlang:trace(P, false, [all]) end),
    t(tracer, fun() -> erlang:trace_info(P, tracer) end),
    t(by_other, fun() -> erlang:trace(P, true, [call, {tracer, Other}]) end),
    t(by_me, fun() -> erlang:trace(P, true, [call]) end),
    t(tracer, fun() -> erlang:trace_info(P, tracer) =:= {tracer, Other} end),
    t(nothing, fun() -> erlang:trace(P, true, []) end),
    Gone = spawn(fun() -> ok end), R = monitor(process, Gone), receive {'DOWN', R, _, _, _} -> ok end,
    t(gone, fun() -> erlang:trace(Gone, true, [call]) end),
    t(gone, fun() -> erlang:trace_info(Gone, flags) end),
    t(by_gone, fun() -> erlang:trace(Other, true, [call, {tracer, Gone}]) end),
    t(flags, fun() -> erlang:trace_info(Other, flags) end),
    unlink(Other), exit(Other, kill),
    R2 = monitor(process, Other), receive {'DOWN', R2, _, _, _} -> ok end,
    t(tracer_is_gone, fun() -> {erlang:trace_info(P, flags), erlang:trace_info(P, tracer)} end),
    t(by_me, fun() -> erlang:trace(P, true, [call]) end),
    t(new, fun() -> erlang:trace(new, true, [call, arity]) end),
    t(new, fun() -> erlang:trace_info(new, flags) end),
    t(new, fun() -> erlang:trace_info(new_processes, tracer) =:= {tracer, Me} end),
    t(new, fun() -> erlang:trace(new_processes, false, [all]) end),
    t(new, fun() -> {erlang:trace_info(new, flags), erlang:trace_info(new, tracer)} end),
    t(existing, fun() -> length(processes()) - erlang:trace(existing, true, [call]) end),
    t(existing, fun() -> length(processes()) - erlang:trace(existing_processes, false, [call]) end),
    t(processes, fun() -> length(processes()) - erlang:trace(processes, false, [call]) end),
    t(all, fun() -> length(processes()) - erlang:trace(all, false, [call]) end),
    t(all, fun() -> length(processes()) + length(erlang:ports()) - erlang:trace(all, false, [all]) end),
    t(ports, fun() -> length(erlang:ports()) - erlang:trace(ports, false, [ports]) end),
    t(new_ports, fun() -> erlang:trace(new_ports, false, [ports]) end),
    [t({bad, Args}, fun() -> apply(erlang, trace, Args) end) || Args <- [[foo, false, [call]], [Me, 'maybe', [call]], [Me, true, call], [Me, true, [foo]],
        [Me, true, [call | foo]], [Me, true, [{tracer, foo}, call]], [1, true, [call]], [Me, true, [{foo, Me}]], [Me, true, [cpu_timestamp]]]],
    [t({bad, Args}, fun() -> apply(erlang, trace_info, Args) end) || Args <- [[Me, foo], [foo, flags], [{a, b}, flags], [Me, 1], [{?MODULE, f, 1}, foo], [send, all]]],
    I = fun(What) -> t(What, fun() -> erlang:trace_info({?MODULE, f, 1}, What) end) end,
    Items = [flags, tracer, traced, match_spec, meta, meta_match_spec, call_count, call_time, all],
    [I(What) || What <- Items],
    t(undefined, fun() -> [erlang:trace_info({?MODULE, g, 1}, What) || What <- [traced, all, call_count]] end),
    Spec = [{['$1'], [{is_atom, '$1'}], [{return_trace}]}],
    t(pattern, fun() -> erlang:trace_pattern({?MODULE, f, 1}, Spec, [local]) end),
    [I(What) || What <- Items],
    t(pattern, fun() -> erlang:trace_pattern({?MODULE, f, 1}, true, [call_count]) end),
    t(pattern, fun() -> erlang:trace_pattern({?MODULE, f, '_'}, Spec, [global]) end),
    [I(What) || What <- Items],
    t(pattern, fun() -> erlang:trace_pattern({?MODULE, f, 1}, false, [local]) end),
    [I(What) || What <- Items],
    t(pattern, fun() -> erlang:trace_pattern({?MODULE, f, 1}, false) end),
    [I(What) || What <- Items],
    L = fun(S, Fl) -> t({on_load, S, Fl}, fun() -> {erlang:trace_pattern(on_load, S, Fl), erlang:trace_info(on_load, all)} end) end,
    L(true, []), L(Spec, [local]), L(true, [local, call_count]), L(false, [local]), L(false, [call_count]), L(false, []),
    delivered(P).

t(Name, F) ->
    io:format("~0p: ~0p~n", [mask(Name), mask(try F() catch error:R:St -> {element(1, hd(St)), element(2, hd(St)), R, element(4, hd(St))} end)]).

mask(X) when is_pid(X) -> pid;
mask([H | T]) -> [mask(H) | mask(T)];
mask(T) when is_tuple(T) -> list_to_tuple([mask(X) || X <- tuple_to_list(T)]);
mask(X) -> X.

delivered(P) ->
    [begin
        D = erlang:trace_delivered(Whom),
        receive {trace_delivered, Whom, D} -> io:format("delivered~n") end
     end || Whom <- [P, all, self()]],
    t(delivered, fun() -> erlang:trace_delivered(foo) end).

idle() -> receive stop -> ok end.

f(X) -> X.
