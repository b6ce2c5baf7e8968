%% Between integers, floats, text, binaries and characters.
-module(arith_conversions).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T([list_to_integer(integer_to_list(N)) =:= N || N <- [0, -1, 1 bsl 64, -(1 bsl 200)]]), ?T([list_to_float(float_to_list(F)) =:= F || F <- [0.1, -1.5e300, 5.0e-324]]), ?T([binary_to_float(float_to_binary(F, [short])) =:= F || F <- [0.1, 1.0e23, 123456789.123]]), ?T([float(N) || N <- [1, -(1 bsl 62)]]), ?T([binary:decode_unsigned(binary:encode_unsigned(N)) =:= N || N <- [0, 255, 1 bsl 99]]), ?T(<<1000000:32/float>>), ?T([begin <<F/float>> = <<I:64>>, F end || I <- [16#3FF0000000000000, 16#4000000000000000]]), ?T(begin <<F/float>> = <<16#7FF0000000000000:64>>, F end), ?T(list_to_integer("ff", 16)), ?T(list_to_integer("-zz", 36)), ?T([X - $0 || X <- "0123456789"]), ?T(integer_to_list(?I(255), 16)), ?T(integer_to_binary(-255, 2)), ?T(round(1.0e25)), ?T(trunc(?I(-1.0e25))).
