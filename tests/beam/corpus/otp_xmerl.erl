%% XML read, searched, written and streamed by xmerl.
-module(otp_xmerl).
-export([main/0]).
-include("check.hrl").

main() ->
    {Doc, _} = xmerl_scan:string("<?xml version=\"1.0\"?><shop name=\"s\"><!-- c --><item id=\"1\">Tea &amp; <b>milk</b></item><item id=\"2\"/></shop>"),
    ?T(simple(Doc)),
    ?T([simple(X) || X <- xmerl_xpath:string("//item[@id='1']", Doc)]),
    ?T(lists:flatten(xmerl:export_simple([{a, [{k, "v"}], ["text < &", {b, []}]}], xmerl_xml))),
    ?T(xmerl_sax_parser:stream(<<"<r><x a='1'>t</x></r>">>, [{event_fun, fun({startElement, _, N, _, _}, _, S) -> [{s, N} | S]; ({characters, C}, _, S) -> [{c, C} | S]; ({endElement, _, N, _}, _, S) -> [{e, N} | S]; (_, _, S) -> S end}, {event_state, []}])),
    ?T(catch element(1, element(2, catch xmerl_scan:string("<a><b></a>", [{quiet, true}])))).

simple(X) when element(1, X) =:= xmlElement -> {element(2, X), length(element(8, X)), [simple(C) || C <- element(9, X)]};
simple(X) when element(1, X) =:= xmlText -> element(5, X);
simple(X) -> element(1, X).
