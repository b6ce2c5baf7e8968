%% A small Lisp: reader, environments, closures, recursion, lists, errors.
-module(lang_lisp).
-export([main/0]).
-include("check.hrl").

main() ->
    [io:format("~s~n  ~0p~n", [T, run(T)]) || T <- ["(+ 1 2 3)", "(* 2 (- 10 4))", "(if (< 1 2) 'yes 'no)", "((lambda (x y) (+ x y)) 3 4)", "(let ((x 2) (y 3)) (* x y))", "(define (fact n) (if (= n 0) 1 (* n (fact (- n 1))))) (fact 30)", "(define (map f l) (if (null? l) l (cons (f (car l)) (map f (cdr l))))) (map (lambda (x) (* x x)) '(1 2 3))", "(define c (lambda (n) (lambda (m) (+ n m)))) ((c 5) 6)", "(car '())", "(foo)", "(1 2)", "(", ")", "'(a (b c) d)", "(define (loop n) (if (= n 0) 'done (loop (- n 1)))) (loop 20000)", "(quote (1 . 2))"]].

run(T) -> try {Es, []} = read(lex(T), []), element(1, lists:foldl(fun(E, {_, Env}) -> eval(E, Env) end, {nil, env()}, Es)) of {closure, _, _, _, _} -> closure; V -> V catch throw:E -> {error, E}; error:{badmatch, _} -> {error, syntax} end.
lex(T) -> string:lexemes(re:replace(T, "[()']", " & ", [global, {return, list}]), " \n").
read([], Acc) -> {lists:reverse(Acc), []};
read(["(" | T], Acc) -> {L, R} = read_list(T, []), read(R, [L | Acc]);
read(["'" | T], Acc) -> {[X], R} = one(T), read(R, [[quote, X] | Acc]);
read([")" | _], _) -> throw(unbalanced);
read([A | T], Acc) -> read(T, [atom(A) | Acc]).
read_list([], _) -> throw(unclosed);
read_list([")" | T], Acc) -> {lists:reverse(Acc), T};
read_list(["(" | T], Acc) -> {L, R} = read_list(T, []), read_list(R, [L | Acc]);
read_list(["'" | T], Acc) -> {[X], R} = one(T), read_list(R, [[quote, X] | Acc]);
read_list([A | T], Acc) -> read_list(T, [atom(A) | Acc]).
one(["(" | T]) -> {L, R} = read_list(T, []), {[L], R};
one([A | T]) -> {[atom(A)], T}.
atom(A) -> case string:to_integer(A) of {N, ""} -> N; _ -> list_to_atom(A) end.
env() -> #{'+' => {prim, fun lists:sum/1}, '*' => {prim, fun(L) -> lists:foldl(fun erlang:'*'/2, 1, L) end}, '-' => {prim, fun([A, B]) -> A - B; ([A]) -> -A end}, '<' => {prim, fun([A, B]) -> A < B end}, '=' => {prim, fun([A, B]) -> A == B end}, cons => {prim, fun([A, B]) -> [A | B] end}, car => {prim, fun([[A | _]]) -> A; (_) -> throw(car) end}, cdr => {prim, fun([[_ | T]]) -> T end}, 'null?' => {prim, fun([L]) -> L =:= [] end}}.
eval(N, E) when is_integer(N) -> {N, E};
eval(A, E) when is_atom(A) -> case E of #{A := V} -> {V, E}; _ -> throw({unbound, A}) end;
eval([quote, X], E) -> {X, E};
eval(['if', C, A, B], E) -> case eval(C, E) of {false, _} -> eval(B, E); _ -> eval(A, E) end;
eval([lambda, Ps, B], E) -> {{closure, none, Ps, B, E}, E};
eval(['let', Bs, B], E) -> {V, _} = eval(B, lists:foldl(fun([K, X], A) -> {W, _} = eval(X, E), A#{K => W} end, E, Bs)), {V, E};
eval([define, [F | Ps], B], E) -> {F, E#{F => {closure, F, Ps, B, E}}};
eval([define, K, X], E) -> {V, _} = eval(X, E), {K, E#{K => V}};
eval([F | As], E) -> {Fun, _} = eval(F, E), Vs = [element(1, eval(A, E)) || A <- As], {app(Fun, Vs), E}.
app({prim, F}, Vs) -> F(Vs);
app({closure, N, Ps, B, E} = C, Vs) -> Env = maps:merge(case N of none -> E; _ -> E#{N => C} end, maps:from_list(lists:zip(Ps, Vs))), element(1, eval(B, Env));
app(X, _) -> throw({not_a_function, X}).
