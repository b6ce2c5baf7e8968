%% Counts the words of standard input.
-module(words).
-export([main/1]).

main(Args) ->
    Most = case Args of
        [] -> 5;
        [Number] -> list_to_integer(Number)
    end,
    Counts = count(#{}),
    Sorted = lists:sort(fun({A, M}, {B, N}) -> {N, A} =< {M, B} end, maps:to_list(Counts)),
    [io:format("~4b ~ts~n", [Count, Word]) || {Word, Count} <- lists:sublist(Sorted, Most)].

count(Counts) ->
    case io:get_line("") of
        eof -> Counts;
        Line ->
            Words = string:lexemes(string:lowercase(Line), " \t\n.,;:!?()\"'"),
            count(lists:foldl(fun(Word, Known) -> maps:update_with(Word, fun(N) -> N + 1 end, 1, Known) end, Counts, Words))
    end.
