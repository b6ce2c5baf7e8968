%% Loading: binaries into modules, two versions at once, purge, delete, and what module_info says.
-module(code_load).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    V1 = build(sample, 1),
    ?T(code:is_loaded(sample)),
    ?T(erlang:module_loaded(sample)),
    ?T(sample:value()),
    ?T(code:load_binary(sample, "sample.erl", V1)),
    ?T(code:is_loaded(sample)),
    ?T(sample:value()),
    ?T(erlang:function_exported(sample, value, 0)),
    ?T(erlang:function_exported(sample, hidden, 0)),
    ?T(erlang:check_old_code(sample)),
    Fun = sample:closure(7),
    ?T(Fun(1)),
    ?T(code:load_binary(sample, "sample.erl", build(sample, 2))),
    ?T(sample:value()),
    ?T(erlang:check_old_code(sample)),
    ?T(Fun(1)),
    ?T((sample:closure(7))(1)),
    ?T(erlang:check_process_code(self(), sample)),
    ?T(code:load_binary(sample, "sample.erl", build(sample, 3))),
    ?T(code:purge(sample)),
    ?T(check(Fun)),
    ?T(erlang:check_old_code(sample)),
    ?T(code:delete(sample)),
    ?T(catch sample:value()),
    ?T(code:delete(sample)),
    ?T(code:purge(sample)),
    ?T(code:soft_purge(sample)),
    ?T(code:is_loaded(sample)),
    ?T(erlang:module_loaded(sample)),
    ?T(code:load_binary(other, "sample.erl", V1)),
    ?T(code:load_binary(sample, "sample.erl", <<"nonsense">>)),
    ?T(code:load_binary(sample, "sample.erl", binary:part(V1, 0, 200))),
    ?T(erlang:load_module(sample, V1)),
    ?T(sample:value()),
    ?T([sample:module_info(K) || K <- [module, exports, attributes, functions, nifs]]),
    ?T(sample:module_info(md5) =:= code:module_md5(V1)),
    ?T(sample:module_info(md5) =:= erlang:get_module_info(sample, md5)),
    ?T([K || {K, _} <- sample:module_info()]),
    ?T(sample:module_info(nothing)),
    ?T(erlang:get_module_info(nowhere)),
    ?T([K || {K, _} <- sample:module_info(compile)]),
    ?T(erlang:module_loaded(1)),
    ?T(erlang:delete_module(nowhere)),
    ?T(erlang:is_builtin(erlang, atom_to_list, 1)),
    ?T([erlang:is_builtin(M, F, A) || {M, F, A} <- [{lists, map, 2}, {lists, reverse, 2}, {erlang, apply, 3}, {erlang, nope, 0}]]),
    ?T([lists:member(M, erlang:loaded()) || M <- [sample, lists, erlang, nowhere]]),
    ?T([lists:member(M, erlang:pre_loaded()) || M <- [init, erlang, lists]]),
    ?T(code:which(sample)),
    ?T(filename:basename(code:which(lists))),
    ?T(code:ensure_loaded(nowhere)),
    ?T(code:ensure_loaded(lists)),
    ?T(code:load_file(nowhere)),
    ?T(code:module_md5(<<"nonsense">>)),
    ?T(nowhere:at_all(1, two)),
    ?T(lists:no_such_function([])),
    ?T(apply(?I(nowhere), f, [])).

check(Fun) ->
    try Fun(1) catch Class:{badfun, F}:_ -> {Class, badfun, is_function(F)}; Class:Reason -> {Class, Reason} end.

build(Name, Version) ->
    Forms = [
        {attribute, 1, module, Name},
        {attribute, 2, export, [{value, 0}, {closure, 1}]},
        {attribute, 3, vsn, [Version]},
        {attribute, 3, author, me},
        {function, 4, value, 0, [{clause, 4, [], [], [{integer, 4, Version}]}]},
        {function, 5, hidden, 0, [{clause, 5, [], [], [{call, 5, {atom, 5, hidden}, []}]}]},
        {function, 6, closure, 1, [
            {clause, 6, [{var, 6, 'A'}], [], [
                {'fun', 6, {clauses, [
                    {clause, 6, [{var, 6, 'B'}], [], [
                        {tuple, 6, [{integer, 6, Version}, {var, 6, 'A'}, {var, 6, 'B'}]}]}]}}]}]}
    ],
    {ok, Name, Binary} = compile:forms(Forms, [nowarn_unused_function]),
    Binary.
