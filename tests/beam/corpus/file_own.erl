%% Files: written, read back, positions, lines, listing, errors, consult, path functions.
-module(file_own).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(file:write_file("a.txt", ["line 1\n", <<"line 2\n">>, "last"])),
    ?T(file:read_file("a.txt")),
    ?T(file:read_file("none.txt")),
    ?T(file:write_file("no/such/dir.txt", "x")),
    ?T(file:read_file(?I({bad}))),
    ?T(begin {ok, F} = file:open("a.txt", [read]), R = lines(F), file:close(F), R end),
    ?T(begin {ok, F} = file:open("a.txt", [read, binary, raw, read_ahead]), R = [file:read(F, 4), file:read_line(F), file:position(F, bof), file:read(F, 100), file:read(F, 1)], file:close(F), R end),
    ?T(begin {ok, F} = file:open("a.txt", [read, write]), R = [file:position(F, 5), file:write(F, "X"), file:pread(F, 0, 8), file:pwrite(F, 0, "L"), file:position(F, eof), file:write(F, "!"), file:position(F, {cur, -2}), file:read(F, 5), file:truncate(F)], file:close(F), R end),
    ?T(file:read_file("a.txt")),
    ?T(begin {ok, F} = file:open("a.txt", [append]), file:write(F, "appended"), file:close(F), file:read_file("a.txt") end),
    ?T(begin {ok, F} = file:open("a.txt", [read]), file:close(F), file:read(F, 1) end),
    ?T(file:open("none.txt", [read])),
    ?T(file:open("a.txt", [bad_mode])),
    ?T(begin {ok, F} = file:open("a.txt", [write, exclusive]), F end),
    ?T([file:make_dir("d"), file:make_dir("d"), file:make_dir("x/y"), file:list_dir("d"), file:write_file("d/f1", "1"), file:write_file("d/f2", "22")]),
    ?T(begin {ok, L} = file:list_dir("d"), lists:sort(L) end),
    ?T([file:rename("d/f1", "d/f3"), file:rename("nope", "x"), file:delete("d/f2"), file:delete("d/f2"), file:del_dir("d"), file:delete("d/f3"), file:del_dir("d")]),
    ?T(begin {ok, I} = file:read_file_info("a.txt"), {element(2, I), element(3, I), element(4, I)} end),
    ?T(file:read_file_info("none")),
    ?T(begin {ok, I} = file:read_file_info("."), element(3, I) end),
    ?T([filelib:is_file("a.txt"), filelib:is_regular("a.txt"), filelib:is_dir("."), filelib:is_dir("a.txt"), filelib:file_size("a.txt"), filelib:is_file("zz")]),
    ?T([filelib:ensure_dir("p/q/r.txt"), filelib:is_dir("p/q"), filelib:ensure_path("p/q2"), file:write_file("p/q/one.erl", ""), file:write_file("p/q/two.erl", ""), file:write_file("p/q/three.txt", "")]),
    ?T([filelib:wildcard("p/q/*.erl"), filelib:wildcard("*/q/t*"), filelib:wildcard("p/**/*.txt"), filelib:wildcard("p/q/{one,three}.*"), filelib:wildcard("[no]*", "p/q"), filelib:wildcard("none*")]),
    ?T(lists:sort(filelib:fold_files("p", "\\.erl$", true, fun(X, A) -> [X | A] end, []))),
    ?T(file:write_file("terms", "{a, 1}.\n[b, \"c\"].\n% comment\n#{x => <<1>>}.\n")),
    ?T(file:consult("terms")),
    ?T(begin file:write_file("bad", "{a, 1}.\n{b, .\n"), {error, {L, M, D}} = file:consult("bad"), {L, lists:flatten(M:format_error(D))} end),
    ?T(file:consult("none")),
    ?T(begin file:write_file("script", "X = 1 + A, {X, A}."), file:script("script", [{'A', 41}]) end),
    ?T(file:eval("none")),
    ?T(file:format_error(enoent)),
    ?T(file:copy("a.txt", "b.txt")),
    ?T(file:read_file("b.txt") =:= file:read_file("a.txt")),
    ?T([element(1, file:get_cwd()), file:set_cwd("p/q"), filelib:wildcard("*.txt"), file:set_cwd("../.."), filelib:is_file("a.txt"), file:set_cwd("none")]),
    ?T(begin {ok, F} = file:open("u.txt", [write, {encoding, utf8}]), io:format(F, "~ts~n", ["λé"]), file:close(F), file:read_file("u.txt") end),
    ?T(begin {ok, F} = file:open("u.txt", [read, {encoding, utf8}]), R = io:get_line(F, ""), file:close(F), R end),
    ?T(begin file:write_file("data", [<<N:32>> || N <- lists:seq(1, 20000)]), {ok, B} = file:read_file("data"), {byte_size(B), erlang:md5(B)} end),
    ?T(file:write_file("enc", <<"%% -*- coding: latin-1 -*-\n{x, \"\351\"}.\n">>)),
    ?T(file:consult("enc")),
    ?T([file:delete(F) || F <- ["a.txt", "b.txt", "u.txt"]]),
    ?T(file:native_name_encoding()),
    ?T(filename:absname("x") =/= "x").

lines(F) ->
    case io:get_line(F, "") of
        eof -> [];
        L -> [L | lines(F)]
    end.
