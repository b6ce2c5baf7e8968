%% What the programs of the corpus print with: values, exceptions and the frames of stack traces.
-module(check).
-export([run/2, id/1, unicode/0, frames/1, frames/2, flush/0, collect/1, wait_down/1, let_go/2, mask/1]).

%% Print an expression's source and its value, or its exception.
run(Source, Fun) ->
    Result =
        try Fun() of
            Value -> io_lib:format("~0tp", [Value])
        catch
            Class:Reason:Stack ->
                [io_lib:format("! ~w:~0tp", [Class, Reason]), [["\n    @ ", Frame] || Frame <- frames(Stack, 6)]]
        end,
    io:format("~ts~n  ~ts~n", [Source, Result]).

id(X) -> X.

%% Standard output takes every character.
unicode() -> ok = io:setopts([{encoding, unicode}]).

frames(Stack) -> frames(Stack, 1000).

%% The frames of a stack trace above this module's own, as text.
frames(Stack, Count) ->
    Above = lists:takewhile(fun(Frame) -> element(1, Frame) =/= check end, Stack),
    [frame(Frame) || Frame <- lists:sublist(Above, Count)].

frame({M, F, A, Info}) when is_list(A) ->
    io_lib:format("~w:~tw(~ts)~ts", [M, F, lists:join(", ", [io_lib:format("~0tp", [mask(X)]) || X <- A]), info(Info)]);
frame({M, F, A, Info}) ->
    io_lib:format("~w:~tw/~w~ts", [M, F, A, info(Info)]).

info(Info) ->
    [
        case Item of
            {line, Line} -> io_lib:format(" line ~w", [Line]);
            {file, File} -> io_lib:format(" ~ts", [filename:basename(File)]);
            {Key, Value} -> io_lib:format(" ~w=~0tp", [Key, mask(Value)])
        end
     || Item <- Info
    ].

%% The same term without what differs between two runs: pids, references, ports and functions.
mask(Term) when is_pid(Term) -> '<pid>';
mask(Term) when is_reference(Term) -> '<ref>';
mask(Term) when is_port(Term) -> '<port>';
mask(Term) when is_function(Term) -> '<fun>';
mask([Head | Tail]) -> [mask(Head) | mask(Tail)];
mask(Term) when is_tuple(Term) -> list_to_tuple(mask(tuple_to_list(Term)));
mask(Term) when is_map(Term) -> maps:from_list(mask(maps:to_list(Term)));
mask(Term) -> Term.

%% All messages that are there, in their order.
flush() ->
    receive
        Message -> [Message | flush()]
    after 0 -> []
    end.

%% So many messages, waiting for each.
collect(0) ->
    [];
collect(N) ->
    receive
        Message -> [Message | collect(N - 1)]
    after 5000 -> [timeout]
    end.

%% Why a process ended.
wait_down(Pid) ->
    Ref = monitor(process, Pid),
    receive
        {'DOWN', Ref, process, Pid, Reason} -> Reason
    after 5000 -> timeout
    end.

%% Let a monitored process go that waits for it and is traced, and wait for its end and for all that is told of it.
let_go(Pid, Ref) ->
    Pid ! go,
    receive {'DOWN', Ref, process, Pid, _} -> ok end,
    Delivered = erlang:trace_delivered(Pid),
    receive {trace_delivered, Pid, Delivered} -> ok end.
