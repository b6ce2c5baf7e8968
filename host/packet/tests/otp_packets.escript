#!/usr/bin/env escript
%% -*- erlang -*-
%% Ask OTP what erlang:decode_packet/3 makes of many inputs, and write it down for otp.rs:
%%     escript otp_packets.escript > otp_packets.txt
%% One case a line: type packet_size line_length input => answer. Bytes are in hex, `-` is none, a limit of 0 is none.
-mode(compile).

main([]) ->
    rand:seed(exsss, {1, 2, 3}),
    io:format("# Made by otp_packets.escript from erlang:decode_packet/3 of OTP ~s.~n", [erlang:system_info(otp_release)]),
    Cases = fixed() ++ names() ++ mutated(1500),
    [io:format("~s~n", [Line]) || Line <- lists:usort(lists:filtermap(fun answer/1, Cases))].

answer({Type, Size, Length, Input}) ->
    Options = [{packet_size, Size}, {line_length, Length}],
    Answer = case erlang:decode_packet(Type, Input, Options) of
        {more, _} -> "more";
        {error, invalid} -> "error";
        {ok, Packet, Rest} ->
            case packet(Packet) of
                out_of_range -> out_of_range;
                Text -> [Text, " rest ", integer_to_list(byte_size(Rest))]
            end
    end,
    Answer =/= out_of_range andalso
        {true, lists:flatten(io_lib:format("~p ~p ~p ~s => ~s", [Type, Size, Length, hex(Input), Answer]))}.

packet(Data) when is_binary(Data) -> ["data ", hex(Data)];
packet(http_eoh) -> "eoh";
packet({http_error, Line}) -> ["http_error ", hex(Line)];
packet({http_header, Number, Field, Unmodified, Value}) ->
    ["header ", integer_to_list(Number), $ , hex(name(Field)), $ , hex(Unmodified), $ , hex(Value)];
%% Portcullis keeps these numbers in 16 bits; OTP does not. Such cases are left out.
packet({http_request, _, {absoluteURI, _, _, Port, _}, _}) when is_integer(Port), Port > 65535 -> out_of_range;
packet({http_request, _, _, {A, B}}) when A > 65535; B > 65535 -> out_of_range;
packet({http_response, {A, B}, Status, _}) when A > 65535; B > 65535; Status > 65535 -> out_of_range;
packet({http_request, Method, Uri, Version}) -> ["request ", hex(name(Method)), $ , uri(Uri), $ , version(Version)];
packet({http_response, Version, Status, Phrase}) ->
    ["response ", version(Version), $ , integer_to_list(Status), $ , hex(Phrase)].

uri('*') -> "*";
uri({absoluteURI, Scheme, Host, undefined, Path}) -> uri({absoluteURI, Scheme, Host, 0, Path});
uri({absoluteURI, Scheme, Host, Port, Path}) ->
    ["absolute:", atom_to_list(Scheme), $:, hex(Host), $:, integer_to_list(Port), $:, hex(Path)];
uri({scheme, Scheme, Rest}) -> ["scheme:", hex(Scheme), $:, hex(Rest)];
uri({abs_path, Path}) -> ["path:", hex(Path)];
uri(Other) -> ["other:", hex(Other)].

name(Atom) when is_atom(Atom) -> atom_to_binary(Atom, latin1);
name(Binary) -> Binary.

version({Major, Minor}) -> io_lib:format("~p.~p", [Major, Minor]).

hex(<<>>) -> "-";
hex(Bytes) -> string:lowercase(binary_to_list(binary:encode_hex(Bytes))).

%% Every seed whole, cut short at each position, and with bytes after it, without limits and with some around its size.
fixed() ->
    [Case || {Type, Seed} <- seeds(), Case <- prefixes(Type, Seed) ++ limited(Type, Seed)].

prefixes(Type, Seed) ->
    [{Type, 0, 0, binary:part(Seed, 0, N)} || N <- lists:seq(0, byte_size(Seed))]
        ++ [{Type, 0, 0, <<Seed/binary, Rest/binary>>} || Rest <- [<<"X">>, <<" ">>, <<"\r\n">>, <<0, 0>>]].

%% Not both limits at once: what OTP then says of a line depends on how its bytes arrived.
limited(Type, Seed) when Type =:= http_bin; Type =:= httph_bin ->
    limits(Type, <<Seed/binary, $X>>, 3, true);
limited(Type, Seed) ->
    limits(Type, Seed, 1, Type =:= line).

