%% calendar, uri_string, filename, os-independent parts of filelib.
-module(data_calendar).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T([calendar:date_to_gregorian_days({Y, M, D}) || {Y, M, D} <- [{0, 1, 1}, {1970, 1, 1}, {2000, 2, 29}, {2024, 12, 31}, {9999, 12, 31}]]),
    ?T([calendar:gregorian_days_to_date(N) || N <- [0, 719528, 730179, 1000000]]),
    ?T(calendar:date_to_gregorian_days({2023, 2, 29})),
    ?T([calendar:day_of_the_week({2024, 2, 29}), calendar:is_leap_year(1900), calendar:is_leap_year(2000), calendar:last_day_of_the_month(2023, 2), calendar:valid_date(2023, 2, 29)]),
    ?T([calendar:iso_week_number(D) || D <- [{2020, 12, 31}, {2021, 1, 1}, {2021, 1, 4}, {2018, 12, 31}]]),
    ?T([calendar:datetime_to_gregorian_seconds({{1970, 1, 1}, {0, 0, 1}}), calendar:gregorian_seconds_to_datetime(63000000000), calendar:seconds_to_daystime(-1), calendar:seconds_to_time(86399), calendar:time_to_seconds({1, 2, 3})]),
    ?T([calendar:time_difference({{2000, 1, 1}, {0, 0, 0}}, {{2000, 1, 2}, {1, 1, 1}}), calendar:system_time_to_universal_time(0, second), calendar:system_time_to_universal_time(1700000000123, millisecond), calendar:now_to_datetime({1700, 5, 0})]),
    ?T([calendar:system_time_to_rfc3339(S, [{unit, U}, {offset, O}]) || {S, U, O} <- [{0, second, "Z"}, {1700000000123, millisecond, "+05:30"}, {1700000000123456, microsecond, "-00:01"}, {-1, second, 0}]]),
    ?T([calendar:rfc3339_to_system_time(S, [{unit, U}]) || {S, U} <- [{"1970-01-01T00:00:01Z", second}, {"2023-11-14T22:13:20.123+01:00", millisecond}, {"2023-11-14 22:13:20.5Z", nanosecond}]]),
    ?T(calendar:rfc3339_to_system_time("garbage")),
    ?T(calendar:seconds_to_time(90000)),
    ?T([uri_string:parse(U) || U <- ["foo://user:pw@example.com:8042/over/there?name=ferret#nose", "http://[::1]:80/", "mailto:a@b.c", "/rel/path?q", "", "urn:x:y", <<"http://h/p?a=b">>, "http://host:bad/", "http://[bad", "ht tp:/x"]]),
    ?T([uri_string:recompose(#{scheme => "http", host => "a.b", path => "/p", query => "x=1", fragment => "f", port => 8080, userinfo => "me"}), uri_string:recompose(#{path => "//x"})]),
    ?T([uri_string:normalize(U) || U <- ["HTTP://Ex.COM:80/a/./b/../c/%7euser", "http://h/%zz", "/a/../../b"]]),
    ?T([uri_string:resolve(R, "http://a/b/c/d;p?q") || R <- ["g", "./g", "/g", "//g", "?y", "g?y", "#s", "../../g", "../../../g", "g;x=1/../y", ""]]),
    ?T([uri_string:compose_query([{"a", "b c"}, {"é", "&="}]), uri_string:compose_query([{<<"k">>, true}]), uri_string:dissect_query("a=b+c&d=%C3%A9&flag"), uri_string:dissect_query("a=%zz")]),
    ?T([uri_string:percent_decode("%41%C3%A9"), uri_string:percent_decode(<<"a%20b">>), uri_string:quote("a b/é"), uri_string:unquote("a%20b"), uri_string:transcode("foo%00%00%00%F6bar", [{in_encoding, utf32}, {out_encoding, utf8}])]),
    ?T([filename:F(X) || F <- [basename, dirname, extension, rootname, split, pathtype], X <- ["/usr/local/bin.erl", "a/b/c.tar.gz", "file", "/", "", "a/", "..", ".hidden", <<"bin/x.y">>]]),
    ?T([filename:join(A, B) || {A, B} <- [{"a", "b"}, {"a/", "b"}, {"a", "/b"}, {"", "b"}, {<<"a">>, "b"}, {"a//b", "c/"}]]),
    ?T([filename:join(["a", "b", "c"]), filename:basename("a/b.erl", ".erl"), filename:rootname("a/b.erl", ".erl"), filename:rootname("x.y", ".z"), filename:nativename("a//b/"), filename:flatten(["a", $b, [c]])]),
    ?T([filename:absname("x", "/base"), filename:absname("/x", "/base"), filename:absname_join("/a", "b"), filename:append("a", "b"), filename:validate("ok"), filename:validate([0])]),
    ?T(filename:join([])),
    ?T(filename:basename(?I(1))),
    ?T([filelib:safe_relative_path(P, "") || P <- ["a/../b", "../a", "/abs", "a/./b"]]),
    ?T([filename:safe_relative_path(P) || P <- ["a/b/../..", "a/../.."]]),
    ?T([http_uri || false]).
