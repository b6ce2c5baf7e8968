%% re:run with patterns of every construct and with all its options.
-module(re_run).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    Cases = [
        {"abc", "xabcx"}, {"a.c", "abc"}, {"^abc$", "abc"}, {"(a)(b)?(c)", "ac"}, {"a|b|c", "xxc"}, {"[a-c]+", "zzabcabz"}, {"[^a-c]+", "abczyx"},
        {"(\\d+)-(\\d+)", "tel 555-1234"}, {"\\bfoo\\b", "a foo b"}, {"\\w+\\s\\W", "ab !"}, {"a*?b", "aaab"}, {"a{2,3}", "aaaa"}, {"a{2,3}?", "aaaa"}, {"(a+)+b", "aaab"},
        {"(?:ab)+", "ababx"}, {"(?<year>\\d{4})-(?<mon>\\d\\d)", "on 2024-05"}, {"(?i)ABC", "xabc"}, {"(?=b)b", "ab"}, {"a(?!b)", "abac"}, {"(?<=a)b", "ab"}, {"(?<!a)b", "abcb"},
        {"(a)\\1", "baa"}, {"\\x41\\t", "A\t"}, {"\\.", "a.b"}, {"", "abc"}, {"x*", "abc"}, {"a++b", "aaab"}, {"(?>a+)ab", "aaab"}, {"(a)|(b)", "b"}, {"\\Aab\\z", "ab"}, {"[[:alpha:]]+[[:digit:]]", "ab1"},
        {"(?s)a.b", "a\nb"}, {"(?m)^b", "a\nb"}, {"(?x) a b # comment", "ab"}, {"a\\Kb", "ab"}, {"(?(?=a)ab|cd)", "cd"}, {"\\Qa.b\\E", "a.b"}, {"((a)(b(c)))", "abc"}, {"\\R", "a\r\n"}, {"\\h\\v", " \n"}
    ],
    [io:format("~s on ~p: ~p~n", [P, S, run(S, P, [])]) || {P, S} <- Cases],
    ?T(re:run("abcabc", "b", [global])),
    ?T(re:run("abcabc", "(b)(c)", [global, {capture, all_but_first, list}])),
    ?T(re:run("abcabc", "(b)(c)", [{capture, first, binary}])),
    ?T(re:run("abcabc", "(b)(x)?", [{capture, all, list}])),
    ?T(re:run("abcabc", "(b)(x)?(c)", [{capture, all, index}])),
    ?T(re:run("abcabc", "(b)", [{capture, none}])),
    ?T(re:run("abcabc", "(b)(c)", [{capture, [2, 0, 5], list}])),
    ?T(re:run("2024-05", "(?<y>\\d+)-(?<m>\\d+)", [{capture, [m, "y", nope], binary}])),
    ?T(re:run("2024-05", "(?<y>\\d+)-(?<m>\\d+)", [{capture, all_names, list}])),
    ?T(re:run("abcabc", "B", [caseless])),
    ?T(re:run("a\nb", "a.b", [dotall])),
    ?T(re:run("x\nab", "^a", [multiline])),
    ?T(re:run("x\nab", "^a", [])),
    ?T(re:run("abcabc", "b", [{offset, 2}])),
    ?T(re:run("abcabc", "b", [anchored])),
    ?T(re:run("abcabc", "b", [anchored, {offset, 1}])),
    ?T(re:run("ab", "a b", [extended])),
    ?T(re:run("aaa", "a*", [ungreedy])),
    ?T(re:run("ab\n", "b$", [dollar_endonly])),
    ?T(re:run("abc", "", [notempty])),
    ?T(re:run("", "^$", [])),
    ?T(re:run("aé€", "é(.)", [unicode, {capture, all, list}])),
    ?T(re:run(<<"aé€"/utf8>>, "é(.)", [unicode, {capture, all, index}])),
    ?T(re:run(<<"aé€"/utf8>>, <<"€"/utf8>>, [unicode, {capture, all, binary}])),
    ?T(re:run("É", "é", [unicode, caseless])),
    ?T(re:run("λx", "\\p{L}\\x{78}", [unicode])),
    ?T(re:run("λ", "\\w", [unicode, ucp])),
    ?T(re:run("λ", "\\w", [unicode])),
    ?T(re:run("aXbX", "(?<l>[ab])X", [global, {capture, [l], list}])),
    ?T(re:run(["ab", <<"cd">>, $e], "b(c)d", [{capture, all, list}])),
    ?T(re:run("abc", "x*", [global])),
    ?T(re:run("abc", "(x)*|b", [global])),
    ?T(re:run("a1b22", "\\d*", [global, {capture, all, list}])),
    ?T(re:run(lists:duplicate(50000, $a), "a*b")),
    ?T(re:run(lists:duplicate(50000, $a) ++ "b", "a*b")),
    ?T(re:run("foo\r\nbar", "^bar", [multiline, {newline, crlf}])),
    ?T(re:run("foo.bar", "(?|(foo)|(bar))", [{capture, all, list}])).

run(S, P, O) ->
    try re:run(S, P, O)
    catch C:R -> {C, R}
    end.
