%% Endianness and signs of fields at every width, there and back.
-module(bit_endian).
-export([main/0]).
-include("check.hrl").

main() ->
    Vs = [0, 1, -1, 127, -128, 255, 12345, -12345, 1 bsl 31, -(1 bsl 40), (1 bsl 63) - 1, 1 bsl 80],
    ?T([{V, W, E} || V <- Vs, W <- [8, 13, 16, 24, 32, 33, 48, 64, 65, 96], E <- [big, little], not same(V, W, E)]),
    ?T([<<V:16/little>> || V <- Vs]), ?T([<<V:12/little>> || V <- Vs]), ?T([<<1:1, V:24/little, 0:7>> || V <- Vs]), ?T([begin <<X:16/signed-little>> = <<V:16/little>>, X end || V <- Vs]), ?T(<<1:16/native>> =:= <<1:16/little>>), ?T([begin <<_:3, F:32/float-little, _/bits>> = <<0:3, V:32/float-little, 0:5>>, F end || V <- [1, -2.5, 0.1]]).

same(V, W, big) -> <<X:W/signed>> = <<V:W>>, <<U:W>> = <<V:W>>, wrap(V, W) =:= X andalso U =:= V band ((1 bsl W) - 1);
same(V, W, little) -> <<X:W/signed-little>> = <<V:W/little>>, <<U:W/little>> = <<V:W/little>>, wrap(V, W) =:= X andalso U =:= V band ((1 bsl W) - 1).
wrap(V, W) -> M = V band ((1 bsl W) - 1), if M >= 1 bsl (W - 1) -> M - (1 bsl W); true -> M end.
