%% Splitting, tokens, lexemes, trimming, taking: with every position of the separator.
-module(string_split).
-export([main/0]).
-include("check.hrl").

main() ->
    Ss = ["", ",", "a", "a,b", ",a", "a,", ",,", "a,,b", "abc,def,ghi", "é,ü"],
    [io:format("~tp ~tp ~tp ~tp ~tp ~tp~n", [S, string:split(S, ","), string:split(S, ",", trailing), string:split(S, ",", all), string:lexemes(S, ","), string:tokens(S, ",")]) || S <- Ss],
    [io:format("~tp ~tp ~tp~n", [S, binary:split(unicode:characters_to_binary(S), <<",">>, [global]), re:split(S, ",", [{return, list}, unicode])]) || S <- Ss],
    ?T([string:trim(S, D, ",") || S <- Ss, D <- [leading, trailing, both]]), ?T([string:take(S, ",", C, D) || S <- [",,a,,", "b"], C <- [true, false], D <- [leading, trailing]]), ?T([string:find(S, ",") || S <- Ss]), ?T([string:prefix(S, "a") || S <- Ss]), ?T([string:replace(S, ",", ";;", all) || S <- Ss]).
