%% The works by which an Erlang machine is measured. Each function does one again and again for a
%% while and prints how many milliseconds it took, in the median.
-module(portcullis_works).
-export([hello/0, fib/0, reverse/0, naive_reverse/0, ring/0, map/0, binary/0, processes/0]).

%% For how long a work is done at least, in milliseconds, and how often.
-define(TIME, 400).
-define(TIMES, 5).

hello() -> io:put_chars("hello\n").

fib() -> measure(fun() -> fib(27) end).

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).

reverse() ->
    List = lists:seq(1, 10000),
    measure(fun() -> repeat(1000, fun() -> lists:reverse(List) end) end).

naive_reverse() ->
    List = lists:seq(1, 500),
    measure(fun() -> repeat(20, fun() -> naive_reverse(List) end) end).

naive_reverse([Head | Tail]) -> append(naive_reverse(Tail), [Head]);
naive_reverse([]) -> [].

append([Head | Tail], List) -> [Head | append(Tail, List)];
append([], List) -> List.

ring() -> measure(fun() -> ring(100, 1000000) end).

ring(Processes, Messages) ->
    Self = self(),
    First = lists:foldl(fun(_, Next) -> spawn(fun() -> forward(Next) end) end, Self, lists:seq(2, Processes)),
    round_trips(Messages div Processes, First).

forward(Next) ->
    receive
        stop -> Next ! stop;
        Message -> Next ! Message, forward(Next)
    end.

round_trips(0, First) -> First ! stop, receive stop -> ok end;
round_trips(N, First) -> First ! N, receive N -> round_trips(N - 1, First) end.

map() -> measure(fun() -> update(100000, #{}) end).

update(0, Map) -> Map;
update(N, Map) -> update(N - 1, Map#{N rem 1000 => N}).

binary() -> measure(fun() -> sum(grow(200 * 1024, <<>>), 0) end).

grow(0, Binary) -> Binary;
grow(N, Binary) -> grow(N - 1, <<Binary/binary, N>>).

sum(<<Byte, Rest/binary>>, Sum) -> sum(Rest, Sum + Byte);
sum(<<>>, Sum) -> Sum.

%% 100,000 processes that wait, once a line has come.
processes() ->
    io:put_chars("ready\n"),
    _ = io:get_line(""),
    _ = [spawn(fun() -> receive never -> ok end end) || _ <- lists:seq(1, 100000)],
    io:put_chars("spawned\n"),
    io:get_line("").

repeat(0, _) -> ok;
repeat(N, Fun) -> Fun(), repeat(N - 1, Fun).

measure(Fun) ->
    Fun(),
    Taken = lists:sort(measure(Fun, erlang:monotonic_time(millisecond) + ?TIME, [])),
    Median = lists:nth((length(Taken) + 1) div 2, Taken),
    io:format("~.4f~n", [Median / 1000000]).

measure(Fun, Until, Taken) ->
    Start = erlang:monotonic_time(nanosecond),
    Fun(),
    End = erlang:monotonic_time(nanosecond),
    case End div 1000000 > Until andalso length(Taken) + 1 >= ?TIMES of
        true -> [End - Start | Taken];
        false -> measure(Fun, Until, [End - Start | Taken])
    end.
