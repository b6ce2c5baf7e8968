%% Upper, lower, title and folded case over alphabets and odd letters.
-module(string_case).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    Ws = ["hello", "HELLO", "straße", "ΣΊΣΥΦΟΣ", "ΐ", "ŉ", "ǅ", "İstanbul", "ﬁn", "ÿ", "кот", "日本", "ա", "ꭰ", "Ａｂ"],
    [io:format("~ts ~ts ~ts ~ts ~ts~n", [W, string:uppercase(W), string:lowercase(W), string:titlecase(W), string:casefold(W)]) || W <- Ws],
    ?T([string:equal(A, B, true) || {A, B} <- [{"straße", "STRASSE"}, {"Å", "å"}, {"a", "b"}]]), ?T([string:to_upper(W) || W <- ["abcé", "ÿ"]]), ?T([string:uppercase(unicode:characters_to_binary(W)) || W <- Ws]), ?T(erlang:phash2([string:lowercase([C]) || C <- lists:seq(1, 1400)])), ?T(string:lowercase(<<255>>)).
