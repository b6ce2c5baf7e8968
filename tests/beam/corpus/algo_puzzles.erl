%% Puzzles: sudoku, knights, knapsack, permutations, life, sorting, coins, subset sums, Josephus, water jugs.
-module(algo_puzzles).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(sudoku("530070000600195000098000060800060003400803001700020006060000280000419005000080079")),
    ?T(length(permutations([a, b, c, d, e, f]))),
    ?T(lists:sublist(permutations([1, 2, 3]), 6)),
    ?T(knapsack([{12, 4}, {2, 2}, {1, 1}, {1, 2}, {4, 10}], 15)),
    ?T(lists:foldl(fun(_, G) -> life(G) end, lists:sort([{1, 0}, {2, 1}, {0, 2}, {1, 2}, {2, 2}]), lists:seq(1, 20))),
    ?T([S([5, 3, 9, 1, 5, 2, 8]) || S <- [fun quick/1, fun merge/1, fun bubble/1, fun insertion/1, fun heap/1]]),
    ?T([S([X * 7919 rem 1009 || X <- lists:seq(1, 500)]) =:= lists:sort([X * 7919 rem 1009 || X <- lists:seq(1, 500)]) || S <- [fun quick/1, fun merge/1, fun insertion/1, fun heap/1]]),
    ?T(coins(100, [50, 25, 10, 5, 1])),
    ?T(subsets([1, 2, 3])),
    ?T([L || L <- subsets([3, 34, 4, 12, 5, 2]), lists:sum(L) =:= 9]),
    ?T(josephus(lists:seq(1, 41), 3)),
    ?T(jugs({3, 5}, 4)),
    ?T(tour(5)),
    ?T(money()),
    ?T(hailstone(1000)),
    ?T(gray(4)),
    ?T(pascal(8)),
    ?T(magic()),
    ?T(rpn("5 1 2 + 4 * + 3 -")),
    ?T(look_and_say(8)),
    ?T(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]])),
    ?T(tictactoe()).

