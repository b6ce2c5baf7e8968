%% epp: macros, includes, conditionals, predefined macros, errors; and a file compiled and run.
-module(lang_epp).
-export([main/0]).
-include("check.hrl").

main() ->
    file:write_file("inc.hrl", "-define(INC, included).\n-record(rec, {f = ?INC}).\n"),
    file:write_file("m.erl", [
        "-module(m).\n-export([f/0, g/1]).\n-include(\"inc.hrl\").\n-define(A, 1).\n-define(B(X), {X, ?A, ??X}).\n-define(B(X, Y), [X | Y]).\n",
        "-ifdef(A).\nf() -> {?B(foo(1)), ?B(2, []), ?INC, #rec{}, ?LINE, ?MODULE, ?FUNCTION_NAME, ?FUNCTION_ARITY, ?FILE}.\n-else.\nf() -> no.\n-endif.\n",
        "foo(X) -> X.\n-undef(A).\n-ifndef(A).\ng(x) -> undefined_a;\n-endif.\n-if(?OTP_RELEASE >= 21).\ng(y) -> new;\n-elif(true).\ng(y) -> old;\n-endif.\ng(_) -> ?MACHINE.\n"]),
    ?T(begin {ok, F} = epp:parse_file("m.erl", []), [X || X <- F, element(1, X) =/= eof] end),
    ?T(compile:file("m", [return])),
    ?T([code:add_path("."), m:f(), m:g(x), m:g(y), m:g(z)]),
    Bad = ["-ifdef(X).\n", "-endif.\n", "-define(A, 1).\n-define(A, 2).\n", "-include(\"nofile.hrl\").\n", "f() -> ?UNDEF.\n", "-define(C(X), X).\nf() -> ?C.\n", "f() -> ?C(1.\n", "-error(\"stop\").\n", "-warning(careful).\n", "-else.\n", "-undef(1).\n", "-define(R, ?R).\nf() -> ?R.\n", "-include_lib(\"nolib/x.hrl\").\n"],
    [begin
         file:write_file("bad.erl", ["-module(bad).\n", T]),
         {ok, Forms} = epp:parse_file("bad.erl", [{macros, [{'C', 1}]} || I =:= 99]),
         io:format("~p~n  ~p~n", [T, [case F of {error, {L, M, D}} -> {L, lists:flatten(M:format_error(D))}; {warning, {L, M, D}} -> {warning, L, lists:flatten(M:format_error(D))}; {function, _, N, A, _} -> {N, A}; _ -> element(1, F) end || F <- Forms]])
     end || {I, T} <- lists:enumerate(Bad)],
    ?T(compile:file("bad", [return])),
    file:write_file("rec.erl", "-module(rec).\n-export([t/0]).\n-record(p, {x = 1, y}).\nt() -> P = #p{y = 2}, {P#p.x, P#p{x = 5}, record_info(fields, p)}.\n"),
    ?T(begin {ok, rec, B} = compile:file("rec", [binary]), code:load_binary(rec, "rec.erl", B), rec:t() end),
    file:write_file("errs.erl", "-module(errs).\n-export([a/0]).\na() ->\n    X = 1,\n    X + Y.\nb() -> ok.\n"),
    ?T(compile:file("errs", [])),
    ?T(compile:file("errs", [report])),
    ?T(compile:file("no_such_file", [return])),
    ?T(c_like()).

c_like() ->
    file:write_file("beh.erl", "-module(beh).\n-behaviour(gen_server).\n-export([init/1]).\ninit(_) -> {ok, 1}.\n"),
    {ok, beh, W} = compile:file("beh", [return_warnings]),
    [lists:flatten(M:format_error(D)) || {_, L} <- W, {_, M, D} <- L].
