%% Garbage: heaps that grow and shrink, binaries shared and dropped, terms that survive many collections.
-module(proc_gc).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(churn(200)),
    ?T(keep_every(20000, 7)),
    ?T(binaries(300)),
    ?T(sub_binaries()),
    ?T(tree(14)),
    ?T(strings(2000)),
    ?T(messages(200)),
    ?T(closures(1000)),
    ?T(maps_grow(3000)),
    ?T(deep_stack(200000)),
    ?T(shrink()),
    ?T(big_ints(300)),
    ?T(dictionary(2000)),
    ?T(floats(20000)),
    ?T(max_heap()),
    ?T(hibernate_keeps()),
    ?T(self_reference(1000)),
    ?T(held()),
    ?T(told()).

held() -> B = binary:copy(<<1>>, 1000), P = spawn(fun() -> receive stop -> B end end), garbage_collect(P), {binary, L} = process_info(P, binary), P ! stop, [{S, is_integer(I), C > 0} || {I, S, C} <- L].
told() -> Before = erlang:memory(binary), B = binary:copy(<<1>>, 50000000), garbage_collect(), After = erlang:memory(binary), {byte_size(B), After - Before > 40000000, maps:get(binary, maps:from_list(erlang:memory())) > 40000000}.

churn(0) -> ok;
churn(N) -> _ = [{X, [X], integer_to_list(X)} || X <- lists:seq(1, 1000)], churn(N - 1).
keep_every(N, K) -> L = lists:foldl(fun(I, A) when I rem K =:= 0 -> [{I, integer_to_binary(I)} | A]; (I, A) -> _ = {I, I, I}, A end, [], lists:seq(1, N)), {length(L), erlang:phash2(L)}.
binaries(N) -> L = [binary:copy(<<I>>, 1000 + I) || I <- lists:seq(1, N)], garbage_collect(), {lists:sum([byte_size(B) || B <- L]), erlang:crc32(L)}.
sub_binaries() -> B = binary:copy(<<"0123456789">>, 10000), Parts = [binary:part(B, I * 100, 50) || I <- lists:seq(0, 900)], garbage_collect(), churn(20), {length(lists:usort(Parts)), hd(Parts)}.
tree(D) -> T = make(D), churn(20), sum(T).
make(0) -> leaf;
make(D) -> {make(D - 1), D, make(D - 1)}.
sum(leaf) -> 1;
sum({L, _, R}) -> sum(L) + sum(R).
strings(N) -> length(lists:foldl(fun(I, S) -> lists:reverse(integer_to_list(I) ++ lists:sublist(S, 50)) end, "", lists:seq(1, N))).
messages(N) -> S = self(), P = spawn_link(fun() -> echo() end), R = [begin P ! {S, lists:seq(1, I)}, receive {echo, L} -> length(L) end end || I <- lists:seq(1, N)], P ! stop, lists:sum(R).
echo() -> receive {P, L} -> P ! {echo, L}, echo(); stop -> ok end.
closures(N) -> F = lists:foldl(fun(I, G) -> fun(X) -> G(X + I) end end, fun(X) -> X end, lists:seq(1, N)), churn(20), F(0).
maps_grow(N) -> M = lists:foldl(fun(I, A) -> A#{I => lists:seq(1, I rem 20), {k, I} => integer_to_binary(I)} end, #{}, lists:seq(1, N)), churn(10), {map_size(M), lists:sum([length(V) || V <- maps:values(M), is_list(V)])}.
deep_stack(0) -> 0;
deep_stack(N) -> X = {N}, 1 + deep_stack(N - 1) + tuple_size(X) - 1.
shrink() -> L = lists:seq(1, 500000), N = length(L), garbage_collect(), {N, begin {total_heap_size, W} = process_info(self(), total_heap_size), W < 3000000 end}.
big_ints(N) -> L = [(1 bsl I) + I || I <- lists:seq(1, N)], garbage_collect(), churn(10), lists:sum(L).
dictionary(N) -> [put({key, I}, lists:seq(1, I rem 10)) || I <- lists:seq(1, N)], churn(50), garbage_collect(), R = lists:sum([length(get({key, I})) || I <- lists:seq(1, N)]), [erase({key, I}) || I <- lists:seq(1, N)], R.
floats(N) -> L = [I / 3 || I <- lists:seq(1, N)], churn(20), erlang:phash2(L).
max_heap() -> logger:set_primary_config(level, none), {P, R} = spawn_opt(fun() -> grow([]) end, [monitor, {max_heap_size, #{size => 200000, kill => true, error_logger => false}}]), receive {'DOWN', R, process, P, X} -> X after 10000 -> exit(P, kill), timeout end.
grow(L) -> grow([lists:seq(1, 1000) | L]).
hibernate_keeps() -> S = self(), T = {lists:seq(1, 50), <<"binary">>, #{k => v}}, P = spawn_link(fun() -> proc_lib:hibernate(erlang, apply, [fun(X) -> receive go -> S ! {kept, X} end end, [T]]) end), timer:sleep(10), P ! go, receive {kept, X} -> X =:= T end.
self_reference(N) -> L = lists:foldl(fun(_, A) -> {A, A} end, x, lists:seq(1, 40)), garbage_collect(), _ = N, depth(L, 0).
depth({A, _}, N) -> depth(A, N + 1);
depth(x, N) -> N.
