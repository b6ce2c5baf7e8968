%% Counters, elements, continuations, fixing, ownership, heirs, protection, info, init, files.
-module(ets_more).
-export([main/0]).
-include("check.hrl").

main() ->
    T = ets:new(c, [public]),
    ets:insert(T, {k, 10, 20, x, 5.0}),
    ?T([ets:update_counter(T, k, Op) || Op <- [1, -5, {3, 7}, {2, 100, 50, 0}, {2, -100, -10, 99}, [{2, 1}, {3, 1}, {2, 1}], [], {3, 0}]]),
    ?T(ets:lookup(T, k)),
    ?T(ets:update_counter(T, none, 1)),
    ?T(ets:update_counter(T, none, {2, 5}, {none, 100})),
    ?T(ets:update_counter(T, none2, {3, 1}, {ignored, 1, 2, 3})),
    ?T(ets:lookup(T, none2)),
    ?T(ets:update_counter(T, k, {4, 1})),
    ?T(ets:update_counter(T, k, {9, 1})),
    ?T(ets:update_counter(T, k, {1, 1})),
    ?T(ets:update_counter(T, k, {5, 1})),
    ?T(ets:update_counter(T, k, [{2, 1}, {4, 1}])),
    ?T(ets:lookup(T, k)),
    ?T(ets:update_counter(T, k, {2, 1 bsl 70})),
    ?T(ets:update_counter(T, k, {2, -(1 bsl 70)})),
    ?T(ets:update_element(T, k, [{2, a}, {4, b}])),
    ?T(ets:update_element(T, k, {9, a})),
    ?T(ets:update_element(T, k, [{2, q}, {1, a}])),
    ?T(ets:lookup(T, k)),
    ?T(pages()),
    ?T(fixed()),
    ?T(owner()),
    ?T(heir()),
    ?T(give()),
    ?T(protection()),
    ?T(lists:sort([K || {K, _} <- ets:info(T)])),
    ?T([ets:info(T, K) || K <- [owner, heir, fixed, safe_fixed, safe_fixed_monotonic_time, id, binary, stats, memory, nosuch], lists:member(K, [heir, fixed, safe_fixed])]),
    ?T(ets:info(T, nosuch)),
    ?T(ets:init_table(T, reader([[{1, a}, {2, b}], [{3, c}]]))),
    ?T(lists:sort(ets:tab2list(T))),
    ?T(begin D = ets:new(d, []), ets:from_dets(D, nothing) end),
    ?T(ets:to_dets(T, nothing)),
    ?T(ets:setopts(T, {heir, none})),
    ?T(ets:setopts(T, bad)),
    ?T(ets:repair_continuation(x, y)),
    ?T(stress()),
    ?T(large_terms()),
    ?T(persistence()),
    ?T(qualified()),
    ?T(ets:table(T) =/= x).

pages() ->
    T = ets:new(p, []),
    ets:insert(T, [{N} || N <- lists:seq(1, 1000)]),
    L = collect(ets:match(T, {'$1'}, 64)),
    L2 = collect2(ets:match_object(T, {'_'}, 100)),
    L3 = collect3(ets:select(T, [{{'$1'}, [{'>', '$1', 500}], ['$1']}], 7)),
    {lists:sort([N || [N] <- L]) =:= lists:seq(1, 1000), length(L2), lists:sum(L3)}.

collect('$end_of_table') -> [];
collect({L, C}) -> L ++ collect(ets:match(C)).
collect2('$end_of_table') -> [];
collect2({L, C}) -> L ++ collect2(ets:match_object(C)).
collect3('$end_of_table') -> [];
collect3({L, C}) -> L ++ collect3(ets:select(C)).

