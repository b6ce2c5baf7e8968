%% Stock Mnesia: tables in memory, transactions that nest, abort and wait for each other, indices, queries.
-module(otp_mnesia).
-export([main/0]).
-include("check.hrl").
-include_lib("stdlib/include/qlc.hrl").
-record(person, {name, age, town}).

main() ->
    %% That it has stopped is reported by others, when they come to it.
    ok = logger:set_primary_config(level, none),
    ?T(mnesia:start()),
    ?T(mnesia:create_table(person, [{attributes, record_info(fields, person)}, {index, [town]}])),
    ?T(mnesia:create_table(counter, [{type, ordered_set}])),
    ?T(mnesia:create_table(person, [])),
    ?T(mnesia:transaction(fun() -> [mnesia:write(P) || P <- people()], ok end)),
    ?T(mnesia:transaction(fun() -> mnesia:read(person, "Joe") end)),
    ?T(sorted(fun() -> mnesia:index_read(person, "Stockholm", #person.town) end)),
    ?T(sorted(fun() -> mnesia:select(person, [{#person{name = '$1', age = '$2', _ = '_'}, [{'>', '$2', 40}], ['$1']}]) end)),
    ?T(sorted(fun() -> qlc:e(qlc:q([{P#person.name, Q#person.name} || P <- mnesia:table(person), Q <- mnesia:table(person),
        P#person.town =:= Q#person.town, P#person.name < Q#person.name])) end)),
    ?T(mnesia:transaction(fun() -> mnesia:delete({person, "Joe"}), mnesia:abort(changed_my_mind) end)),
    ?T(mnesia:transaction(fun() ->
        mnesia:write(#person{name = "Eve", age = 1, town = "Eden"}),
        Inner = mnesia:transaction(fun() -> mnesia:write(#person{name = "Abel", age = 0, town = "Eden"}), mnesia:abort(no) end),
        {Inner, mnesia:read(person, "Abel"), length(mnesia:read(person, "Eve"))}
    end)),
    ?T(mnesia:dirty_read(person, "Joe")),
    ?T([mnesia:dirty_update_counter(counter, hits, N) || N <- [1, 10, 100]]),
    ?T(counted(20)),
    ?T(mnesia:dirty_read(counter, hits)),
    ?T(mnesia:table_info(person, size)),
    ?T(mnesia:transaction(fun() -> mnesia:foldl(fun(P, Sum) -> P#person.age + Sum end, 0, person) end)),
    ?T(mnesia:transform_table(person, fun({person, N, A, T}) -> {person, N, A, T, A >= 18} end, [name, age, town, adult])),
    ?T(mnesia:dirty_read(person, "Eve")),
    ?T(mnesia:transaction(fun() -> mnesia:write({person, wrong}) end)),
    ?T(mnesia:transaction(fun() -> error(oops) end) =/= ok),
    ?T(mnesia:delete_table(counter)),
    ?T(catch mnesia:dirty_read(counter, hits)),
    ?T(mnesia:stop()).

people() ->
    [
        #person{name = "Joe", age = 68, town = "Stockholm"},
        #person{name = "Robert", age = 66, town = "Stockholm"},
        #person{name = "Mike", age = 72, town = "London"},
        #person{name = "Ada", age = 36, town = "London"}
    ].

sorted(Fun) ->
    {atomic, List} = mnesia:transaction(Fun),
    lists:sort(List).

%% Processes that read and write the same row, each ten times.
counted(Processes) ->
    Add = fun() ->
        [{counter, hits, N}] = mnesia:wread({counter, hits}),
        mnesia:write({counter, hits, N + 1})
    end,
    Started = [spawn_monitor(fun() -> [{atomic, ok} = mnesia:transaction(Add) || _ <- lists:seq(1, 10)] end) || _ <- lists:seq(1, Processes)],
    lists:usort([receive {'DOWN', Ref, process, Pid, Reason} -> Reason end || {Pid, Ref} <- Started]).