limits(Type, Input, From, Lines) ->
    Sizes = lists:seq(max(From, byte_size(Input) - 3), byte_size(Input) + 1),
    [{Type, N, 0, Input} || N <- Sizes] ++ [{Type, 0, N, Input} || Lines, N <- Sizes].

mutated(Count) ->
    Seeds = list_to_tuple([Seed || {Type, _} = Seed <- seeds(), lists:member(Type, [http_bin, httph_bin, asn1, cdr, fcgi, tpkt, sunrm])]),
    [mutate(element(rand:uniform(tuple_size(Seeds)), Seeds)) || _ <- lists:seq(1, Count)].

mutate({Type, Seed}) ->
    {Type, 0, 0, lists:foldl(fun(_, Bytes) -> change(Type, Bytes) end, Seed, lists:seq(1, rand:uniform(3)))}.

change(Type, Bytes) ->
    At = rand:uniform(byte_size(Bytes) + 1) - 1,
    <<Before:At/binary, After/binary>> = Bytes,
    case {rand:uniform(3), After} of
        {1, <<_, Rest/binary>>} -> <<Before/binary, Rest/binary>>;
        {2, <<_, Rest/binary>>} -> <<Before/binary, (byte(Type)), Rest/binary>>;
        _ -> <<Before/binary, (byte(Type)), After/binary>>
    end.

byte(Type) when Type =:= http_bin; Type =:= httph_bin ->
    Bytes = <<"  \t\r\n:/.*-?@,;()\"09aZHT", 0, 127, 200>>,
    binary:at(Bytes, rand:uniform(byte_size(Bytes)) - 1);
byte(_) ->
    Bytes = <<0, 0, 0, 1, 2, 3, 16#30, 16#1f, 16#7f, 16#80, 16#81, 16#84, 16#ff>>,
    binary:at(Bytes, rand:uniform(byte_size(Bytes)) - 1).

