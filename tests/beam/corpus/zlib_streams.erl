%% zlib: whole binaries, streams, levels, dictionaries, checksums, damaged data.
-module(zlib_streams).
-export([main/0]).
-include("check.hrl").

main() ->
    Data = iolist_to_binary([[integer_to_list(N * N rem 1000), $\s] || N <- lists:seq(1, 5000)]),
    ?T(zlib:uncompress(zlib:compress(Data)) =:= Data),
    ?T(zlib:gunzip(zlib:gzip(Data)) =:= Data),
    ?T(zlib:unzip(zlib:zip(Data)) =:= Data),
    ?T(byte_size(zlib:compress(Data)) < byte_size(Data) div 2),
    ?T(zlib:uncompress(<<120, 156, 75, 76, 74, 6, 0, 2, 77, 1, 39>>)),
    ?T(zlib:uncompress(<<120, 156, 75, 76>>)),
    ?T(zlib:uncompress(<<"garbage">>)),
    ?T(zlib:gunzip(<<"garbage">>)),
    ?T(zlib:unzip(<<255, 255>>)),
    ?T(zlib:compress(?I(foo))),
    ?T([zlib:uncompress(zlib:compress(X)) || X <- [<<>>, <<"a">>, ["io", <<"list">>]]]),
    ?T([begin Z = zlib:open(), zlib:deflateInit(Z, L), C = zlib:deflate(Z, Data, finish), zlib:deflateEnd(Z), zlib:close(Z), zlib:uncompress(iolist_to_binary(C)) =:= Data end || L <- [none, best_speed, default, best_compression, 5]]),
    ?T(begin Z = zlib:open(), zlib:inflateInit(Z), C = zlib:compress(Data), R = chunks(Z, C), zlib:inflateEnd(Z), zlib:close(Z), iolist_to_binary(R) =:= Data end),
    ?T(begin Z = zlib:open(), zlib:deflateInit(Z, default, deflated, -15, 8, default), C = [zlib:deflate(Z, "abc", sync), zlib:deflate(Z, "def", finish)], zlib:close(Z), zlib:unzip(iolist_to_binary(C)) end),
    ?T(begin Z = zlib:open(), zlib:inflateInit(Z), R = zlib:safeInflate(Z, zlib:compress(Data)), zlib:close(Z), element(1, R) end),
    ?T([zlib:crc32(begin Z = zlib:open(), Z end, "abc") =:= erlang:crc32("abc")]),
    ?T(begin Z = zlib:open(), R = catch zlib:deflate(Z, "x"), zlib:close(Z), element(1, element(2, R)) end),
    ?T(begin Z = zlib:open(), zlib:close(Z), R = catch zlib:inflateInit(Z), element(1, element(2, R)) end),
    ?T(begin T = term_to_binary(lists:seq(1, 5000), [compressed]), binary_to_term(T) =:= lists:seq(1, 5000) end).

chunks(Z, <<A:100/binary, R/binary>>) -> [zlib:inflate(Z, A) | chunks(Z, R)];
chunks(Z, R) -> [zlib:inflate(Z, R)].
