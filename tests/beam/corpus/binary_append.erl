%% Binaries grown by appending, shared, split and compared: sub-binaries keep what they saw.
-module(binary_append).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(byte_size(grow(200000, <<>>))),
    ?T(erlang:phash2(grow(200000, <<>>))),
    ?T(sum(grow(100000, <<>>), 0)),
    ?T(fork()),
    ?T(bits(5000, <<>>)),
    ?T(prepend(2000)),
    ?T(halves(binary:copy(<<"0123456789">>, 1000))),
    ?T(in_message()),
    ?T(slices(binary:copy(<<"abcdefgh">>, 5000), [])),
    ?T(compare()),
    ?T(unaligned(<<1:1, (binary:copy(<<16#5a>>, 100))/binary>>)),
    ?T(erlang:crc32(grow(1000, <<"x">>))),
    ?T(byte_size(iolist_to_binary([grow(100, <<>>), [<<"tail">>, $!], grow(70000, <<>>)]))),
    ?T(writers()).

grow(0, B) -> B;
grow(N, B) -> grow(N - 1, <<B/binary, (N rem 251)>>).

sum(<<X, R/binary>>, N) -> sum(R, N + X);
sum(<<>>, N) -> N.

%% Two continuations of one binary must not see each other's bytes.
fork() ->
    B = grow(300, <<>>),
    B1 = <<B/binary, "left">>,
    B2 = <<B/binary, "right">>,
    B3 = <<B1/binary, "more">>,
    {byte_size(B), binary:part(B1, 300, 4), binary:part(B2, 300, 5), binary:part(B3, 300, 8), binary:part(B, 297, 3)}.

bits(0, B) -> {bit_size(B), erlang:phash2(B)};
bits(N, B) -> bits(N - 1, <<B/bits, N:3>>).

prepend(N) -> erlang:phash2(lists:foldl(fun(I, B) -> <<I, B/binary>> end, <<>>, lists:seq(1, N))).

halves(B) when byte_size(B) < 2 -> [];
halves(B) ->
    H = byte_size(B) div 2,
    <<L:H/binary, R/binary>> = B,
    [{byte_size(L), binary:last(R)} | halves(L)].

in_message() ->
    Self = self(),
    B = grow(1000, <<>>),
    Pid = spawn(fun() -> receive {X, Y} -> Self ! {<<X/binary, "child">>, Y} end end),
    <<_:500/binary, Tail/binary>> = B,
    Pid ! {B, Tail},
    C = <<B/binary, "parent">>,
    receive {D, T} -> {binary:part(C, 1000, 6), binary:part(D, 1000, 5), T =:= Tail} end.

slices(<<A:7/binary, R/binary>>, Acc) -> slices(R, [A | Acc]);
slices(R, Acc) -> {length(Acc), R, hd(Acc), lists:last(Acc), length(lists:usort(Acc))}.

compare() ->
    A = grow(100, <<>>),
    <<_:3, Odd:700/bits, _/bits>> = A,
    Even = << <<X:1>> || <<X:1>> <= Odd >>,
    {Odd =:= Even, Odd == Even, Odd < <<Even/bits, 0:1>>, erlang:phash2(Odd) =:= erlang:phash2(Even), maps:is_key(Odd, #{Even => 1})}.

unaligned(B) ->
    <<_:1, R/binary>> = B,
    {R =:= binary:copy(<<16#5a>>, 100), binary:part(R, 98, 2), <<R/binary, 1>> =:= <<(binary:copy(<<16#5a>>, 100))/binary, 1>>}.

writers() ->
    L = [begin {P, R} = spawn_monitor(fun() -> exit(erlang:phash2(grow(N * 100, <<N>>))) end), {P, R} end || N <- lists:seq(1, 20)],
    [receive {'DOWN', R, process, P, X} -> X end || {P, R} <- L].
