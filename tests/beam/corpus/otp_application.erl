%% application: a real one, made here: load, start, dependencies, environment, stop, start types, keys.
-module(otp_application).
-behaviour(application).
-export([main/0, start/2, stop/1, prep_stop/1, init/1, config_change/3]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    Lib = spec(lib_app, [{applications, [kernel, stdlib]}]),
    App = spec(main_app, [{applications, [kernel, stdlib, lib_app]}, {env, [{color, red}, {size, 3}]}, {mod, {?MODULE, [arg]}}, {registered, [otp_app_sup]}]),
    Bad = spec(bad_app, [{applications, [kernel]}, {mod, {?MODULE, fail}}]),
    ?T(application:load(Lib)),
    ?T(application:load(App)),
    ?T(application:load(App)),
    ?T(application:load(Bad)),
    ?T(application:start(main_app)),
    ?T(application:ensure_all_started(main_app)),
    ?T(application:ensure_started(main_app)),
    ?T(application:start(main_app)),
    ?T([A || {A, _, _} <- application:which_applications(), lists:member(A, [main_app, lib_app, kernel, stdlib])]),
    ?T(lists:keyfind(main_app, 1, application:loaded_applications())),
    ?T([application:get_env(main_app, K) || K <- [color, size, none]]),
    ?T(application:get_env(main_app, none, dflt)),
    ?T([application:set_env(main_app, color, blue), application:get_env(main_app, color), application:unset_env(main_app, color), application:get_env(main_app, color)]),
    ?T(lists:sort(application:get_all_env(main_app))),
    ?T(application:set_env([{main_app, [{a, 1}, {b, 2}]}])),
    ?T([application:get_key(main_app, K) || K <- [vsn, description, applications, modules, mod, registered, maxT]]),
    ?T(element(1, application:get_all_key(main_app))),
    ?T(application:get_key(nope, vsn)),
    ?T(is_pid(whereis(otp_app_sup))),
    ?T(begin S = self(), otp_app_worker ! {ask, S}, check:collect(1) end),
    ?T(application:get_application(?MODULE)),
    ?T(application:get_application(whereis(otp_app_sup))),
    ?T(application:get_supervisor(main_app) =:= {ok, whereis(otp_app_sup)}),
    ?T(application:stop(main_app)),
    ?T(application:stop(main_app)),
    ?T(whereis(otp_app_sup)),
    ?T(application:unload(main_app)),
    ?T(application:unload(main_app)),
    ?T(application:get_env(main_app, size)),
    ?T(application:start(bad_app)),
    ?T(application:start(no_such_app)),
    ?T(application:ensure_all_started(no_such_app)),
    ?T(application:load({application, x})),
    ?T(application:stop(lib_app)),
    ?T(application:get_key(kernel, description)),
    ?T(element(1, lists:keyfind(stdlib, 1, application:which_applications()))).

spec(Name, Keys) -> {application, Name, [{description, "an app"}, {vsn, "1.2"}, {modules, [otp_application || Name =:= main_app]} | Keys]}.

start(_, fail) -> {error, on_purpose};
start(Type, Args) ->
    io:format("start ~p ~p~n", [Type, Args]),
    R = supervisor:start_link({local, otp_app_sup}, ?MODULE, []),
    R.
prep_stop(S) -> io:format("prep_stop ~p~n", [S]), S.
stop(S) -> io:format("stop ~p~n", [S]).
config_change(_, _, _) -> ok.

init([]) ->
    Start = fun() -> {ok, spawn_link(fun() -> register(otp_app_worker, self()), worker() end)} end,
    {ok, {#{}, [#{id => w, start => {erlang, apply, [Start, []]}, shutdown => brutal_kill}]}}.

worker() ->
    receive {ask, From} -> From ! {app, application:get_application(), application:get_env(size)} end,
    worker().
