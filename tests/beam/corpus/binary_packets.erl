%% erlang:decode_packet/3: every type, whole and in pieces, with its options.
-module(binary_packets).
-export([main/0]).

main() ->
    [decode(T, B, O) || {T, B, O} <- [
        {raw, <<>>, []}, {raw, <<1, 2>>, []}, {1, <<>>, []}, {1, <<3, 1>>, []}, {1, <<1, 1, 2>>, []}, {2, <<0>>, []}, {2, <<1, 0, 1>>, []},
        {4, <<0, 0, 0, 1, 9, 8>>, []}, {4, <<255, 0, 0, 1, 9, 8>>, []}, {4, <<0, 1, 0, 1, 9>>, [{packet_size, 100}]},
        {4, <<0, 0, 0, 50, 9>>, [{packet_size, 100}]}, {line, <<"abc\ndef">>, []}, {line, <<"abc">>, []},
        {line, <<"abcdef\n">>, [{line_length, 3}]}, {line, <<"abcdef\n">>, [{packet_size, 3}]}, {line, <<"abc;d">>, [{line_delimiter, $;}]},
        {asn1, <<16#30, 3, 1, 2, 3, 4>>, []}, {asn1, <<16#30, 16#82, 1>>, []}, {asn1, <<16#30, 16#82, 1, 0, 1>>, []},
        {sunrm, <<128, 0, 0, 4, 1, 2, 3, 4, 5>>, []}, {cdr, <<"GIOP", 1, 0, 0, 0, 0, 0, 0, 2, 1, 2, 3>>, []}, {cdr, <<"XIOP", 0:64>>, []},
        {fcgi, <<1, 1, 0, 1, 0, 2, 1, 0, 7, 8, 0, 9>>, []}, {fcgi, <<1, 1, 0, 1, 0, 2, 1, 0, 7>>, []}, {tpkt, <<3, 0, 0, 6, 1, 2, 3>>, []},
        {tpkt, <<2, 0, 0, 9, 1, 2, 3>>, []}, {ssl_tls, <<22, 3, 1, 0, 2, 1, 2, 3>>, []}, {ssl_tls, <<1>>, []},
        {foo, <<>>, []}, {1, a, []}, {1, <<1>>, foo}, {1, <<1>>, [{foo, 1}]}, {1, <<1>>, [{packet_size, -1}]},
        {http, <<"GET / HTTP/1.1\r\n">>, [{packet_size, 5}]}, {http, <<"GET / HTTP/1.1\r\n">>, [{line_length, 16}]}]],
    [decode(T, B, []) || T <- [http, http_bin], B <- [
        <<"GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n">>, <<"FOO http://h:80/p HTTP/1.0\r\n">>, <<"GET * HTTP/1.0\r\n">>,
        <<"GET https://h HTTP/1.0\r\n">>, <<"GET foo:bar HTTP/1.0\r\n">>, <<"GET foo HTTP/1.0\r\n">>, <<"HTTP/1.1 200 OK\r\n">>,
        <<"HTTP/1.1 200\r\n">>, <<"crap\r\n">>, <<"GET /">>, <<"OPTIONS / HTTP/1.1\n">>]],
    [decode(T, B, []) || T <- [httph, httph_bin], B <- [
        <<"Host: x\r\n\r\n">>, <<"content-type: text\r\n y\r\n\r\n">>, <<"x-foo-bar: 1\r\n\r\n">>, <<"\r\nabc">>, <<"bad\r\n\r\n">>, <<"A: b\r\n">>]],
    ok.

decode(Type, Bytes, Options) ->
    Decoded = try erlang:decode_packet(Type, Bytes, Options) catch Class:Reason -> {Class, Reason} end,
    io:format("~0p ~0p ~0p~n  ~0p~n", [Type, Bytes, Options, Decoded]).
