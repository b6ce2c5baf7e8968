%% queue and array.
-module(data_queues).
-export([main/0]).
-include("check.hrl").

main() ->
    Q = queue:from_list([1, 2, 3]),
    ?T(queue:to_list(queue:in(4, Q))),
    ?T(queue:to_list(queue:in_r(0, Q))),
    ?T(queue:out(Q)),
    ?T(queue:out_r(Q)),
    ?T(queue:out(queue:new())),
    ?T([queue:is_empty(Q), queue:len(Q), queue:is_queue(Q), queue:is_queue(x), queue:member(2, Q)]),
    ?T([queue:get(Q), queue:get_r(Q), queue:peek(Q), queue:peek_r(Q), queue:peek(queue:new())]),
    ?T(queue:get(queue:new())),
    ?T([queue:to_list(X) || X <- [queue:drop(Q), queue:drop_r(Q), queue:reverse(Q), queue:join(Q, Q), queue:filter(fun(X) -> X =/= 2 end, Q), queue:delete(2, Q), queue:delete_r(3, Q)]]),
    ?T(queue:drop(queue:new())),
    ?T(begin {A, B} = queue:split(1, Q), {queue:to_list(A), queue:to_list(B)} end),
    ?T(queue:split(9, Q)),
    ?T([queue:fold(fun(X, A) -> X + A end, 0, Q), queue:any(fun(X) -> X > 2 end, Q), queue:all(fun(X) -> X > 2 end, Q)]),
    ?T(queue:to_list(queue:filtermap(fun(X) -> {true, X * 2} end, Q))),
    ?T([queue:head(Q), queue:last(Q), queue:daeh(Q), queue:to_list(queue:tail(Q)), queue:to_list(queue:init(Q)), queue:to_list(queue:cons(z, Q)), queue:to_list(queue:snoc(Q, z))]),
    ?T(queue:in(1, ?I(notqueue))),
    ?T(churn(5000)),
    A = array:from_list([a, b, c]),
    ?T([array:get(1, A), array:get(7, A), array:size(A), array:is_fix(A), array:default(A)]),
    ?T(array:to_list(array:set(5, f, A))),
    ?T(array:sparse_to_list(array:set(100, x, array:new()))),
    ?T(array:to_orddict(array:set(2, y, array:new(3, {default, 0})))),
    ?T(array:sparse_to_orddict(array:set(50, y, array:new({default, 0})))),
    ?T(array:set(3, x, array:fix(A))),
    ?T(array:get(-1, A)),
    ?T(array:new([{size, -1}])),
    ?T([array:to_list(array:resize(2, A)), array:to_list(array:reset(1, A)), array:to_list(array:relax(array:fix(A)))]),
    ?T([array:foldl(fun(I, X, S) -> [{I, X} | S] end, [], A), array:foldr(fun(I, X, S) -> [{I, X} | S] end, [], A), array:sparse_foldl(fun(_, X, S) -> [X | S] end, [], array:set(20, q, A))]),
    ?T(array:to_list(array:map(fun(I, X) -> {I, X} end, A))),
    ?T(array:to_list(array:sparse_map(fun(_, X) -> {X} end, array:set(5, z, A)))),
    ?T([array:sparse_size(array:set(9, x, A)), array:is_array(A), array:is_array({array, 1}), array:from_orddict([{1, a}, {3, b}]) =:= array:set(3, b, array:set(1, a, array:new()))]),
    ?T(array:foldl(fun(I, V, S) -> I * V + S end, 0, lists:foldl(fun(I, Acc) -> array:set(I, I rem 7, Acc) end, array:new(), lists:seq(0, 5000)))).

churn(N) ->
    Q = lists:foldl(fun(I, Q) -> case I rem 3 of 0 -> element(2, queue:out(Q)); 1 -> queue:in(I, Q); 2 -> queue:in_r(I, Q) end end, queue:new(), lists:seq(1, N)),
    {queue:len(Q), erlang:phash2(queue:to_list(Q))}.
