%% Exits, halts and outputs: what is printed before the end is all there.
-module(io_order).
-export([main/0]).
-include("check.hrl").

main() ->
    [io:put_chars([integer_to_list(N), $\s]) || N <- lists:seq(1, 500)], io:nl(),
    S = self(), [spawn(fun() -> io:format("~p\n", [N]), S ! N end) || N <- [1]], check:collect(1),
    io:format(standard_error, "to standard error ~p~n", [1]),
    io:format(user, "to user~n", []),
    io:format(standard_io, "to standard io~n", []),
    io:put_chars(standard_error, "err again\n"),
    ?T(io:format("~s", [lists:duplicate(10000, $x)])), ?T(io:nl(standard_error)), ?T(io:columns(standard_error)), ?T(io:put_chars(user, <<"bin\n">>)), ?T(file:write(standard_error, "by file\n")), ?T(io:fwrite("~w~n", [[a | b]])), ?T(io:write(standard_error, {t, 1})), ?T(length(io_lib:format("~p", [lists:seq(1, 1000)])) > 0).
