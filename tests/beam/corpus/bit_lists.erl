%% Binaries to lists and back, whole and in part, bytes and bits.
-module(bit_lists).
-export([main/0]).
-include("check.hrl").

main() ->
    B = <<1, 2, 3, 4, 5>>,
    ?T([binary_to_list(B, A, Z) || {A, Z} <- [{1, 5}, {2, 3}, {5, 5}]]), ?T(binary_to_list(B, 0, 1)), ?T(binary_to_list(B, 4, 9)), ?T(list_to_bitstring([B, <<5:4>>])), ?T(bitstring_to_list(<<B/binary, 5:4>>)), ?T(list_to_binary([[1, [2]], <<3>> | <<4>>])), ?T(list_to_binary([<<1:4>>])), ?T(list_to_binary([-1])), ?T([binary:part(B, P, L) || {P, L} <- [{0, 2}, {5, 0}, {5, -5}]]), ?T([X || <<X:3>> <= B]), ?T([X || <<X:4/bits, _:4>> <= B]), ?T(<< <<X>> || X <- [1, 2], Y <- [a, b], Y =:= a >>), ?T(split_binary(B, 2)), ?T(split_binary(B, 9)), ?T(size(<<1:9>>)), ?T([is_binary(X) || X <- [<<>>, <<1:1>>, <<1:8>>]]), ?T(erlang:iolist_to_iovec([1, <<2>>])), ?T(B < <<1, 2, 4>>), ?T(<<1, 2>> < <<1, 2, 0:1>>).
