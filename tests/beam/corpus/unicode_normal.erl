%% Normal forms: composition, decomposition, compatibility, Hangul, order of marks.
-module(unicode_normal).
-export([main/0]).
-include("check.hrl").

main() ->
    Texts = ["é", "e\x{301}", "Å", "\x{212b}", "ﬁ", "½", "각", "\x{1100}\x{1161}\x{11a8}", "q\x{307}\x{323}", "ṩ", "s\x{323}\x{307}",
             "\x{1e9b}\x{323}", "ﾊﾝｶｸ", "①②", "x²", "\x{0344}", "\x{2126}", "a\x{0315}\x{0300}\x{05ae}b", "😀", "", "plain"],
    [
        io:format("~w: ~w ~w ~w ~w~n", [T, F(nfc, T), F(nfd, T), F(nfkc, T), F(nfkd, T)])
     || F <- [fun form/2], T <- Texts
    ],
    ?T(unicode:characters_to_nfc_binary(["e", <<"\x{301}"/utf8>>])),
    ?T(unicode:characters_to_nfd_binary(<<"éà"/utf8>>)),
    ?T(unicode:characters_to_nfkc_binary(<<"ﬁ①"/utf8>>)),
    ?T(unicode:characters_to_nfkd_list(<<"ﬁé"/utf8>>)),
    ?T(unicode:characters_to_nfc_list(<<"abc", 255>>)),
    ?T(unicode:characters_to_nfc_binary(<<"abc", 255>>)),
    ?T(unicode:characters_to_nfc_list([16#110000])),
    ?T(unicode_util:gc("e\x{301}b")),
    ?T(unicode_util:cp([<<"é"/utf8>>, "b"])),
    ?T(unicode_util:nfc("e\x{301}b")),
    ?T(unicode_util:whitespace()),
    ?T([unicode_util:is_whitespace(C) || C <- [$\s, $\n, $a, 16#2028, 16#a0]]),
    ?T(erlang:phash2([unicode:characters_to_nfd_list([C]) || C <- lists:seq(16#c0, 16#24f)])),
    ?T(erlang:phash2([unicode:characters_to_nfkc_list([C]) || C <- lists:seq(16#2100, 16#23ff)])),
    ?T(erlang:phash2([string:uppercase([C]) || C <- lists:seq(1, 16#500)])).

form(nfc, T) -> unicode:characters_to_nfc_list(T);
form(nfd, T) -> unicode:characters_to_nfd_list(T);
form(nfkc, T) -> unicode:characters_to_nfkc_list(T);
form(nfkd, T) -> unicode:characters_to_nfkd_list(T).
