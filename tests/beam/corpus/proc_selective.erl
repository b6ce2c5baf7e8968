%% Selective receive: patterns, guards, bound variables, nested, with timeouts between.
-module(proc_selective).
-export([main/0]).
-include("check.hrl").

main() ->
    Send = fun(L) -> [self() ! M || M <- L] end,
    ?T(begin Send([1, a, 2, b]), [receive X when is_atom(X) -> X end, receive Y when is_atom(Y) -> Y end, check:flush()] end), ?T(begin R = make_ref(), Send([{x, 1}, {R, 2}]), [receive {R, V} -> V end, check:flush()] end), ?T(begin Send([c, b, a]), [receive a -> 1 end, receive b -> 2 end, receive c -> 3 end] end), ?T(begin Send([1, 2, 3]), receive X when X > 5 -> X after 0 -> {none, check:flush()} end end),
    ?T(begin Send([x]), receive y -> no after 5 -> receive x -> later end end end), ?T(begin Send([{a, {b, [1, 2]}}, {a, {c, []}}]), receive {a, {c, L}} -> {L, check:flush()} end end), ?T(begin Send(lists:seq(1, 2000) ++ [last]), receive last -> length(check:flush()) end end), ?T(begin Send([<<1, 2>>, <<3>>]), receive <<3>> -> check:flush() end end), ?T(begin Send([#{k => 1}, #{k => 2}]), receive #{k := 2} = M -> {M, check:flush()} end end), ?T(begin erlang:send_after(10, self(), tick), receive tock -> a; tick -> b after 1000 -> c end end), ?T(begin Send([1]), receive X -> receive Y -> {X, Y} after 1 -> {X, none} end end end).
