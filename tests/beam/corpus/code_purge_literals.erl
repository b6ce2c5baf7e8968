%% Literals of code that is gone: whoever holds them goes on, and they stay what they were, wherever they are kept.
-module(code_purge_literals).
-export([main/0, wait/1]).
-include("check.hrl").

-define(ROUNDS, 40).

main() ->
    process_flag(trap_exit, true),
    Table = ets:new(table, [ordered_set, public]),
    Compiled = ets:match_spec_compile([{{'$1', '_'}, [], [{{'$1', {const, literal(0)}}}]}]),
    load(0),
    Keeper = spawn_link(fun() -> keep([]) end),
    Sleeper = spawn_link(?MODULE, wait, [sample:value()]),
    Suspended = spawn_link(fun() -> keep([]) end),
    Named = spawn_link(fun() -> put(value, sample:value()), put(sample:key(), key), keep([]) end),
    Caught = spawn_link(fun() -> keep(try sample:fail() catch error:Reason:Stack -> {Reason, Stack} end) end),
    Keeper ! {keep, sample:value()},
    erlang:suspend_process(Suspended),
    Suspended ! {keep, sample:value()},
    ets:insert(Table, {1, sample:value()}),
    persistent_term:put({?MODULE, value}, sample:value()),
    Timer = erlang:send_after(3600000, self(), sample:value()),
    Soon = erlang:start_timer(1000, self(), sample:value()),
    Ender = spawn(fun() -> receive exit -> exit(sample:value()) end end),
    Monitor = erlang:monitor(process, Ender, [{tag, sample:value()}]),
    self() ! {mail, sample:value()},
    put(value, sample:value()),
    put(sample:key(), key),
    Mine = [sample:value(), sample:part(), sample:map(), sample:binary(), sample:big(), sample:float(), sample:large()],
    Closure = let_in(sample:value()),
    Built = [built | sample:value()],
    %% Other terms take the place of the literals if those are gone too early.
    ?T([reload(N) || N <- [1, 2]]),
    [reload(N) || N <- lists:seq(3, ?ROUNDS)],
    ?T(Mine =:= literals(0)),
    ?T(Closure() =:= literal(0)),
    ?T(tl(Built) =:= literal(0)),
    ?T(get(value) =:= literal(0)),
    ?T(get({key, <<"of the dictionary, long enough to be none that lies on a heap: 0">>, 0})),
    ?T(receive {mail, Mail} -> Mail =:= literal(0) end),
    ?T(ets:lookup(Table, 1) =:= [{1, literal(0)}]),
    ?T(ets:match_spec_run([{1, 2}], Compiled) =:= [{1, literal(0)}]),
    ?T(persistent_term:get({?MODULE, value}) =:= literal(0)),
    ?T(is_integer(erlang:cancel_timer(Timer))),
    ?T(receive {timeout, Soon, Late} -> Late =:= literal(0) end),
    Ender ! exit,
    ?T(receive {Tag, Monitor, process, Ender, Ended} -> [Tag =:= literal(0), Ended =:= literal(?ROUNDS)] end),
    erlang:resume_process(Suspended),
    ?T([ask(P) =:= [literal(0)] || P <- [Keeper, Suspended]]),
    ?T(ask(Sleeper) =:= literal(0)),
    Named ! {ask_dictionary, self()},
    ?T(receive {dictionary, Dictionary} -> lists:keyfind(value, 1, Dictionary) =:= {value, literal(0)} end),
    ?T(begin {{bad, Bad}, [{sample, fail, 0, _} | _]} = ask(Caught), Bad =:= literal(0) end),
    ?T(receive {'EXIT', _, Why} -> Why after 0 -> nobody_ended end),
    %% Soft purges do not mind literals, nor do those that ask.
    Holder = spawn_link(fun() -> put(value, sample:value()), keep(sample:value()) end),
    ?T(is_tuple(ask(Holder))),
    load(1000),
    ?T(erlang:check_process_code(Holder, sample)),
    ?T(erlang:check_process_code(Holder, sample, [{allow_gc, false}])),
    ?T(code:soft_purge(sample)),
    ?T(ask(Holder) =:= literal(?ROUNDS)),
    ?T(code:delete(sample)),
    ?T(code:soft_purge(sample)),
    ?T([ask(P) =:= V || {P, V} <- [{Holder, literal(?ROUNDS)}, {Keeper, [literal(0)]}]]),
    ?T(receive {'EXIT', _, Late2} -> Late2 after 0 -> nobody_ended end).

%% A new version takes the place of the one before, and others of its size are made.
reload(N) ->
    load(N),
    Value = sample:value() =:= literal(N),
    Other = lists:duplicate(100, literal(-N)),
    garbage_collect(),
    Value andalso length(Other).

load(N) ->
    code:purge(sample),
    {module, sample} = code:load_binary(sample, "sample.erl", build(N)),
    ok.

build(N) ->
    Functions = [{value, literal(N)}, {key, {key, text(N), N}} | lists:zip([part, map, binary, big, float, large], tl(literals(N)))],
    Define = fun({Name, Value}) ->
        {function, 1, Name, 0, [{clause, 1, [], [], [erl_parse:abstract(Value)]}]}
    end,
    Raise = {call, 1, {remote, 1, {atom, 1, erlang}, {atom, 1, error}}, [{tuple, 1, [{atom, 1, bad}, erl_parse:abstract(literal(N))]}]},
    Fail = {function, 1, fail, 0, [{clause, 1, [], [], [Raise]}]},
    Exports = [{fail, 0} | [{Name, 0} || {Name, _} <- Functions]],
    Forms = [{attribute, 1, module, sample}, {attribute, 1, export, Exports}, Fail | lists:map(Define, Functions)],
    {ok, sample, Code} = compile:forms(Forms),
    Code.

literals(N) ->
    [literal(N), {part, [N]}, #{N => [N], list => "text"}, text(N), (1 bsl 200) + N, N + 0.5, maps:from_list([{{K}, N} || K <- lists:seq(1, 100)])].

literal(N) ->
    {literal, N, "a list", <<"a binary">>, text(N), #{key => {N, [text(N)]}}, 1.0e100 + N, -(1 bsl 100) - N, lists:seq(N, N + 3000)}.

text(N) ->
    <<"of the dictionary, long enough to be none that lies on a heap: ", (integer_to_binary(N))/binary>>.

let_in(Value) ->
    fun() -> Value end.

keep(What) ->
    receive
        {keep, More} -> keep([More | What]);
        {ask_dictionary, From} -> From ! {dictionary, get()}, keep(What);
        {ask, From, Ref} -> From ! {Ref, What}, keep(What)
    end.

wait(What) ->
    receive
        {ask, From, Ref} -> From ! {Ref, What}, erlang:hibernate(?MODULE, wait, [What])
    end.

ask(Pid) ->
    Ref = make_ref(),
    Pid ! {ask, self(), Ref},
    receive {Ref, Value} -> Value after 5000 -> none end.
