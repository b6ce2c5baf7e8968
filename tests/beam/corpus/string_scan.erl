%% A scanner and a calculator written by hand: precedence, errors, variables.
-module(string_scan).
-export([main/0]).
-include("check.hrl").

main() ->
    [io:format("~s = ~0p~n", [T, calc(T)]) || T <- ["1+2*3", "(1+2)*3", "2^3^2", "10/4", "7 % 3", "-5 + 3", "--5", "x = 4; x * x", "1 +", "(1", "1 $ 2", "y", "1/0", "2*(3+(4-1))/2", "a=1;b=a+1;a=b*10;a+b"]].

calc(T) -> try statements(tokens(T), #{}, none) catch throw:E -> {error, E}; error:badarith -> {error, arithmetic} end.
tokens([]) -> [];
tokens([$\s | T]) -> tokens(T);
tokens([C | _] = T) when C >= $0, C =< $9 -> {D, R} = string:take(T, "0123456789"), [{num, list_to_integer(D)} | tokens(R)];
tokens([C | _] = T) when C >= $a, C =< $z -> {D, R} = lists:splitwith(fun(X) -> X >= $a andalso X =< $z end, T), [{var, D} | tokens(R)];
tokens([C | T]) -> case lists:member(C, "+-*/%^()=;") of true -> [list_to_atom([C]) | tokens(T)]; false -> throw({illegal, [C]}) end.
statements([{var, V}, '=' | T], E, _) -> {X, R} = expr(T, E), next(R, E#{V => X}, X);
statements(T, E, _) -> {X, R} = expr(T, E), next(R, E, X).
next([';' | T], E, X) -> statements(T, E, X);
next([], _, X) -> X;
next([T | _], _, _) -> throw({unexpected, T}).
expr(T, E) -> {A, R} = term(T, E), expr_rest(A, R, E).
expr_rest(A, [O | T], E) when O =:= '+'; O =:= '-' -> {B, R} = term(T, E), expr_rest(erlang:O(A, B), R, E);
expr_rest(A, R, _) -> {A, R}.
term(T, E) -> {A, R} = power(T, E), term_rest(A, R, E).
term_rest(A, ['*' | T], E) -> {B, R} = power(T, E), term_rest(A * B, R, E);
term_rest(A, ['/' | T], E) -> {B, R} = power(T, E), term_rest(A / B, R, E);
term_rest(A, ['%' | T], E) -> {B, R} = power(T, E), term_rest(A rem B, R, E);
term_rest(A, R, _) -> {A, R}.
power(T, E) -> case atom(T, E) of {A, ['^' | R]} -> {B, R2} = power(R, E), {trunc(math:pow(A, B)), R2}; X -> X end.
atom([{num, N} | T], _) -> {N, T};
atom([{var, V} | T], E) -> case E of #{V := X} -> {X, T}; _ -> throw({unbound, V}) end;
atom(['-' | T], E) -> {A, R} = atom(T, E), {-A, R};
atom(['(' | T], E) -> case expr(T, E) of {A, [')' | R]} -> {A, R}; _ -> throw(unclosed) end;
atom([], _) -> throw(end_of_text);
atom([T | _], _) -> throw({unexpected, T}).
