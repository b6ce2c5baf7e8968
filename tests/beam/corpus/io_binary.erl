%% Standard input as bytes and binaries, to its end.
-module(io_binary).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(io:setopts([binary])),
    ?T(lists:sort(io:getopts())),
    ?T(io:get_line("")),
    ?T(io:get_chars("", 4)),
    ?T(file:read_line(standard_io)),
    ?T(file:read(standard_io, 10)),
    ?T(copy(0, 0)),
    ?T(io:get_line("")),
    ?T(file:read(standard_io, 10)).

copy(Lines, Bytes) ->
    case io:get_line("") of
        eof -> {Lines, Bytes};
        Line when is_binary(Line) -> copy(Lines + 1, Bytes + byte_size(Line))
    end.