sudoku(T) -> M = maps:from_list([{{I div 9, I rem 9}, C - $0} || {I, C} <- lists:zip(lists:seq(0, 80), T)]), S = solve(M, [P || {P, 0} <- lists:sort(maps:to_list(M))]), [$0 + V || {_, V} <- lists:sort(maps:to_list(S))].
solve(M, []) -> M;
solve(M, [{R, C} = P | T]) -> try_values(M, P, T, [V || V <- lists:seq(1, 9), free(M, R, C, V)]).
try_values(_, _, _, []) -> none;
try_values(M, P, T, [V | Vs]) -> case solve(M#{P := V}, T) of none -> try_values(M, P, T, Vs); S -> S end.
free(M, R, C, V) -> lists:all(fun(I) -> maps:get({R, I}, M) =/= V andalso maps:get({I, C}, M) =/= V andalso maps:get({R div 3 * 3 + I div 3, C div 3 * 3 + I rem 3}, M) =/= V end, lists:seq(0, 8)).
permutations([]) -> [[]];
permutations(L) -> [[H | T] || H <- L, T <- permutations(L -- [H])].
knapsack([], _) -> {0, []};
knapsack([{W, _} | T], C) when W > C -> knapsack(T, C);
knapsack([{W, V} | T], C) -> {A, Ia} = knapsack(T, C - W), {B, Ib} = knapsack(T, C), if A + V > B -> {A + V, [{W, V} | Ia]}; true -> {B, Ib} end.
life(Cells) ->
    N = lists:foldl(fun(P, M) -> maps:update_with(P, fun(X) -> X + 1 end, 1, M) end, #{}, [{X + Dx, Y + Dy} || {X, Y} <- Cells, Dx <- [-1, 0, 1], Dy <- [-1, 0, 1], {Dx, Dy} =/= {0, 0}]),
    lists:sort([P || {P, K} <- maps:to_list(N), K =:= 3 orelse (K =:= 2 andalso lists:member(P, Cells))]).
quick([]) -> [];
quick([P | T]) -> quick([X || X <- T, X < P]) ++ [P] ++ quick([X || X <- T, X >= P]).
merge([]) -> []; merge([X]) -> [X];
merge(L) -> {A, B} = lists:split(length(L) div 2, L), join(merge(A), merge(B)).
join([], B) -> B; join(A, []) -> A;
join([X | A], [Y | _] = B) when X =< Y -> [X | join(A, B)];
join(A, [Y | B]) -> [Y | join(A, B)].
bubble(L) -> case pass(L) of L -> L; L2 -> bubble(L2) end.
pass([A, B | T]) when A > B -> [B | pass([A | T])];
pass([A | T]) -> [A | pass(T)];
pass([]) -> [].
insertion(L) -> lists:foldl(fun insert/2, [], L).
insert(X, [Y | T]) when X > Y -> [Y | insert(X, T)];
insert(X, L) -> [X | L].
heap(L) -> drain(lists:foldl(fun(X, H) -> meld({X, []}, H) end, nil, L)).
drain(nil) -> [];
drain({X, Hs}) -> [X | drain(pairs(Hs))].
pairs([]) -> nil; pairs([H]) -> H; pairs([A, B | T]) -> meld(meld(A, B), pairs(T)).
meld(nil, H) -> H; meld(H, nil) -> H;
meld({X, A}, {Y, _} = H) when X =< Y -> {X, [H | A]};
meld(H, {Y, B}) -> {Y, [H | B]}.
coins(0, _) -> 1; coins(_, []) -> 0; coins(N, _) when N < 0 -> 0;
coins(N, [C | T] = Cs) -> coins(N - C, Cs) + coins(N, T).
subsets([]) -> [[]];
subsets([H | T]) -> S = subsets(T), [[H | X] || X <- S] ++ S.
josephus([X], _) -> X;
josephus(L, K) -> {A, [_ | B]} = lists:split((K - 1) rem length(L), L), josephus(B ++ A, K).
jugs(Caps, Goal) -> jugs([[{0, 0}]], [{0, 0}], Caps, Goal).
jugs([[{A, B} | _] = P | _], _, _, G) when A =:= G; B =:= G -> lists:reverse(P);
jugs([[{A, B} | _] = P | T], Seen, {Ca, Cb} = C, G) ->
    M1 = min(A, Cb - B), M2 = min(B, Ca - A),
    New = lists:usort([{Ca, B}, {A, Cb}, {0, B}, {A, 0}, {A - M1, B + M1}, {A + M2, B - M2}]) -- Seen,
    jugs(T ++ [[S | P] || S <- New], New ++ Seen, C, G).
tour(N) -> tour([{0, 0}], N * N, N).
tour(P, K, _) when length(P) =:= K -> lists:reverse(P);
tour([{X, Y} | _] = P, K, N) -> first([{X + A, Y + B} || {A, B} <- [{1, 2}, {2, 1}, {2, -1}, {1, -2}, {-1, -2}, {-2, -1}, {-2, 1}, {-1, 2}], X + A >= 0, X + A < N, Y + B >= 0, Y + B < N, not lists:member({X + A, Y + B}, P)], P, K, N).
first([], _, _, _) -> none;
first([S | T], P, K, N) -> case tour([S | P], K, N) of none -> first(T, P, K, N); R -> R end.
money() -> hd([{S, E, N, D, 1, 0, R, Y} || D <- lists:seq(2, 9), E <- lists:seq(2, 9) -- [D], Y <- [(D + E) rem 10], not lists:member(Y, [0, 1, D, E]), N <- lists:seq(2, 9) -- [D, E, Y], R <- lists:seq(2, 9) -- [D, E, Y, N], S <- lists:seq(2, 9) -- [D, E, Y, N, R], S * 1000 + E * 100 + N * 10 + D + 1000 + R * 10 + E =:= 10000 + N * 100 + E * 10 + Y]).
hailstone(N) -> lists:max([{len(X, 1), X} || X <- lists:seq(1, N)]).
len(1, K) -> K; len(N, K) when N rem 2 =:= 0 -> len(N div 2, K + 1); len(N, K) -> len(3 * N + 1, K + 1).
gray(0) -> [""]; gray(N) -> G = gray(N - 1), [[$0 | X] || X <- G] ++ [[$1 | X] || X <- lists:reverse(G)].
pascal(N) -> lists:reverse(lists:foldl(fun(_, [R | _] = A) -> [lists:zipwith(fun erlang:'+'/2, [0 | R], R ++ [0]) | A] end, [[1]], lists:seq(2, N))).
magic() -> [P || [A, B, C, D, E, F, G, H, I] = P <- permutations([2, 7, 6, 9, 5, 1, 4, 3, 8]), E =:= 5, A =:= 2, A + B + C =:= 15, D + E + F =:= 15, G + H + I =:= 15, A + D + G =:= 15, B + E + H =:= 15, A + E + I =:= 15, C + E + G =:= 15].
rpn(T) -> [R] = lists:foldl(fun(O, [B, A | S]) when O =:= "+"; O =:= "-"; O =:= "*" -> [erlang:(list_to_atom(O))(A, B) | S]; (N, S) -> [list_to_integer(N) | S] end, [], string:lexemes(T, " ")), R.
look_and_say(N) -> lists:foldl(fun(_, [S | _] = A) -> [say(S) | A] end, ["1"], lists:seq(2, N)).
say([]) -> []; say([C | _] = L) -> {A, B} = lists:splitwith(fun(X) -> X =:= C end, L), integer_to_list(length(A)) ++ [C | say(B)].
spiral([]) -> []; spiral([R | T]) -> R ++ spiral(rotate(T)).
rotate([]) -> []; rotate([[] | _]) -> []; rotate(M) -> [[lists:last(R) || R <- M] | rotate([lists:droplast(R) || R <- M])].
tictactoe() -> {V, _} = best(lists:duplicate(9, e), x, #{}), V.
best(B, P, Memo) ->
    case Memo of
        #{B := V} -> {V, Memo};
        _ ->
            {V, M} = case {won(B), lists:member(e, B)} of
                {true, _} -> {if P =:= x -> -1; true -> 1 end, Memo};
                {false, false} -> {0, Memo};
                _ -> {Vs, M2} = lists:mapfoldl(fun(I, Mm) -> {A, [e | C]} = lists:split(I, B), best(A ++ [P | C], other(P), Mm) end, Memo, [I || I <- lists:seq(0, 8), lists:nth(I + 1, B) =:= e]), {if P =:= x -> lists:max(Vs); true -> lists:min(Vs) end, M2}
            end,
            {V, M#{B => V}}
    end.
other(x) -> o; other(o) -> x.
won(B) -> T = list_to_tuple(B), lists:any(fun({X, Y, Z}) -> element(X, T) =/= e andalso element(X, T) =:= element(Y, T) andalso element(Y, T) =:= element(Z, T) end, [{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {1, 4, 7}, {2, 5, 8}, {3, 6, 9}, {1, 5, 9}, {3, 5, 7}]).
