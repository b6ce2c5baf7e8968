%% persistent_term, atomics and counters.
-module(store_shared).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(persistent_term:put({?MODULE, a}, [1, {2}])),
    ?T(persistent_term:get({?MODULE, a})),
    ?T(persistent_term:get({?MODULE, none}, default)),
    ?T(persistent_term:get({?MODULE, none})),
    ?T(persistent_term:put({?MODULE, a}, new)),
    ?T([V || {{?MODULE, _}, V} <- persistent_term:get()]),
    ?T([persistent_term:erase({?MODULE, a}), persistent_term:erase({?MODULE, a})]),
    ?T(lists:sort(maps:keys(persistent_term:info()))),
    ?T(begin persistent_term:put({?MODULE, big}, lists:seq(1, 10000)), S = self(), spawn(fun() -> S ! {sum, lists:sum(persistent_term:get({?MODULE, big}))} end), check:collect(1) end),
    ?T(begin X = persistent_term:get({?MODULE, big}), persistent_term:erase({?MODULE, big}), garbage_collect(), length(X) end),
    A = atomics:new(3, []),
    ?T([atomics:get(A, 1), atomics:put(A, 1, 5), atomics:add(A, 1, 3), atomics:add_get(A, 1, 2), atomics:sub(A, 1, 1), atomics:sub_get(A, 1, 4), atomics:get(A, 1)]),
    ?T([atomics:exchange(A, 2, 7), atomics:exchange(A, 2, 8), atomics:compare_exchange(A, 2, 8, 9), atomics:compare_exchange(A, 2, 8, 10), atomics:get(A, 2)]),
    ?T([atomics:put(A, 3, (1 bsl 63) - 1), atomics:add_get(A, 3, 1), atomics:sub_get(A, 3, 1)]),
    ?T(maps:with([max, min, size], atomics:info(A))),
    U = atomics:new(1, [{signed, false}]),
    ?T([atomics:put(U, 1, (1 bsl 64) - 1), atomics:get(U, 1), atomics:add_get(U, 1, 1), atomics:sub_get(U, 1, 1)]),
    ?T(maps:with([max, min, size], atomics:info(U))),
    ?T(try atomics:get(A, 4) catch error:R -> R end),
    ?T(try atomics:get(A, 0) catch error:R -> R end),
    ?T(try atomics:put(A, 1, 1 bsl 64) catch error:R -> R end),
    ?T(try atomics:put(U, 1, -1) catch error:R -> R end),
    ?T(try atomics:add(A, 1, 1.0) catch error:R -> R end),
    ?T(atomics:get(?I(foo), 1)),
    ?T(atomics:new(?I(-1), [])),
    ?T(atomics:new(1, ?I([x]))),
    C = counters:new(2, [write_concurrency]),
    ?T([counters:add(C, 1, 10), counters:sub(C, 1, 3), counters:get(C, 1), counters:put(C, 2, 100), counters:get(C, 2)]),
    D = counters:new(1, [atomics]),
    ?T([counters:add(D, 1, (1 bsl 63) - 1), counters:add(D, 1, 1), counters:get(D, 1), maps:get(size, counters:info(D))]),
    ?T(try counters:get(C, 3) catch error:R -> R end),
    ?T(counters:new(?I(0), [])),
    ?T(concurrent(C)).

concurrent(C) ->
    counters:put(C, 1, 0),
    Refs = [element(2, spawn_monitor(fun() -> [counters:add(C, 1, 1) || _ <- lists:seq(1, 500)] end)) || _ <- lists:seq(1, 20)],
    [receive {'DOWN', R, _, _, normal} -> ok end || R <- Refs],
    counters:get(C, 1).
