%% Terms of all kinds through the external format, compressed and not, nested and shared.
-module(etf_roundtrip).
-export([main/0]).
-include("check.hrl").

main() ->
    Ts = [0, -1, 1 bsl 300, -(1 bsl 300), 1.5, -0.0, a, 'å', "", "abc", [1 | 2], lists:seq(1, 300), {}, {a, {b}}, list_to_tuple(lists:seq(1, 300)), <<>>, <<1:3>>, binary:copy(<<7>>, 1000), #{}, #{a => [1, #{b => c}]}, maps:from_list([{N, {N}} || N <- lists:seq(1, 100)]), fun lists:map/2, [[[[]]]]],
    ?T([T || T <- Ts, binary_to_term(term_to_binary(T)) =/= T]), ?T([T || T <- Ts, binary_to_term(term_to_binary(T, [compressed])) =/= T]), ?T([T || T <- Ts, binary_to_term(term_to_binary(T, [{minor_version, 1}])) =/= T]), ?T([byte_size(term_to_binary(T)) || T <- Ts, not is_map(T) orelse map_size(T) < 33]), ?T([erlang:external_size(T) >= byte_size(term_to_binary(T)) || T <- Ts]),
    ?T(begin X = lists:seq(1, 50), {A, A} = binary_to_term(term_to_binary({X, X})), A =:= X end), ?T(binary_to_term(iolist_to_binary(term_to_iovec(Ts))) =:= Ts), ?T(begin {T, N} = binary_to_term(<<(term_to_binary(Ts))/binary, "rest">>, [used]), {T =:= Ts, N =:= byte_size(term_to_binary(Ts))} end), ?T(binary_to_term(term_to_binary(Ts), [safe]) =:= Ts), ?T(erlang:crc32(term_to_binary(lists:sublist(Ts, 18)))).
