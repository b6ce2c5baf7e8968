%% Output in latin1 and in unicode: what is escaped, what is not, and what put_chars refuses.
-module(format_unicode).
-export([main/0]).

main() ->
    show(),
    ok = io:setopts([{encoding, unicode}]),
    show(),
    ok = io:setopts([{encoding, latin1}]),
    show(),
    io:format("~p~n", [io:setopts([{encoding, nonsense}])]),
    io:format("~p~n", [lists:sort(io:getopts())]),
    io:format("~p ~p~n", [io:columns(), io:rows()]).

show() ->
    io:format("~ts|~s~n", ["aé€😀", "aé"]),
    io:format("~tp ~tp ~p~n", ["é", "€", "é"]),
    io:format("~tw ~w~n", ['é', 'é']),
    io:format("~tc~c~n", [8364, 233]),
    io:put_chars("plain é\n"),
    io:put_chars(<<"utf8 é€\n"/utf8>>),
    io:put_chars([<<"mixed é"/utf8>>, 8364, "\n"]),
    io:format("~p~n", [catch element(1, element(2, catch io:put_chars([-1])))]),
    io:format("~p~n", [catch element(1, element(2, catch io:put_chars(a)))]),
    io:write({term, "x", 'é', [955]}),
    io:nl(),
    io:fwrite("~ts ~ts~n", [<<"é"/utf8>>, <<233>>]).
