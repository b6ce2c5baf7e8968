%% Owners, heirs, gifts, fixes of processes that end; tables in files; what format_exception says.
-module(ets_owner).
-export([main/0]).
-include_lib("stdlib/include/ms_transform.hrl").
-include_lib("stdlib/include/qlc.hrl").
-include("check.hrl").

main() ->
    heirs(),
    gifts(),
    strangers(),
    messages(),
    files(),
    ?T(ets:fun2ms(fun({A, B}) when A > B -> {B, A} end)),
    ?T(length(query())).

heirs() ->
    Me = self(),
    Heir = spawn(fun() ->
        receive {'ETS-TRANSFER', T, From, {data, Data, From}} ->
            Me ! {got, T, Data, ets:info(T, owner) =:= self(), ets:info(T, heir) =:= self(), ets:lookup(T, k)}
        end,
        receive stop -> ok end
    end),
    spawn(fun() ->
        T = ets:new(heired, [named_table, {heir, Heir, {data, "data", self()}}]),
        ets:insert(T, {k, "v"})
    end),
    ?T(receive Got -> Got after 1000 -> none end),
    stop(Heir),
    ?T(ets:info(heired)),
    {Owner, Ref} = spawn_monitor(fun() -> ets:new(gone, [named_table, public]), Me ! go, receive stop -> ok end end),
    receive go -> ok end,
    ?T(ets:insert(gone, {1, 2})),
    ?T(ets:safe_fixtable(gone, true)),
    Owner ! stop,
    receive {'DOWN', Ref, process, Owner, _} -> ok end,
    ?T(ets:lookup(gone, 1)),
    W = ets:new(w, [public]),
    {_, Ref2} = spawn_monitor(fun() ->
        ets:safe_fixtable(W, true),
        ets:insert(W, [{I} || I <- lists:seq(1, 9)]),
        ets:delete(W, 1)
    end),
    receive {'DOWN', Ref2, process, _, _} -> ok end,
    ?T([ets:info(W, fixed), ets:info(W, size), element(7, ets:info(W, stats))]).

stop(Process) ->
    Ref = monitor(process, Process),
    Process ! stop,
    receive {'DOWN', Ref, process, Process, _} -> ok end.

gifts() ->
    Me = self(),
    T = ets:new(mine, []),
    Other = spawn(fun() ->
        receive {'ETS-TRANSFER', T, From, Gift} -> Me ! {got, From =:= Me, Gift, ets:info(T, owner) =:= self()} end,
        receive stop -> ok end
    end),
    ?T(ets:give_away(T, Other, {gift, [1, 2, 3]})),
    ?T(receive Got -> Got after 1000 -> none end),
    ?T(ets:insert(T, {1})),
    ?T(ets:give_away(T, self(), x)),
    stop(Other),
    ?T(ets:info(T)),
    P = ets:new(p, [public]),
    ?T(ets:give_away(P, self(), x)),
    ?T(ets:give_away(P, not_a_pid, x)),
    spawn(fun() -> Me ! [try F() catch C:R -> {C, R} end || F <- [
        fun() -> ets:give_away(P, Me, x) end,
        fun() -> ets:setopts(P, {heir, none}) end,
        fun() -> ets:insert(P, {x, 1}) end,
        fun() -> ets:rename(P, q) =:= P end,
        fun() -> ets:delete(P) end]] end),
    ?T(receive Answers -> Answers after 1000 -> none end).

strangers() ->
    Me = self(),
    Owner = spawn(fun() ->
        ets:new(private, [private, named_table]),
        ets:new(protected, [protected, named_table]),
        ets:insert(protected, [{1, a}, {2, b}]),
        Me ! ready,
        receive stop -> ok end
    end),
    receive ready -> ok end,
    ?T(ets:lookup(private, 1)),
    ?T(ets:lookup(protected, 1)),
    ?T(ets:first(private)),
    ?T(ets:info(private, size)),
    ?T(ets:insert(protected, {1})),
    ?T(ets:insert(protected, not_a_tuple)),
    ?T(ets:take(protected, 1)),
    ?T(ets:delete(protected)),
    ?T(ets:delete(protected, 1)),
    ?T(ets:delete_all_objects(protected)),
    ?T(ets:delete_object(protected, {1, a})),
    ?T(ets:select_delete(protected, [{{1, '_'}, [], [true]}])),
    ?T(ets:select_delete(protected, bad)),
    ?T(ets:select(private, [])),
    ?T(ets:update_counter(protected, 1, 1)),
    ?T(ets:update_element(protected, 1, {2, x})),
    ?T(ets:give_away(protected, self(), x)),
    ?T(ets:setopts(protected, {heir, none})),
    ?T(ets:rename(private, x)),
    ?T(ets:safe_fixtable(private, true)),
    ?T(ets:safe_fixtable(protected, true)),
    stop(Owner),
    ?T(ets:whereis(protected)).

