%% Text reports: tables, padding, rounding, dates, numbers grouped, with io_lib.
-module(string_format).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    table([{"name", "qty", "price"}, {"apple", 3, 1.5}, {"pear é", 12, 0.25}, {"melon", 1, 10.0}]),
    ?T([group(N) || N <- [0, 12, 123, 1234, 1234567, -9876543210]]),
    ?T([lists:flatten(io_lib:format("~2..0b:~2..0b:~2..0b", [H, M, S])) || {H, M, S} <- [{1, 2, 3}, {12, 0, 59}]]),
    ?T([lists:flatten(io_lib:format("~4..0b-~2..0b-~2..0b", [Y, M, D])) || {Y, M, D} <- [{2024, 2, 9}, {99, 12, 31}]]),
    ?T([lists:flatten(io_lib:format("~.*f", [P, 3.14159265])) || P <- [1, 2, 4, 6]]),
    ?T([lists:flatten(io_lib:format("[~*s]", [W, "right"])) || W <- [-10, 10, 3]]),
    ?T([lists:flatten(io_lib:format("~.2b ~.8b ~.16b ~.36B", [N, N, N, N])) || N <- [0, 7, 255, 65535]]),
    ?T([lists:flatten(io_lib:format("~~~c~c~n", [$a, $b]))]),
    ?T(lists:flatten(io_lib:format("~3c|~-5c|", [$x, $y]))),
    ?T([bytes(N) || N <- [0, 1023, 1024, 1536, 1048576, 123456789]]),
    ?T([duration(S) || S <- [5, 65, 3665, 90061]]),
    ?T(lists:flatten(lists:join(", ", [io_lib:format("~s=~p", [K, V]) || {K, V} <- [{a, 1}, {"b", "two"}, {<<"c">>, [x]}]]))),
    ?T(box("hello\nwide world\n!")),
    ?T(histogram([{a, 3}, {bb, 7}, {ccc, 1}])),
    ?T(hexdump(list_to_binary(lists:seq(60, 100)))),
    ?T(io_lib:format("~ts", [string:pad("ab", 6, both, $*)])),
    ?T([unicode:characters_to_binary(io_lib:format("~10ts|~-10ts|", ["né", "né"]))]).

table(Rows) -> [io:format("~-10ts~6s~8s~n", [N, text(Q), text(P)]) || {N, Q, P} <- Rows].
text(F) when is_float(F) -> io_lib:format("~.2f", [F]);
text(I) when is_integer(I) -> integer_to_list(I);
text(S) -> S.
group(N) when N < 0 -> "-" ++ group(-N);
group(N) when N < 1000 -> integer_to_list(N);
group(N) -> group(N div 1000) ++ lists:flatten(io_lib:format(",~3..0b", [N rem 1000])).
bytes(N) -> bytes(N, ["B", "KiB", "MiB", "GiB"]).
bytes(N, [U | _]) when N < 1024 -> lists:flatten(io_lib:format("~p ~s", [N, U]));
bytes(N, [_ | T]) -> bytes(N / 1024, T).
duration(S) -> {D, {H, M, Sec}} = calendar:seconds_to_daystime(S), lists:flatten(io_lib:format("~bd ~b:~2..0b:~2..0b", [D, H, M, Sec])).
box(T) -> Ls = string:split(T, "\n", all), W = lists:max([length(L) || L <- Ls]), B = ["+", lists:duplicate(W + 2, $-), "+\n"], lists:flatten([B, [io_lib:format("| ~-*s |\n", [W, L]) || L <- Ls], B]).
histogram(L) -> W = lists:max([length(atom_to_list(K)) || {K, _} <- L]), lists:flatten([io_lib:format("~*s ~s ~b\n", [W, K, lists:duplicate(V, $#), V]) || {K, V} <- L]).
hexdump(B) -> lists:flatten([[io_lib:format("~4.16.0b ", [I * 16]), [io_lib:format("~2.16.0b ", [X]) || <<X>> <= C], C, "\n"] || {I, C} <- lists:enumerate(0, chunk(B))]).
chunk(<<C:16/binary, R/binary>>) -> [C | chunk(R)];
chunk(<<>>) -> [];
chunk(R) -> [R].
