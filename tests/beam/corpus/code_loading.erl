%% code and module_info: paths, loaded modules, attributes, on-demand loading, deleting, purging, sticky modules.
-module(code_loading).
-export([main/0, f/1]).
-vsn({1, two}).
-author(someone).
-include("check.hrl").

f(X) -> X.

main() ->
    logger:set_primary_config(level, none),
    ?T(?MODULE:module_info(module)),
    ?T(lists:sort(?MODULE:module_info(exports))),
    ?T(?MODULE:module_info(attributes)),
    ?T([K || {K, _} <- ?MODULE:module_info(compile)]),
    ?T([K || {K, _} <- ?MODULE:module_info()]),
    ?T(is_binary(?MODULE:module_info(md5))),
    ?T(?MODULE:module_info(?I(nope))),
    ?T([code:is_loaded(M) =/= false || M <- [lists, ?MODULE, no_such_module]]),
    ?T([filename:basename(code:which(M)) || M <- [lists, gen_server]]),
    ?T([code:which(no_such_module), code:which(erlang)]),
    ?T(code:ensure_loaded(no_such_module)),
    ?T(code:ensure_loaded(queue)),
    ?T(code:ensure_modules_loaded([queue, no_such_module])),
    ?T(code:load_file(no_such_module)),
    ?T(element(1, code:load_file(proplists))),
    ?T([erlang:module_loaded(M) || M <- [lists, no_such_module]]),
    ?T([erlang:function_exported(M, F, A) || {M, F, A} <- [{lists, map, 2}, {lists, nope, 1}, {erlang, hd, 1}, {nomod, f, 0}, {?MODULE, f, 1}]]),
    ?T([erlang:is_builtin(M, F, A) || {M, F, A} <- [{erlang, hd, 1}, {lists, reverse, 2}, {lists, map, 2}]]),
    ?T([filename:basename(code:lib_dir(A)) =/= [] || A <- [kernel, stdlib]]),
    ?T(code:lib_dir(no_such_app)),
    ?T(code:priv_dir(no_such_app)),
    ?T([code:is_sticky(lists), code:is_sticky(?MODULE)]),
    ?T(code:load_binary(lists, "x", <<>>)),
    ?T(code:load_binary(broken, "x", <<"FOR1 garbage">>)),
    ?T(code:load_binary(?I("x"), y, z)),
    ?T([code:add_path("/no/such/dir"), code:del_path("/no/such/dir"), code:add_patha("."), hd(code:get_path()), code:del_path(".")]),
    ?T(begin {M, B, F} = code:get_object_code(queue), {M, byte_size(B) > 1000, filename:basename(F)} end),
    ?T(code:get_object_code(no_such_module)),
    ?T([lists:member(M, erlang:loaded()) || M <- [lists, init, no_such_module]]),
    ?T(lists:member(erts_internal, erlang:pre_loaded())),
    ?T(code:modified_modules() =/= x),
    ?T(code:clash() =/= x),
    ?T([code:get_mode(), code:objfile_extension()]),
    ?T(no_such_module:f(1, 2)),
    ?T(?MODULE:g()),
    ?T(apply(no_such_module, f, [])),
    ?T(spawn_undefined()),
    ?T(two_versions()),
    ?T(beam_lib:version(code:which(?MODULE))),
    ?T(element(1, beam_lib:chunks(code:which(?MODULE), [abstract_code]))),
    ?T(beam_lib:chunks("nofile", [exports])),
    ?T(error_handler:undefined_function(no_such_module, f, [])).

spawn_undefined() ->
    logger:set_primary_config(level, none),
    {_, R} = spawn_monitor(no_such_module, f, [x]),
    receive {'DOWN', R, _, _, {Why, [{M, F, A, _} | _]}} -> {Why, M, F, A} end.

%% A process in old code keeps running it; a soft purge sees that, a purge ends it.
two_versions() ->
    load(1),
    S = self(),
    P = spawn(fun() -> versioned:loop(S) end),
    A = ask(P),
    load(2),
    B = [ask(P), versioned:v(), code:soft_purge(versioned), erlang:check_old_code(versioned), erlang:check_process_code(P, versioned)],
    P ! switch,
    C = [ask(P), erlang:check_process_code(P, versioned), code:soft_purge(versioned), erlang:check_old_code(versioned)],
    R = monitor(process, P),
    load(3),
    D = [ask(P), code:purge(versioned), receive {'DOWN', R, _, _, W} -> W after 1000 -> alive end],
    E = [code:delete(versioned), code:is_loaded(versioned), code:delete(versioned), catch versioned:v()],
    {A, B, C, D, length(E)}.

ask(P) -> P ! ask, receive {version, V} -> V after 1000 -> none end.

load(N) ->
    Text = "-module(versioned). -export([v/0, loop/1]). v() -> " ++ integer_to_list(N) ++ ". loop(S) -> receive ask -> S ! {version, v()}, loop(S); switch -> versioned:loop(S) end.",
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, versioned, B} = compile:forms(split(Tokens, []), []),
    {module, versioned} = code:load_binary(versioned, "versioned", B).

split([], _) -> [];
split([{dot, _} = D | T], Acc) -> {ok, F} = erl_parse:parse_form(lists:reverse([D | Acc])), [F | split(T, [])];
split([X | T], Acc) -> split(T, [X | Acc]).
