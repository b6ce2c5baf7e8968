%% Persistent terms that are replaced and erased: who got them keeps them.
-module(store_erase).
-export([main/0, wait/2]).
-include("check.hrl").

main() ->
    ?T(persistent_term:put(key(1), value(1))),
    Mine = persistent_term:get(key(1)),
    Table = ets:new(table, []),
    ets:insert(Table, {1, Mine}),
    Holders = [spawn_link(?MODULE, wait, [persistent_term:get(key(1)), N]) || N <- lists:seq(1, 50)],
    self() ! {mail, Mine},
    put(value, Mine),
    Timer = erlang:send_after(3600000, self(), Mine),
    Fun = fun() -> Mine end,
    Binary = element(3, Mine),
    <<_:10/binary, Part/binary>> = Binary,
    Context = match(Binary),
    ?T(persistent_term:put(key(1), value(1))),
    ?T(persistent_term:put(key(1), value(2))),
    ?T([begin persistent_term:put(key(1), value(N)), persistent_term:get(key(1)) =:= value(N) end || N <- [3, 4]]),
    [persistent_term:put(key(1), value(N)) || N <- lists:seq(5, 600)],
    ?T(Mine =:= value(1)),
    ?T(persistent_term:erase(key(1))),
    ?T(persistent_term:get(key(1), none)),
    ?T(persistent_term:erase(key(1))),
    [begin persistent_term:put(key(N), value(N)), persistent_term:erase(key(N)) end || N <- lists:seq(1, 600)],
    Junk = [lists:duplicate(100, value(-N)) || N <- lists:seq(1, 10)],
    ?T(length(Junk)),
    ?T(Mine =:= value(1)),
    ?T(Fun() =:= value(1)),
    ?T(get(value) =:= value(1)),
    ?T(receive {mail, Mail} -> Mail =:= value(1) end),
    ?T(is_integer(erlang:cancel_timer(Timer))),
    ?T(ets:lookup(Table, 1) =:= [{1, value(1)}]),
    ?T(Part =:= binary:part(text(1), 10, byte_size(text(1)) - 10)),
    ?T(Context =:= Part),
    ?T(lists:usort([ask(P) || P <- Holders]) =:= [value(1)]),
    ?T([is_process_alive(P) || P <- [hd(Holders), lists:last(Holders)]]),
    %% What is shared within a term is the same after it.
    Shared = lists:seq(1, 100),
    ?T(persistent_term:put(key(shared), {Shared, Shared})),
    {First, Second} = persistent_term:get(key(shared)),
    [persistent_term:put(key(shared), value(N)) || N <- lists:seq(1, 600)],
    ?T({First =:= Second, First =:= Shared}),
    %% References that own something.
    Counter = counters:new(1, []),
    persistent_term:put(key(counter), {counter, Counter}),
    {counter, Got} = persistent_term:get(key(counter)),
    Adder = spawn_link(fun() -> add(element(2, persistent_term:get(key(counter)))) end),
    ?T(call(Adder)),
    [persistent_term:put(key(counter), value(N)) || N <- lists:seq(1, 600)],
    ?T(persistent_term:erase(key(counter))),
    ?T([call(Adder) || _ <- [1, 2]]),
    ?T([counters:get(C, 1) || C <- [Counter, Got]]),
    %% Funs and large binaries.
    persistent_term:put(key(funs), [fun(X) -> X + length(Shared) end, fun lists:reverse/1]),
    [Adds, Reverses] = persistent_term:get(key(funs)),
    [persistent_term:put(key(funs), binary:copy(<<N:32>>, 10000)) || N <- lists:seq(1, 600)],
    ?T([Adds(1), Reverses([a, b])]),
    Large = persistent_term:get(key(funs)),
    ?T(persistent_term:erase(key(funs))),
    garbage_collect(),
    ?T({byte_size(Large), binary:first(Large), binary:last(Large)}),
    ?T([K || {{?MODULE, _} = K, _} <- persistent_term:get()]).

key(N) ->
    {?MODULE, N}.

value(N) ->
    {value, N, text(N), "a list", #{N => 1.5, map => {N, [N]}}, 1 bsl 100, lists:seq(1, 500)}.

text(N) ->
    iolist_to_binary(["a binary that is too long to lie on the heap of any process ", lists:duplicate(20, $x), integer_to_list(N)]).

match(<<_:10/binary, Rest/binary>>) ->
    case Rest of
        <<"nothing">> -> none;
        _ -> Rest
    end.

add(Counter) ->
    receive {ask, From, Ref} -> counters:add(Counter, 1, 1), From ! {Ref, counters:get(Counter, 1)}, add(Counter) end.

wait(What, N) when N rem 2 =:= 0 ->
    receive {ask, From, Ref} -> From ! {Ref, What} end, wait(What, N);
wait(What, N) ->
    put(What, N),
    receive {ask, From, Ref} -> From ! {Ref, What} end, wait(What, N).

ask(Pid) ->
    call(Pid).

call(Pid) ->
    Ref = make_ref(),
    Pid ! {ask, self(), Ref},
    receive {Ref, Value} -> Value after 5000 -> none end.
