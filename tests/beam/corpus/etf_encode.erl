%% term_to_binary to the byte, for every kind of term and its options.
-module(etf_encode).
-export([main/0]).
-include("check.hrl").

main() ->
    Terms = [0, 255, 256, -1, 1 bsl 27, -(1 bsl 27) - 1, 1 bsl 31, (1 bsl 31) - 1, -(1 bsl 31), -(1 bsl 31) - 1, 1 bsl 59, 1 bsl 64, -(1 bsl 64), 1 bsl 2039, 1 bsl 2040, -(1 bsl 2048),
             0.0, -0.0, 1.5, 1.0e300, a, '', 'åäö', 'λ', list_to_atom(lists:duplicate(255, 955)), true, [], "abc", [1, 2], [256], [a | b], [1, 2 | 3], lists:seq(1, 10), [[]], lists:duplicate(10, 0),
             {}, {1}, {a, {b}}, erlang:make_tuple(255, 0), erlang:make_tuple(256, 0), <<>>, <<1, 2>>, <<1:1>>, <<255, 5:3>>, #{}, #{a => 1}, #{1 => 2, "k" => <<"v">>, 1.0 => x}, fun lists:map/2,
             [[1], {2}, #{3 => [4]}]],
    [io:format("~w~n", [term_to_binary(T)]) || T <- Terms],
    [true = binary_to_term(term_to_binary(T)) =:= T || T <- Terms],
    ?T([term_to_binary(T, [{minor_version, 0}]) || T <- [1.5, 'é', a]]),
    ?T([term_to_binary(T, [{minor_version, 1}]) || T <- [1.5, 'é', a, 'λ']]),
    ?T([term_to_binary(T, [{minor_version, 2}]) || T <- [1.5, 'é', a, 'λ']]),
    ?T(term_to_binary(a, [{minor_version, 3}])),
    ?T(begin B = term_to_binary(lists:duplicate(1000, abc), [compressed]), {byte_size(B) < 200, binary:part(B, 0, 2), binary_to_term(B) =:= lists:duplicate(1000, abc)} end),
    ?T(term_to_binary([1, 2], [compressed])),
    ?T([begin B = term_to_binary(lists:seq(1, 3000), [{compressed, L}]), binary_to_term(B) =:= lists:seq(1, 3000) end || L <- lists:seq(0, 9)]),
    ?T(term_to_binary(a, [{compressed, 10}])),
    ?T(byte_size(term_to_binary(lists:seq(1, 3000), [{compressed, 0}]))),
    ?T(iolist_to_binary(term_to_iovec({a, <<"b">>, [c]})) =:= term_to_binary({a, <<"b">>, [c]})),
    ?T(lists:sort(binary_to_term(term_to_binary(#{b => 1, a => 2}, [deterministic])) =:= #{a => 2, b => 1})),
    ?T([erlang:external_size(T) || T <- [a, [1, 2], 1.5, <<"abc">>, {1, [2 | 3]}]]),
    ?T(erlang:external_size(1.5, [{minor_version, 0}])),
    ?T([byte_size(term_to_binary(lists:duplicate(N, 1))) || N <- [65534, 65535, 65536]]),
    ?T(erlang:phash2(term_to_binary([{N, integer_to_list(N), N / 3} || N <- lists:seq(1, 2000)]))),
    P = self(), R = make_ref(),
    ?T([binary_to_term(term_to_binary(X)) =:= X || X <- [P, R, {P, R}]]),
    ?T([begin <<131, T, _/binary>> = term_to_binary(X), T end || X <- [P, R, fun() -> P end]]),
    ?T(erlang:phash2(term_to_binary([list_to_atom("atom" ++ integer_to_list(N rem 50)) || N <- lists:seq(1, 500)]))).