%% A fixed table may lose and gain objects while it is walked.
fixed() ->
    T = ets:new(f, []),
    ets:insert(T, [{N} || N <- lists:seq(1, 200)]),
    ets:safe_fixtable(T, true),
    {safe_fixed_monotonic_time, {_, [{P, 1}]}} = {safe_fixed_monotonic_time, ets:info(T, safe_fixed_monotonic_time)},
    Seen = walk(T, ets:first(T)),
    ets:safe_fixtable(T, false),
    {P =:= self(), length([N || N <- Seen, N =< 200]), lists:sort(ets:tab2list(T)), ets:info(T, safe_fixed_monotonic_time), ets:info(T, fixed)}.

walk(_, '$end_of_table') -> [];
walk(T, K) ->
    ets:delete(T, K),
    [K | walk(T, ets:next(T, K))].

owner() ->
    Self = self(),
    {P, R} = spawn_monitor(fun() -> T = ets:new(own, [named_table]), Self ! {t, T}, receive go -> ok end end),
    T = receive {t, X} -> X end,
    A = ets:info(T, owner) =:= P,
    P ! go,
    receive {'DOWN', R, _, _, _} -> ok end,
    {A, ets:info(own), ets:whereis(own)}.

heir() ->
    Self = self(),
    spawn(fun() -> T = ets:new(h, [{heir, Self, gift}]), ets:insert(T, {x, y}) end),
    receive {'ETS-TRANSFER', T, From, D} -> {is_pid(From), D, ets:lookup(T, x), ets:info(T, owner) =:= Self, ets:delete(T)} end.

give() ->
    Self = self(),
    P = spawn(fun() -> receive {'ETS-TRANSFER', T, F, D} -> Self ! {got, F =:= Self, D, ets:lookup(T, 1), ets:insert(T, {2})} end, receive stop -> ok end end),
    T = ets:new(g, [protected]),
    ets:insert(T, {1}),
    G = ets:give_away(T, P, data),
    R = receive {got, A, B, C, D} -> {A, B, C, D} end,
    E = try ets:insert(T, {3}) catch error:X -> X end,
    P ! stop,
    {G, R, E, try ets:give_away(ets:new(z, []), self(), x) catch error:Y -> Y end}.

protection() ->
    Ts = [ets:new(t, [P]) || P <- [public, protected, private]],
    [ets:insert(T, {1, 1}) || T <- Ts],
    Self = self(),
    spawn(fun() -> Self ! {r, [{try ets:lookup(T, 1) catch error:A -> A end, try ets:insert(T, {2, 2}) catch error:B -> B end, try ets:delete(T) catch error:C -> C end, ets:info(T, size)} || T <- Ts]} end),
    receive {r, L} -> L end.

reader(Chunks) ->
    fun(read) -> case Chunks of [C | R] -> {C, reader(R)}; [] -> end_of_input end; (close) -> ok end.

stress() ->
    T = ets:new(s, [public, {write_concurrency, true}]),
    Refs = [element(2, spawn_monitor(fun() -> [ets:update_counter(T, N rem 50, 1, {x, 0}) || N <- lists:seq(1, 2000)] end)) || _ <- lists:seq(1, 10)],
    [receive {'DOWN', R, _, _, normal} -> ok end || R <- Refs],
    {ets:info(T, size), lists:sum([V || {_, V} <- ets:tab2list(T)])}.

large_terms() ->
    T = ets:new(l, []),
    Big = {k, lists:seq(1, 100000), binary:copy(<<1>>, 100000)},
    ets:insert(T, Big),
    garbage_collect(),
    [R] = ets:lookup(T, k),
    R =:= Big.

persistence() ->
    T = ets:new(p, [compressed]),
    ets:insert(T, [{N, lists:seq(1, N)} || N <- lists:seq(1, 50)]),
    {ets:info(T, compressed), ets:lookup_element(T, 3, 2), ets:select(T, [{{'$1', [1, 2]}, [], ['$1']}])}.

qualified() ->
    T = ets:new(?MODULE, [named_table, bag]),
    ets:insert(T, [{k, N} || N <- [3, 1, 2, 1]]),
    {T, ets:lookup(T, k), ets:lookup_element(T, k, 2)}.