messages() ->
    %% By name: how wide a reference prints, and so where a line is broken, differs from run to run.
    T = ets:new(t, [named_table]),
    O = ets:new(o, [named_table, ordered_set, {keypos, 2}]),
    B = ets:new(b, [named_table, bag]),
    ets:insert(T, {k, 1, x}),
    [io:format("~ts~n", [said(F)]) || F <- [
        fun() -> ets:insert(nope, {1}) end,
        fun() -> ets:insert("text", {1}) end,
        fun() -> ets:insert(T, {}) end,
        fun() -> ets:insert(T, [{1}, x]) end,
        fun() -> ets:insert(O, {1}) end,
        fun() -> ets:lookup_element(T, a, 2) end,
        fun() -> ets:lookup_element(T, k, 9) end,
        fun() -> ets:lookup_element(T, k, 0) end,
        fun() -> ets:update_counter(T, k, {1, 1}) end,
        fun() -> ets:update_counter(T, k, {3, 1}) end,
        fun() -> ets:update_counter(T, k, {9, 1}) end,
        fun() -> ets:update_counter(T, z, 1) end,
        fun() -> ets:update_counter(T, z, 1, x) end,
        fun() -> ets:update_counter(B, z, 1) end,
        fun() -> ets:update_element(T, k, {1, x}) end,
        fun() -> ets:update_element(T, k, {4, x}) end,
        fun() -> ets:update_element(B, k, {2, x}) end,
        fun() -> ets:new(a, [b]) end,
        fun() -> ets:new("a", []) end,
        fun() -> ets:next(T, none) end,
        fun() -> ets:slot(T, 300) end,
        fun() -> ets:select(T, [{x}]) end,
        fun() -> ets:select(T, [{x, [], [y]}], 0) end,
        fun() -> ets:select(x) end,
        fun() -> ets:info(T, x) end,
        fun() -> ets:rename(T, 1) end,
        fun() -> ets:safe_fixtable(T, 1) end,
        fun() -> ets:match_spec_compile(x) end,
        fun() -> ets:select_replace(B, []) end,
        fun() -> ets:whereis(1) end]].

said(F) ->
    try F() catch Class:Reason:Stack -> erl_error:format_exception(Class, Reason, [hd(Stack)]) end.

files() ->
    T = ets:new(f, [ordered_set]),
    ets:insert(T, [{I, I * I} || I <- lists:seq(1, 50)]),
    ?T(ets:tab2file(T, "f.tab")),
    {ok, U} = ets:file2tab("f.tab"),
    ?T(ets:tab2list(U) =:= ets:tab2list(T)),
    ?T(ets:file2tab("none.tab")),
    ?T(dets:open_file(d, [{file, "d.dets"}])),
    ?T(dets:insert(d, [{I, I} || I <- lists:seq(1, 50)])),
    ?T(dets:lookup(d, 7)),
    ?T(dets:match(d, {'$1', 8})),
    ?T(dets:close(d)),
    ?T(dets:open_file(d, [{file, "d.dets"}])),
    ?T(dets:info(d, size)),
    Z = ets:new(z, []),
    ?T(dets:to_ets(d, Z) =:= Z),
    ?T(lists:sort(ets:tab2list(Z))),
    ?T(dets:close(d)).

query() ->
    T = ets:new(q, []),
    ets:insert(T, [{I, I * I} || I <- lists:seq(1, 50)]),
    qlc:e(qlc:q([X || {X, Y} <- ets:table(T), Y > 100, X < 40])).
