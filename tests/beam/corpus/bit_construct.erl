%% Bit syntax: construction with every type, size, unit, sign and endianness.
-module(bit_construct).
-export([main/0]).
-include("check.hrl").

main() ->
    Ints = [0, 1, -1, 255, 256, -129, 16#123456789ABCDEF, 1 bsl 64, -(1 bsl 70), (1 bsl 100) - 1],
    Sizes = [0, 1, 3, 7, 8, 9, 12, 16, 24, 31, 32, 48, 63, 64, 65, 80, 128],
    [io:format("~w:~w ~w ~w ~w~n", [I, S, <<I:S>>, <<I:S/little>>, <<I:S/native>>]) || I <- Ints, S <- Sizes],
    [io:format("~w ~w~n", [<<5:3, I:S, 1:1>>, <<1:1, I:S/little-signed, 2:2>>]) || I <- Ints, S <- Sizes],
    [
        io:format("~w ~w ~w ~w ~w ~w~n", [F, <<F/float>>, <<F:32/float>>, <<F:64/float-little>>, <<F:32/float-little>>, <<1:3, F/float>>])
     || F <- [0.0, -0.0, 1.0, -1.5, 3.141592653589793, 1.0e30, 7, -3]
    ],
    [io:format("~w ~w~n", [F, <<F:16/float>>]) || F <- [0.0, 1.0, -2.0, 65504.0, 0.1, 1.0e-8]],
    B = <<1, 2, 3, 4, 5:4>>,
    ?T(<<B/bits, B/bits>>),
    ?T(<<B:12/bits, 0:4>>),
    ?T(<<(<<1, 2, 3>>)/binary, 4>>),
    ?T(<<(?I(<<1, 2, 3>>)):2/binary>>),
    ?T(<<"abc", "é"/utf8, "é"/utf16, "é"/utf16-little, "é"/utf32, "é"/utf32-little>>),
    ?T(<<(?I(16#10FFFF))/utf8, (?I(16#10FFFF))/utf16, (?I(16#1F600))/utf16-little, (?I(65))/utf32>>),
    ?T(<<(?I(1)):4/unit:8>>),
    ?T(<<(?I(<<1, 2, 3, 4, 5, 6>>)):2/binary-unit:16>>),
    ?T(<<"ab":16, "x":4>>),
    ?T(<<(?I(-1)):(?I(4))/integer-signed-little, 1:4>>),
    ?T(<<(?I(a)):8>>),
    ?T(<<(?I(1.0)):8>>),
    ?T(<<(?I(a))/float>>),
    ?T(<<(?I(1)):(?I(-1))>>),
    ?T(<<(?I(1)):(?I(a))>>),
    ?T(<<(?I(1)):(?I(1 bsl 70))>>),
    ?T(<<(?I(a))/binary>>),
    ?T(<<(?I(<<1:3>>))/binary>>),
    ?T(<<(?I(<<1, 2>>)):3/binary>>),
    ?T(<<(?I(16#D800))/utf8>>),
    ?T(<<(?I(16#110000))/utf16>>),
    ?T(<<(?I(-1))/utf32>>),
    ?T(<<(?I(1.0)):(?I(17))/float>>),
    ?T(<<(?I(1.0e300)):32/float>>),
    ?T(<<(?I(1 bsl 2000))/float>>),
    ?T(<<1, (?I(nope)):16/little, 3>>),
    ?T(<<<<X:4>> || X <- [1, 2, 3]>>),
    ?T(bit_size(<<0:(?I(100003))>>)).
