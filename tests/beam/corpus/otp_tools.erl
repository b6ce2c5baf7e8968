%% Tools of OTP on a module that is made here: eunit runs its tests, cover counts its lines, xref finds its calls, erl_tidy and erl_prettypr write it anew.
-module(otp_tools).
-export([main/0]).
-include("check.hrl").

main() ->
    ok = file:write_file("small.erl", source()),
    ?T(compile:file("small", [debug_info, report])),
    ?T(code:load_abs("small")),
    ?T(eunit:test(small, [])),
    ?T(eunit:test({inorder, [fun() -> ok end, {setup, fun() -> 1 end, fun(1) -> ok end, fun(X) -> fun() -> 1 = X end end}]})),
    ?T(cover()),
    ?T(xref()),
    ?T(io:put_chars(tidied())),
    ?T(abstract()).

source() ->
    "-module(small).\n"
    "-export([sum/1, top/2, sum_test/0, top_test_/0]).\n"
    "%% @doc The sum of a list.\n"
    "sum([]) -> 0;\n"
    "sum([X | Rest]) -> X + sum(Rest).\n"
    "top(A, B) when A > B -> A;\n"
    "top(_, B) -> B.\n"
    "sum_test() -> 6 = sum([1,2,3]).\n"
    "top_test_() -> [fun() -> 2 = top(1, 2) end, fun() -> b = top(b, a) end].\n"
    "unused() -> lists:foo(erlang:length([])).\n".

cover() ->
    {ok, Pid} = cover:start(),
    true = is_pid(Pid),
    {ok, small} = cover:compile_beam("small"),
    small:sum([1, 2, 3, 4]),
    small:top(2, 1),
    Found = [cover:analyse(small, calls, line), cover:analyse(small, coverage, function)],
    cover:stop(),
    Found.

xref() ->
    {ok, _} = xref:start(x),
    xref:set_default(x, [{verbose, false}, {warnings, false}]),
    {ok, small} = xref:add_module(x, "small.beam"),
    Found = [xref:q(x, Query) || Query <- ["E", "X", "L", "XC", "closure E | small:sum/1 : Fun"]],
    xref:stop(x),
    Found.

tidied() ->
    {ok, Forms} = epp_dodger:parse_file("small.erl"),
    Comments = erl_comment_scan:file("small.erl"),
    erl_prettypr:format(erl_recomment:recomment_forms(Forms, Comments), [{paper, 60}]).

abstract() ->
    {ok, {small, [{abstract_code, {raw_abstract_v1, Forms}}]}} = beam_lib:chunks("small.beam", [abstract_code]),
    [Sum] = [Form || {function, _, sum, 1, _} = Form <- Forms],
    erl_syntax:concrete(erl_syntax:abstract(erl_syntax_lib:analyze_function(Sum))).
