%% Reading and writing text by lines, with encodings, and seeking in it.
-module(file_text).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(file:write_file("t.txt", unicode:characters_to_binary("línea uno\nlínea dos\n\nfin"))), ?T(begin {ok, F} = file:open("t.txt", [read, {encoding, utf8}]), R = all(F), file:close(F), R end), ?T(begin {ok, F} = file:open("t.txt", [read]), R = [length(L) || L <- all(F)], file:close(F), R end), ?T(begin {ok, F} = file:open("t.txt", [read, binary]), R = [file:read_line(F), file:position(F, {eof, -3}), file:read(F, 10), file:read_line(F)], file:close(F), R end), ?T(begin {ok, F} = file:open("o.txt", [write]), io:format(F, "~s ~p~n", ["a", {b}]), io:put_chars(F, "tail"), file:close(F), file:read_file("o.txt") end), ?T(begin {ok, F} = file:open("o.txt", [read]), R = [io:read(F, ""), io:get_chars(F, "", 2), io:get_line(F, ""), io:get_line(F, "")], file:close(F), R end), ?T(begin file:write_file("d", "12 ab 3.5\n7 c 1.0\n"), {ok, F} = file:open("d", [read]), R = [io:fread(F, "", "~d ~s ~f") || _ <- [1, 2, 3]], file:close(F), R end), ?T(file:read_file("missing")), ?T(begin {ok, F} = file:open("o.txt", [append]), io:nl(F), file:close(F), filelib:file_size("o.txt") end), ?T([file:delete(F) || F <- ["t.txt", "o.txt", "d", "d"]]).

all(F) -> case io:get_line(F, "") of eof -> []; L -> [L | all(F)] end.
