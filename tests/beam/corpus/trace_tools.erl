%% Stock fprof, eprof and cprof: what they count, and who calls whom. Times differ from run to run.
-module(trace_tools).
-export([main/0, fac/1, work/0]).

main() ->
    {ok, P} = fprof:profile(start),
    io:format("~p~n", [fprof:trace([start, {tracer, P}, {procs, [self()]}])]),
    work(),
    io:format("~p~n", [fprof:trace(stop)]),
    io:format("~p~n", [fprof:profile(stop)]),
    io:format("~p~n", [fprof:analyse([{dest, "fprof.out"}, {totals, false}])]),
    fprof:stop(),
    {ok, Found} = file:consult("fprof.out"),
    [io:format("~0p~n", [X]) || X <- lists:sort([counts(X) || X = {_, {{?MODULE, F, _}, _, _, _}, _} <- Found, F =/= main])],
    Leader = group_leader(),
    group_leader(spawn_link(fun deaf/0), self()),
    eprof:start(),
    {ok, ok} = eprof:profile(fun() -> receive after 20 -> ok end, work() end),
    eprof:log("eprof.out"),
    eprof:analyze(total),
    eprof:stop(),
    group_leader(Leader, self()),
    {ok, Text} = file:read_file("eprof.out"),
    Lines = [string:lexemes(L, " ") || L <- string:split(binary_to_list(Text), "\n", all)],
    [io:format("~s ~s~n", [F, N]) || [F, N | _] <- lists:sort(Lines), lists:prefix("trace_tools:", F)],
    cprof:start(?MODULE),
    work(),
    cprof:pause(),
    file(),
    io:format("~p~n", [cprof:analyse(?MODULE, 2)]),
    cprof:stop().

%% What is printed with times in it goes here.
deaf() -> receive {io_request, From, Ref, _} -> From ! {io_reply, Ref, ok}, deaf() end.

counts({Callers, Function, Called}) -> {[count(X) || X <- Callers], count(Function), [count(X) || X <- Called, element(1, X) =/= garbage_collect]}.

count({{_, _, _} = F, N, _, _}) -> {F, N};
count({F, N, _, _}) -> {F, N}.

%% By files of traces, which ports write.
file() ->
    ok = fprof:apply(fun() -> work() end, [], [{file, "fprof.trace"}]),
    ok = fprof:profile([{file, "fprof.trace"}]),
    ok = fprof:analyse([{dest, "fprof2.out"}, {totals, false}]),
    {ok, Found} = file:consult("fprof2.out"),
    [io:format("~0p~n", [X]) || X <- lists:sort([counts(X) || X = {_, {{?MODULE, F, _}, _, _, _}, _} <- Found, F =:= fac orelse F =:= work])],
    {ok, _} = dbg:tracer(port, dbg:trace_port(file, "dbg.trace")),
    io:format("~p~n", [is_port(element(2, dbg:get_tracer()))]),
    dbg:p(self(), [call]),
    dbg:tpl(?MODULE, fac, x),
    fac(2),
    io:format("~p~n", [dbg:flush_trace_port()]),
    fac(0),
    dbg:stop_clear(),
    {ok, Trace} = file:read_file("dbg.trace"),
    io:format("~p~n", [byte_size(Trace)]),
    P = dbg:trace_client(file, "dbg.trace", {fun print/2, 0}),
    R = monitor(process, P),
    receive {'DOWN', R, _, _, _} -> ok end,
    io:format("~p~n", [catch open_port({spawn, "trace_file_drv n /nonexistent/trace"}, [eof])]).

print({trace, _, What, F}, N) -> io:format("~p ~p ~p~n", [N, What, F]), N + 1;
print({trace, _, What, F, R}, N) -> io:format("~p ~p ~p ~p~n", [N, What, F, R]), N + 1;
print(end_of_trace, N) -> N.

work() ->
    [fac(10) || _ <- lists:seq(1, 20)],
    lists:sort([3, 2, 1]),
    ok.

fac(0) -> 1;
fac(N) -> N * fac(N - 1).
