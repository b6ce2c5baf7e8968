%% Guards with commas, semicolons, errors inside, andalso and orelse.
-module(guard_or).
-export([main/0]).
-include("check.hrl").

main() ->
    Vs = [1, 5, 10, a, [], [1], "abc", {1}, {a, 2}, <<1>>, #{a => 1}, 2.5],
    [io:format("~0p ~w~n", [V, [f(V), g(V), h(V), i(V)]]) || V <- Vs].

f(X) when hd(X) =:= 1; X =:= 1 -> one;
f(X) when length(X) > 2, is_list(X); is_atom(X) -> long_or_atom;
f(X) when element(1, X) =:= a orelse X > 100 -> tagged;
f(_) -> no.
g(X) when is_integer(X) andalso X rem 2 =:= 1 -> odd;
g(X) when is_integer(X) andalso (X < 3 orelse X > 7) -> edge;
g(X) when is_map(X) andalso map_get(a, X) =:= 1 -> map;
g(X) when not is_list(X), X /= a -> other;
g(_) -> list.
h(X) when (X + 1) > 5; is_tuple(X), tuple_size(X) =:= 2 -> yes;
h(X) when X =< 1.0 -> low;
h(X) when X >= a, X < {} -> atoms;
h(_) -> no.
i(X) when byte_size(X) =:= 1 -> byte;
i(X) when abs(X) =:= 5; trunc(X) =:= 2 -> five_or_two;
i(X) when is_map_key(a, X) -> key;
i(X) when X =:= []; X =:= "abc" -> literal;
i(_) -> no.
