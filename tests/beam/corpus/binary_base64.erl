%% base64, checksums and iolists.
-module(binary_base64).
-export([main/0]).
-include("check.hrl").

main() ->
    Texts = [<<>>, <<"f">>, <<"fo">>, <<"foo">>, <<"foob">>, <<0, 255, 254, 253>>, binary:copy(<<"xyz\n">>, 50)],
    ?T([base64:encode(T) || T <- Texts]),
    ?T([base64:encode_to_string(T) || T <- Texts]),
    ?T([base64:decode(base64:encode(T)) =:= T || T <- Texts]),
    ?T(base64:decode("Zm9v\nYmFy")),
    ?T(base64:decode_to_string(<<"Zm9vYmE=">>)),
    ?T(base64:decode(<<"Zm9v", "Y">>)),
    ?T(base64:decode(<<"Z!9v">>)),
    ?T(base64:mime_decode(<<"Zm9*v\r\nYmE=">>)),
    ?T(base64:mime_decode_to_string("Zm9*vYmE=junk")),
    ?T(base64:encode(foo)),
    ?T(base64:decode("===")),
    ?T([erlang:crc32(T) || T <- Texts]),
    ?T([erlang:adler32(T) || T <- Texts]),
    ?T(erlang:crc32(erlang:crc32("ab"), "cd") =:= erlang:crc32("abcd")),
    ?T(erlang:crc32_combine(erlang:crc32("ab"), erlang:crc32("cd"), 2) =:= erlang:crc32("abcd")),
    ?T(erlang:adler32_combine(erlang:adler32("ab"), erlang:adler32("cd"), 2) =:= erlang:adler32("abcd")),
    ?T([erlang:md5(T) || T <- Texts]),
    ?T(erlang:md5_final(erlang:md5_update(erlang:md5_update(erlang:md5_init(), "ab"), [<<"c">>, $d])) =:= erlang:md5("abcd")),
    ?T(iolist_to_binary([])),
    ?T(iolist_to_binary([1, [2, [<<3, 4>>], "five" | <<"6">>]])),
    ?T(erlang:iolist_to_iovec([<<"a">>, "bc", [<<"d">>]])),
    ?T(iolist_size(<<1, 2>>)),
    ?T(erlang:crc32([1, <<2>>, [3 | <<4>>]])),
    ?T(erlang:crc32([1, <<2:3>>])),
    ?T(base64:encode(lists:seq(0, 255))),
    ?T(base64:encode([1, 2, 300])),
    ?T(byte_size(base64:encode(binary:copy(<<7>>, 100000)))).
