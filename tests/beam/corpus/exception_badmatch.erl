%% What errors of matching carry: values of every kind, in every construct.
-module(exception_badmatch).
-export([main/0]).
-include("check.hrl").

main() ->
    Vs = [1, 2.5, a, "str", <<"bin">>, {t, 1}, [l], #{k => v}, [], 1 bsl 80],
    ?T([r(fun() -> nomatch = V end) || V <- Vs]), ?T([r(fun() -> case V of nomatch -> x end end) || V <- Vs]), ?T([r(fun() -> {nomatch, _} = {V, V} end) || V <- Vs]), ?T([r(fun() -> (fun(nomatch) -> x end)(V) end) || V <- Vs]), ?T([r(fun() -> try V of nomatch -> x catch _ -> y end end) || V <- Vs]), ?T([r(fun() -> [nomatch || true <- [true], V] end) || V <- Vs]), ?T([r(fun() -> [X || X <- V] end) || V <- Vs, not is_list(V)]), ?T([r(fun() -> V andalso true end) || V <- Vs]), ?T([r(fun() -> V() end) || V <- Vs]), ?T([r(fun() -> V#{a => b} end) || V <- Vs]), ?T([r(fun() -> #{k := nope} = V end) || V <- Vs]), ?T([r(fun() -> <<_:9>> = V end) || V <- Vs]), ?T([r(fun() -> element(1, V) end) || V <- Vs]), ?T([r(fun() -> V:f() end) || V <- Vs]), ?T([r(fun() -> V ! x end) || V <- Vs, not is_tuple(V)]).

r(F) -> try F() catch C:E -> {C, E} end.
