%% on_load: a module that prepares itself, one that refuses, one that fails, and who waits meanwhile.
-module(code_onload).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    ?T(load(good, "ok")),
    ?T(good:f()),
    ?T(load(bad, "not_ok")),
    ?T(code:is_loaded(bad)),
    ?T(catch bad:f()),
    ?T(load(worse, "error(broken)")),
    ?T(code:is_loaded(worse)),
    ?T(load(thrower, "throw(away)")),
    ?T(load(exits, "exit(normal)")),
    %% The version before stays when the new one refuses.
    ?T(load(good, "no")),
    ?T(good:f()),
    %% While the function runs, the module's functions can be called by itself only.
    ?T(load(own, "own = own:name(), ok")),
    ?T(own:name()),
    ?T(load(remote, "true = is_list(lists:seq(1, 3)), erlang:put(x, 1), ok")),
    ?T(get(x)),
    ?T(load(slow, "receive after 50 -> ok end")),
    ?T(slow:name()).

load(Name, Body) ->
    Source = io_lib:format(
        "-module(~s). -export([f/0, name/0]). -on_load(init/0). init() -> ~s. f() -> ~p. name() -> ~s. ",
        [Name, Body, lists:flatten(Body), Name]),
    {ok, Tokens, _} = erl_scan:string(lists:flatten(Source)),
    {ok, Name, Binary} = compile:forms(forms(Tokens, []), []),
    code:load_binary(Name, atom_to_list(Name) ++ ".erl", Binary).

forms([], []) -> [];
forms([{dot, _} = Dot | Rest], Form) ->
    {ok, Parsed} = erl_parse:parse_form(lists:reverse([Dot | Form])),
    [Parsed | forms(Rest, [])];
forms([Token | Rest], Form) -> forms(Rest, [Token | Form]).
