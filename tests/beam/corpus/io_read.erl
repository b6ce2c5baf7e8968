%% Standard input: lines, characters, fread, terms, end of file.
-module(io_read).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    ?T(io:get_line("prompt> ")),
    ?T(io:get_line('atom prompt ')),
    ?T(io:get_chars("", 5)),
    ?T(io:get_chars("", 3)),
    ?T(io:get_line("")),
    ?T(io:fread("", "~d ~s ~f ~a")),
    ?T(io:fread("", "~d,~d")),
    ?T(io:fread("", "~d")),
    ?T(io:get_line("")),
    ?T(io:read("term> ")),
    ?T(io:read("")),
    ?T(io:get_line("")),
    ?T(io:parse_erl_exprs("")),
    ?T(io:scan_erl_exprs("")),
    ?T(io:get_line("")),
    ?T(io:get_line("")),
    ?T(io:get_chars("", 3)),
    ?T(io:get_line("")),
    ?T(file:read_line(standard_io)),
    ?T(io:get_line(standard_io, "")),
    ?T(file:read(standard_io, 4)),
    ?T(io:request(standard_io, {get_line, unicode, "p"})),
    ?T(io:request(standard_io, {get_until, unicode, "", erl_scan, tokens, [1]})),
    ?T(io:request(standard_io, {unknown, request})),
    ?T(io:request(standard_io, getopts) =/= {error, enotsup}),
    ?T(length(io:get_line(""))),
    ?T(io:get_line("")),
    ?T(io:get_line("")),
    ?T(io:get_chars("", 1)),
    ?T(io:read("")).
