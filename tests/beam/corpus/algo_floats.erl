%% Numeric programs: n-body, Mandelbrot, spectral norm, matrices, Newton, integration, statistics.
-module(algo_floats).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(nbody(500)),
    ?T(mandelbrot(32)),
    ?T(float_to_list(spectral(30), [{decimals, 9}])),
    ?T(matrix([[1.0, 2.0], [3.0, 4.0]], 20)),
    ?T(solve([[2.0, 1.0, -1.0, 8.0], [-3.0, -1.0, 2.0, -11.0], [-2.0, 1.0, 2.0, -3.0]])),
    ?T([newton(fun(X) -> X * X - N end, fun(X) -> 2 * X end, 1.0, 30) || N <- [2, 9, 1000]]),
    ?T(simpson(fun(X) -> X * X * X end, 0, 10, 100)),
    ?T(stats([1.5, 2.5, 4.0, 8.25, 16.0])),
    ?T(kahan([0.1 || _ <- lists:seq(1, 10000)])),
    ?T(lists:sum([0.1 || _ <- lists:seq(1, 10000)])),
    ?T(logistic(3.75, 0.5, 60)),
    ?T([X * 1.0 || X <- [1, 1 bsl 53, 1 bsl 60, 1 bsl 100]]),
    ?T([trunc(1.0e15 * N / 7) || N <- lists:seq(1, 5)]),
    ?T(horner([1, -3.5, 2, 0.125], 2.5)),
    ?T(interpolate([{0, 0}, {1, 1}, {2, 4}, {3, 9}], 2.5)).

nbody(Steps) ->
    Bodies = [{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743}, {4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.606326392995832, 2.81198684491626, -0.02521836165988763, 0.03769367487038949}, {8.34336671824457987, 4.12479856412430479, -0.403523417114321, -1.01077434617879236, 1.82566237123041186, 0.00841576137658415351, 0.011286326131968767}],
    B = lists:foldl(fun(_, Bs) -> advance(Bs, 0.01) end, Bodies, lists:seq(1, Steps)),
    float_to_list(energy(B), [{decimals, 9}]).
advance(Bs, Dt) ->
    Vs = [lists:foldl(fun(C, B) -> pull(B, C, Dt) end, B, Bs) || B <- Bs],
    [{X + Dt * Vx, Y + Dt * Vy, Z + Dt * Vz, Vx, Vy, Vz, M} || {X, Y, Z, Vx, Vy, Vz, M} <- Vs].
pull({X, Y, Z, _, _, _, _} = B, {X, Y, Z, _, _, _, _}, _) -> B;
pull({X, Y, Z, Vx, Vy, Vz, M}, {X2, Y2, Z2, _, _, _, M2}, Dt) ->
    Dx = X - X2, Dy = Y - Y2, Dz = Z - Z2, D2 = Dx * Dx + Dy * Dy + Dz * Dz, Mag = Dt / (D2 * math:sqrt(D2)),
    {X, Y, Z, Vx - Dx * M2 * Mag, Vy - Dy * M2 * Mag, Vz - Dz * M2 * Mag, M}.
energy([]) -> 0.0;
energy([{X, Y, Z, Vx, Vy, Vz, M} | T]) ->
    0.5 * M * (Vx * Vx + Vy * Vy + Vz * Vz) - lists:sum([M * M2 / math:sqrt((X - X2) * (X - X2) + (Y - Y2) * (Y - Y2) + (Z - Z2) * (Z - Z2)) || {X2, Y2, Z2, _, _, _, M2} <- T]) + energy(T).

mandelbrot(N) -> erlang:phash2([[escape(2.0 * X / N - 1.5, 2.0 * Y / N - 1.0, 0.0, 0.0, 50) || X <- lists:seq(0, N - 1)] || Y <- lists:seq(0, N - 1)]).
escape(_, _, _, _, 0) -> 0;
escape(_, _, X, Y, N) when X * X + Y * Y > 4.0 -> N;
escape(Cx, Cy, X, Y, N) -> escape(Cx, Cy, X * X - Y * Y + Cx, 2.0 * X * Y + Cy, N - 1).

spectral(N) ->
    U = lists:foldl(fun(_, U) -> mulat(mula(U, N), N) end, lists:duplicate(N, 1.0), lists:seq(1, 6)),
    V = mula(U, N),
    math:sqrt(dot(U, mulat(V, N)) / dot(U, U)).
a(I, J) -> 1.0 / ((I + J) * (I + J + 1) div 2 + I + 1).
mula(V, N) -> [dot([a(I, J) || J <- lists:seq(0, N - 1)], V) || I <- lists:seq(0, N - 1)].
mulat(V, N) -> [dot([a(J, I) || J <- lists:seq(0, N - 1)], V) || I <- lists:seq(0, N - 1)].
dot(A, B) -> lists:sum(lists:zipwith(fun(X, Y) -> X * Y end, A, B)).
matrix(M, N) -> lists:foldl(fun(_, A) -> [[dot(R, C) / 5.0 || C <- transpose(M)] || R <- A] end, M, lists:seq(1, N)).
transpose([[] | _]) -> [];
transpose(M) -> [[hd(R) || R <- M] | transpose([tl(R) || R <- M])].

solve([]) -> [];
solve(Rows) ->
    [[P | Pr] | Rest] = lists:sort(fun([A | _], [B | _]) -> abs(A) >= abs(B) end, Rows),
    Reduced = [lists:zipwith(fun(X, Y) -> X - Y * F / P end, T, Pr) || [F | T] <- Rest],
    Xs = solve(Reduced),
    {Coeffs, [C]} = lists:split(length(Pr) - 1, Pr),
    [(C - dot(Coeffs, Xs)) / P | Xs].

newton(_, _, X, 0) -> X;
newton(F, D, X, N) -> newton(F, D, X - F(X) / D(X), N - 1).
simpson(F, A, B, N) -> H = (B - A) / N, H / 3 * lists:sum([F(A + I * H) * if I =:= 0; I =:= N -> 1; I rem 2 =:= 1 -> 4; true -> 2 end || I <- lists:seq(0, N)]).
stats(L) -> N = length(L), M = lists:sum(L) / N, {M, math:sqrt(lists:sum([(X - M) * (X - M) || X <- L]) / (N - 1)), lists:nth(N div 2 + 1, lists:sort(L))}.
kahan(L) -> element(1, lists:foldl(fun(X, {S, C}) -> Y = X - C, T = S + Y, {T, (T - S) - Y} end, {0.0, 0.0}, L)).
logistic(_, X, 0) -> X;
logistic(R, X, N) -> logistic(R, R * X * (1 - X), N - 1).
horner(Cs, X) -> lists:foldl(fun(C, A) -> A * X + C end, 0, Cs).
interpolate(Ps, X) -> lists:sum([Y * lists:foldl(fun({Xj, _}, A) when Xj =/= Xi -> A * (X - Xj) / (Xi - Xj); (_, A) -> A end, 1.0, Ps) || {Xi, Y} <- Ps]).
