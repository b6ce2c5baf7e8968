%% Codecs in pure Erlang over bit syntax: SHA-1, MD5, CRC, Huffman, LZ, varints, IP headers, PNG chunks, base32.
-module(algo_codecs).
-export([main/0]).
-include("check.hrl").

main() ->
    Texts = [<<>>, <<"abc">>, <<"The quick brown fox jumps over the lazy dog">>, binary:copy(<<"x">>, 130)],
    ?T([sha1(T) || T <- Texts]),
    ?T([sha1(T) =:= crypto:hash(sha, T) || T <- Texts]),
    ?T([md5(T) =:= erlang:md5(T) || T <- Texts]),
    ?T([crc32(T) =:= erlang:crc32(T) || T <- Texts]),
    ?T([adler(T) =:= erlang:adler32(T) || T <- Texts]),
    ?T([fletcher16(T) || T <- Texts]),
    ?T([begin {C, Tree} = huffman(T), {bit_size(C), unhuffman(C, Tree) =:= T} end || T <- tl(Texts)]),
    ?T([unlz(lz(T)) =:= T || T <- Texts]),
    ?T(length(lz(binary:copy(<<"abcabc">>, 50)))),
    ?T([varint(N) || N <- [0, 1, 127, 128, 300, 1 bsl 35, (1 bsl 64) - 1]]),
    ?T([element(1, unvarint(varint(N))) || N <- [0, 127, 128, 300, 1 bsl 35]]),
    ?T([zigzag(N) || N <- [0, -1, 1, -2, 1000, -1000]]),
    ?T(ip(<<16#45, 0, 0, 60, 16#1c46:16, 2:3, 0:13, 64, 6, 0:16, 172, 16, 10, 99, 172, 16, 10, 12, "payload">>)),
    ?T(png()),
    ?T([base32(T) || T <- [<<>>, <<"f">>, <<"fo">>, <<"foo">>, <<"foob">>, <<"fooba">>, <<"foobar">>]]),
    ?T(protobuf(<<8, 150, 1, 18, 7, "testing", 26, 3, 8, 150, 1, 37, 1, 2, 3, 4>>)),
    ?T(dns(<<1, 2, 1:1, 0:4, 1:1, 0:1, 1:1, 1:1, 0:3, 0:4, 1:16, 0:16, 0:16, 0:16, 3, "www", 7, "example", 3, "com", 0, 1:16, 1:16>>)),
    ?T(bits(<<2#10110011, 2#01:2>>)),
    ?T(uuencode(<<"Cat and more">>)),
    ?T(morse("SOS HELP")),
    ?T(utf7_like(<<"aé€😀"/utf8>>)).

sha1(B) -> loop(pad(B, big), {16#67452301, 16#EFCDAB89, 16#98BADCFE, 16#10325476, 16#C3D2E1F0}).
loop(<<>>, {A, B, C, D, E}) -> <<A:32, B:32, C:32, D:32, E:32>>;
loop(<<Block:64/binary, R/binary>>, {H0, H1, H2, H3, H4}) ->
    W = expand([X || <<X:32>> <= Block], 16),
    {A, B, C, D, E} = lists:foldl(fun round/2, {H0, H1, H2, H3, H4}, lists:zip(lists:seq(0, 79), W)),
    loop(R, {m(H0 + A), m(H1 + B), m(H2 + C), m(H3 + D), m(H4 + E)}).
expand(W, 80) -> W;
expand(W, N) -> expand(W ++ [rol(lists:nth(N - 2, W) bxor lists:nth(N - 7, W) bxor lists:nth(N - 13, W) bxor lists:nth(N - 15, W), 1)], N + 1).
round({I, W}, {A, B, C, D, E}) ->
    {F, K} = if I < 20 -> {(B band C) bor ((bnot B) band D), 16#5A827999}; I < 40 -> {B bxor C bxor D, 16#6ED9EBA1}; I < 60 -> {(B band C) bor (B band D) bor (C band D), 16#8F1BBCDC}; true -> {B bxor C bxor D, 16#CA62C1D6} end,
    {m(rol(A, 5) + m(F) + E + K + W), A, rol(B, 30), C, D}.
m(X) -> X band 16#FFFFFFFF.
rol(X, N) -> m((X bsl N) bor (X bsr (32 - N))).
pad(B, Endian) -> S = bit_size(B), Z = (448 - (S + 1)) band 511, case Endian of big -> <<B/binary, 1:1, 0:Z, S:64>>; little -> <<B/binary, 1:1, 0:Z, S:64/little>> end.
md5(B) -> md5(pad(B, little), 16#67452301, 16#efcdab89, 16#98badcfe, 16#10325476).
md5(<<>>, A, B, C, D) -> <<A:32/little, B:32/little, C:32/little, D:32/little>>;
md5(<<Block:64/binary, R/binary>>, A0, B0, C0, D0) ->
    W = list_to_tuple([X || <<X:32/little>> <= Block]),
    S = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21},
    {A, B, C, D} = lists:foldl(fun(I, {A, B, C, D}) ->
        {F, G} = case I div 16 of 0 -> {(B band C) bor (m(bnot B) band D), I}; 1 -> {(D band B) bor (m(bnot D) band C), (5 * I + 1) rem 16}; 2 -> {B bxor C bxor D, (3 * I + 5) rem 16}; 3 -> {C bxor (B bor m(bnot D)), (7 * I) rem 16} end,
        {D, m(B + rol(m(F + A + trunc(abs(math:sin(I + 1)) * 4294967296) + element(G + 1, W)), element((I div 16) * 4 + I rem 4 + 1, S))), B, C}
    end, {A0, B0, C0, D0}, lists:seq(0, 63)),
    md5(R, m(A0 + A), m(B0 + B), m(C0 + C), m(D0 + D)).
crc32(B) -> lists:foldl(fun(X, C) -> crc_byte((C bxor X) band 255, 8) bxor (C bsr 8) end, 16#FFFFFFFF, binary_to_list(B)) bxor 16#FFFFFFFF.
crc_byte(C, 0) -> C;
crc_byte(C, N) when C band 1 =:= 1 -> crc_byte((C bsr 1) bxor 16#EDB88320, N - 1);
crc_byte(C, N) -> crc_byte(C bsr 1, N - 1).
adler(B) -> {X, Y} = lists:foldl(fun(C, {A, D}) -> A2 = (A + C) rem 65521, {A2, (D + A2) rem 65521} end, {1, 0}, binary_to_list(B)), (Y bsl 16) bor X.
fletcher16(B) -> {X, Y} = lists:foldl(fun(C, {A, D}) -> A2 = (A + C) rem 255, {A2, (D + A2) rem 255} end, {0, 0}, binary_to_list(B)), (Y bsl 8) bor X.
huffman(B) ->
    F = maps:to_list(lists:foldl(fun(C, M) -> maps:update_with(C, fun(N) -> N + 1 end, 1, M) end, #{}, binary_to_list(B))),
    Tree = build(lists:sort([{N, C} || {C, N} <- F])),
    Codes = maps:from_list(codes(Tree, <<>>)),
    {<< <<(maps:get(C, Codes))/bits>> || <<C>> <= B >>, Tree}.
build([{_, T}]) -> T;
build([{N1, A}, {N2, B} | R]) -> build(lists:sort([{N1 + N2, {A, B}} | R])).
codes({A, B}, P) -> codes(A, <<P/bits, 0:1>>) ++ codes(B, <<P/bits, 1:1>>);
codes(C, <<>>) -> [{C, <<0:1>>}];
codes(C, P) -> [{C, P}].
unhuffman(B, T) when is_integer(T) -> binary:copy(<<T>>, bit_size(B));
unhuffman(B, T) -> unhuffman(B, T, T, <<>>).
unhuffman(B, C, T, Acc) when is_integer(C) -> unhuffman(B, T, T, <<Acc/binary, C>>);
unhuffman(<<0:1, R/bits>>, {A, _}, T, Acc) -> unhuffman(R, A, T, Acc);
unhuffman(<<1:1, R/bits>>, {_, B}, T, Acc) -> unhuffman(R, B, T, Acc);
unhuffman(<<>>, _, _, Acc) -> Acc.
lz(B) -> lz(B, #{<<>> => 0}, <<>>, []).
lz(<<>>, _, <<>>, Acc) -> lists:reverse(Acc);
lz(<<>>, D, W, Acc) -> lists:reverse([{maps:get(W, D), none} | Acc]);
lz(<<C, R/binary>>, D, W, Acc) -> case D of #{<<W/binary, C>> := _} -> lz(R, D, <<W/binary, C>>, Acc); #{W := I} -> lz(R, D#{<<W/binary, C>> => map_size(D)}, <<>>, [{I, C} | Acc]) end.
unlz(L) -> {B, _} = lists:foldl(fun({I, none}, {B, D}) -> {<<B/binary, (maps:get(I, D))/binary>>, D}; ({I, C}, {B, D}) -> W = <<(maps:get(I, D))/binary, C>>, {<<B/binary, W/binary>>, D#{map_size(D) => W}} end, {<<>>, #{0 => <<>>}}, L), B.
varint(N) when N < 128 -> <<N>>;
varint(N) -> <<1:1, N:7, (varint(N bsr 7))/binary>>.
unvarint(<<0:1, N:7, R/binary>>) -> {N, R};
unvarint(<<1:1, N:7, R/binary>>) -> {M, R2} = unvarint(R), {(M bsl 7) bor N, R2}.
zigzag(N) -> (N bsl 1) bxor (N bsr 63).
ip(<<4:4, Hl:4, Tos:8, Len:16, Id:16, Flags:3, Off:13, Ttl, Proto, Sum:16, Src:4/binary, Dst:4/binary, Rest/binary>>) ->
    N = (Hl - 5) * 4, <<Opts:N/binary, Data/binary>> = Rest, {Tos, Len, Id, Flags, Off, Ttl, Proto, Sum, binary_to_list(Src), binary_to_list(Dst), Opts, Data}.
png() ->
    Chunk = fun(T, D) -> <<(byte_size(D)):32, T/binary, D/binary, (erlang:crc32([T, D])):32>> end,
    P = <<137, "PNG\r\n", 26, 10, (Chunk(<<"IHDR">>, <<2:32, 2:32, 8, 2, 0, 0, 0>>))/binary, (Chunk(<<"IEND">>, <<>>))/binary>>,
    <<137, "PNG\r\n", 26, 10, R/binary>> = P, chunks(R).
chunks(<<L:32, T:4/binary, D:L/binary, C:32, R/binary>>) -> [{T, D, C, C =:= erlang:crc32([T, D])} | chunks(R)];
chunks(<<>>) -> [].
base32(B) -> P = (5 - bit_size(B) rem 5) rem 5, T = << <<(lists:nth(X + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))>> || <<X:5>> <= <<B/binary, 0:P>> >>, <<T/binary, (binary:copy(<<"=">>, (8 - byte_size(T) rem 8) rem 8))/binary>>.
protobuf(<<>>) -> [];
protobuf(B) -> {K, R} = unvarint(B), case K band 7 of 0 -> {V, R2} = unvarint(R), [{K bsr 3, V} | protobuf(R2)]; 2 -> {L, R2} = unvarint(R), <<D:L/binary, R3/binary>> = R2, [{K bsr 3, D} | protobuf(R3)]; 5 -> <<V:32/little, R2/binary>> = R, [{K bsr 3, V} | protobuf(R2)] end.
dns(<<Id:16, Qr:1, Op:4, Aa:1, Tc:1, Rd:1, Ra:1, _:3, Rc:4, Qd:16, _:48, R/binary>>) -> {Name, <<Type:16, Class:16>>} = labels(R, []), {Id, Qr, Op, Aa, Tc, Rd, Ra, Rc, Qd, Name, Type, Class}.
labels(<<0, R/binary>>, Acc) -> {lists:join($., lists:reverse(Acc)), R};
labels(<<L, N:L/binary, R/binary>>, Acc) -> labels(R, [N | Acc]).
bits(<<B:1, R/bits>>) -> [B | bits(R)];
bits(<<>>) -> [].
uuencode(B) -> [byte_size(B) + 32 | [case X of 0 -> $`; _ -> X + 32 end || <<X:6>> <= B]].
morse(T) -> lists:join(" ", [maps:get(C, #{$S => "...", $O => "---", $H => "....", $E => ".", $L => ".-..", $P => ".--.", $\s => "/"}) || C <- T]).
utf7_like(B) -> [if C < 128 -> [C]; true -> [$+, base64:encode(<<C/utf16>>), $-] end || <<C/utf8>> <= B].