seeds() ->
    [{raw, <<"abc">>}, {1, <<0>>}, {1, <<3, "abc">>}, {2, <<0, 0>>}, {2, <<0, 3, "abc">>}, {4, <<0:32>>}, {4, <<3:32, "abc">>},
     {4, <<16#ffffffff:32>>}, {4, <<16#7fffffff:32>>}, {4, <<16#04000000:32>>},
     {line, <<"\n">>}, {line, <<"abc\n">>}, {line, <<"abc\r\ndef\n">>}, {line, <<"abcdefgh">>},
     {asn1, <<16#30, 0>>}, {asn1, <<16#30, 3, "abc">>}, {asn1, <<16#30, 16#81, 3, "abc">>}, {asn1, <<16#30, 16#82, 0, 3, "abc">>},
     {asn1, <<16#30, 16#84, 0, 0, 0, 3, "abc">>}, {asn1, <<16#30, 16#85, 0, 0, 0, 0, 3, "abc">>}, {asn1, <<16#30, 16#80, "abc">>},
     {asn1, <<16#30, 16#84, 16#ffffffff:32>>}, {asn1, <<16#1f, 1, 3, "abc">>}, {asn1, <<16#3f, 16#81, 16#80, 1, 3, "abc">>},
     {sunrm, <<0:32>>}, {sunrm, <<3:32, "abc">>}, {sunrm, <<16#80000003:32, "abc">>}, {sunrm, <<16#ffffffff:32>>},
     {cdr, <<"GIOP", 1, 2, 0, 0, 3:32, "abc">>}, {cdr, <<"GIOP", 1, 2, 1, 0, 3:32/little, "abc">>}, {cdr, <<"GIOP", 1, 2, 3, 7, 0:32>>},
     {cdr, <<"GIOX", 1, 2, 0, 0, 3:32, "abc">>}, {cdr, <<"GIOP", 1, 0, 0, 0, 16#ffffffff:32>>},
     {fcgi, <<1, 1, 0, 1, 0, 3, 0, 0, "abc">>}, {fcgi, <<1, 1, 0, 1, 0, 3, 2, 0, "abc", 0, 0>>}, {fcgi, <<2, 1, 0, 1, 0, 3, 0, 0, "abc">>},
     {tpkt, <<3, 0, 0, 7, "abc">>}, {tpkt, <<3, 0, 0, 4>>}, {tpkt, <<3, 0, 0, 3>>}, {tpkt, <<2, 0, 0, 7, "abc">>}]
        ++ [{http_bin, <<Line/binary, "\r\n">>} || Line <- starts()]
        ++ [{httph_bin, <<Line/binary, "\r\n">>} || Line <- headers()].

starts() ->
    [<<"GET / HTTP/1.1">>, <<"OPTIONS * HTTP/1.0">>, <<"foo /a?b#c HTTP/10.22">>, <<"GET http://a.b:80/x?y HTTP/1.1">>,
     <<"GET HTTPS://a.b HTTP/1.1">>, <<"GET http://[::1]:80/x HTTP/1.1">>, <<"GET http://u:p@h:1/x HTTP/1.1">>, <<"GET http:// HTTP/1.1">>,
     <<"GET http://a:0/ HTTP/1.1">>, <<"GET http://a:8x/ HTTP/1.1">>, <<"GET http://a:+8/ HTTP/1.1">>, <<"GET http://a: HTTP/1.1">>,
     <<"CONNECT a.b:443 HTTP/1.1">>, <<"GET :x HTTP/1.1">>, <<"GET x: HTTP/1.1">>, <<"GET : HTTP/1.1">>, <<"GET x HTTP/1.1">>,
     <<"GET xy HTTP/1.1">>, <<"GET http:/x HTTP/1.1">>, <<"GET /">>, <<"GET / ">>, <<"GET">>, <<"GET ">>, <<"GET HTTP/1.1">>,
     <<"GET\t/ \tHTTP/1.1\t">>, <<" GET / HTTP/1.1">>, <<"GET / http/1.1">>, <<"GET / HTTP/1">>, <<"GET / HTTP/1.1x y">>, <<"G@T / HTTP/1.1">>,
     <<>>, <<" ">>, <<"\r">>, <<"HTTP/1.1 200 OK">>, <<"HTTP/1.1 404 Not Found">>, <<"HTTP/1.1 200">>, <<"HTTP/1.1 200 ">>, <<"HTTP/1.1 ">>,
     <<"HTTP/1.1">>, <<"HTTP/1 200 OK">>, <<"HTTP/1.1 20x OK">>, <<"HTTP/1.1\t0200\t O\tK ">>, <<"ICY 200 OK">>, <<"hello">>].

headers() ->
    [<<>>, <<"Host: x">>, <<"host:x">>, <<"HOST :x">>, <<"Host:">>, <<"Host: \t">>, <<"Host">>, <<":x">>, <<" x: y">>, <<"a:b:c">>,
     <<"a: b  c\t ">>, <<"a: b\r\n c">>, <<"a: b\n\tc\n  d">>, <<"a:\r\n b">>, <<"a\r\n : b">>, <<"a: b\r">>, <<"\r">>, <<"x y: 1">>,
     <<"a: b\r\n \r\n c">>, <<"x|y~z!#$%&'*+.^_`: 1">>, <<"GET / HTTP/1.1">>].

%% What OTP knows, how it spells the rest, and which bytes a name or a method may have in it.
names() ->
    Known = [string:lowercase(Name) || Name <- string:lexemes(known(), " ")],
    Unknown = [<<"a--b">>, <<"-a">>, <<"a-">>, <<"--a-b">>, <<"1a-2B">>, <<"X-FOO_BAR-baz">>, <<"te">>, <<"mime-version">>],
    Long = [list_to_binary(lists:duplicate(N - 2, $a) ++ "-b") || N <- [20, 21, 49, 50, 51]],
    Any = [<<"a", Byte, "b">> || Byte <- lists:seq(0, 255), Byte =/= $\n],
    [{httph_bin, 0, 0, <<Name/binary, ": x\r\nX">>} || Name <- Known ++ Unknown ++ Long ++ Any]
        ++ [{http_bin, 0, 0, <<Name/binary, " / HTTP/1.1\r\n">>} || Name <- Any].

known() ->
    <<"Cache-Control Connection Date Pragma Transfer-Encoding Upgrade Via Accept Accept-Charset Accept-Encoding Accept-Language "
      "Authorization From Host If-Modified-Since If-Match If-None-Match If-Range If-Unmodified-Since Max-Forwards "
      "Proxy-Authorization Range Referer User-Agent Age Location Proxy-Authenticate Public Retry-After Server Vary Warning "
      "Www-Authenticate Allow Content-Base Content-Encoding Content-Language Content-Length Content-Location Content-Md5 "
      "Content-Range Content-Type Etag Expires Last-Modified Accept-Ranges Set-Cookie Set-Cookie2 X-Forwarded-For Cookie "
      "Keep-Alive Proxy-Connection">>.
