%% Purging: processes that run old code, or hold its funs, end; soft purges leave them; others go on.
-module(code_purge).
-export([main/0]).
-include("check.hrl").

main() ->
    process_flag(trap_exit, true),
    load(1),
    Old = spawn(looper, loop, []),
    Holder = spawn(fun() -> hold(looper:closure(7)) end),
    Keeper = spawn(fun() -> put(key, looper:closure(7)), hold(nothing) end),
    Free = spawn(fun() -> hold(free) end),
    ?T([ask(P) || P <- [Old, Holder, Keeper, Free]]),
    load(2),
    ?T(erlang:check_old_code(looper)),
    ?T([erlang:check_process_code(P, looper) || P <- [Old, Holder, Keeper, Free, self()]]),
    ?T(code:soft_purge(looper)),
    ?T(erlang:check_process_code(Old, looper, [{allow_gc, true}])),
    Request = make_ref(),
    ?T(erlang:check_process_code(Free, looper, [{async, Request}])),
    ?T(receive {check_process_code, Request, Answer} -> Answer after 1000 -> none end),
    ?T(erlang:check_process_code(Free, looper, [nonsense])),
    ?T(erlang:check_process_code(nobody, looper)),
    Refs = [monitor(process, P) || P <- [Old, Holder, Keeper, Free]],
    ?T(code:purge(looper)),
    ?T([receive {'DOWN', R, process, _, Why} -> Why after 100 -> alive end || R <- Refs]),
    ?T(erlang:check_old_code(looper)),
    ?T(ask(Free)),
    %% A process that calls the module by its full name goes over to the new version.
    load(3),
    code:purge(looper),
    Moving = spawn(looper, loop, []),
    ?T(ask(Moving)),
    load(4),
    ?T(begin Moving ! upgrade, ask(Moving) end),
    ?T(erlang:check_process_code(Moving, looper)),
    ?T(code:soft_purge(looper)),
    ?T(ask(Moving)),
    ?T(code:purge(looper)).

hold(What) ->
    receive
        {From, Ref} -> From ! {Ref, {hold, is_function(What)}}, hold(What)
    end.

ask(Pid) ->
    Ref = make_ref(),
    Pid ! {self(), Ref},
    receive {Ref, Value} -> Value after 1000 -> none end.

load(Version) ->
    Source = [
        "-module(looper). -export([loop/0, closure/1]). ",
        "loop() -> receive {From, Ref} -> From ! {Ref, ", integer_to_list(Version), "}, loop(); ",
        "upgrade -> looper:loop() end. ",
        "closure(X) -> fun() -> {X, ", integer_to_list(Version), "} end. "],
    {ok, Tokens, _} = erl_scan:string(lists:flatten(Source)),
    {ok, looper, Binary} = compile:forms(forms(Tokens, []), []),
    {module, looper} = code:load_binary(looper, "looper.erl", Binary).

forms([], []) -> [];
forms([{dot, _} = Dot | Rest], Form) ->
    {ok, Parsed} = erl_parse:parse_form(lists:reverse([Dot | Form])),
    [Parsed | forms(Rest, [])];
forms([Token | Rest], Form) -> forms(Rest, [Token | Form]).
