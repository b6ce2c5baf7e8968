%% Comprehensions over and into binaries, aligned and not.
-module(bit_comprehension).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T([X || <<X>> <= <<1, 2, 3>>]),
    ?T([X || <<X:3>> <= <<1, 2, 3>>]),
    ?T(<<<<(X * 2)>> || <<X>> <= <<1, 2, 3>>>>),
    ?T(<<<<X:12>> || <<X:4>> <= <<16#ABC:12>>>>),
    ?T(<<<<B/bits, 1:1>> || <<B:3/bits>> <= <<16#FACE:16>>>>),
    ?T([{X, Y} || <<X>> <= <<1, 2>>, Y <- [a, b]]),
    ?T(<<<<X, Y>> || X <- [1, 2], <<Y>> <= <<3, 4>>>>),
    ?T([X || <<X, 0>> <= <<1, 0, 2, 1, 3, 0>>]),
    ?T([X || <<N, X:N/binary>> <= <<1, "a", 2, "bc", 0, 3, "def", 9, "gh">>]),
    ?T([C || <<C/utf8>> <= <<"aé€"/utf8, 255, "b">>]),
    ?T(<<<<C/utf16>> || <<C/utf8>> <= <<"aé😀"/utf8>>>>),
    ?T([X || <<X:16/little-signed>> <= <<1, 0, 255, 255, 7>>, X < 0]),
    ?T([X || X <- [1, a, 2.0, "s"], is_integer(X) orelse is_float(X)]),
    ?T([Y || {ok, Y} <- [{ok, 1}, error, {ok, 2}]]),
    ?T([X || X <- ?I(foo)]),
    ?T([X || X <- ?I([1, 2 | 3])]),
    ?T([X || <<X>> <= ?I(foo)]),
    ?T(<<<<X>> || X <- ?I([1, a])>>),
    ?T(<<(?I(X)) || X <- [<<1:3>>, <<2:7>>]>>),
    ?T(<<X || X <- ?I([<<1>>, foo])>>),
    ?T([{X, Y, Z} || X <- lists:seq(1, 12), Y <- lists:seq(X, 12), Z <- lists:seq(Y, 13), X * X + Y * Y =:= Z * Z]),
    ?T([X || X <- [1, 2, 3], ?I(X) rem 2]),
    ?T([X || X <- [1, 2, 3], begin Y = X rem 2, Y == 1 end]),
    ?T([X || X <- [1, 2, 3], ?I(foo)]),
    ?T(byte_size(<<<<X:7>> || X <- lists:seq(1, 8000)>>)),
    ?T(erlang:phash2(<<<<(X * X):13>> || X <- lists:seq(1, 1600)>>)),
    ?T(join(<<"a,b,,c">>)).

join(B) -> [P || P <- binary:split(B, <<",">>, [global]), P =/= <<>>].
