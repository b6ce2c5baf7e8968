%% A worker pool, a parallel map, a barrier, a mutex, a publisher: processes that work together.
-module(proc_pool).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    %% Ends of workers are no messages among theirs.
    process_flag(trap_exit, false),
    ?T(pmap(fun(X) -> X * X end, lists:seq(1, 50))),
    ?T(pmap(fun(X) -> timer:sleep(10 - X), X end, lists:seq(1, 10))),
    ?T(pool(4, [{fun fib/1, N} || N <- lists:seq(1, 18)])),
    ?T(barrier(10)),
    ?T(mutex(20, 50)),
    ?T(pubsub()),
    ?T(skynet(1000)),
    ?T(philosophers(5, 20)),
    ?T(pipeline([fun(X) -> X + 1 end, fun(X) -> X * 2 end, fun(X) -> {X} end], lists:seq(1, 10))),
    ?T(supervised_retry(3)),
    ?T(actor_counter(500)),
    ?T(sieve(100)).

pmap(F, L) ->
    S = self(),
    Refs = [begin R = make_ref(), spawn_link(fun() -> S ! {R, F(X)} end), R end || X <- L],
    [receive {R, V} -> V end || R <- Refs].

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).

pool(N, Jobs) ->
    S = self(),
    Workers = [spawn_link(fun() -> worker(S) end) || _ <- lists:seq(1, N)],
    Results = feed(Jobs, length(Jobs), []),
    [W ! stop || W <- Workers],
    [receive {idle, W} -> ok end || W <- Workers],
    lists:sort(Results).
worker(S) -> S ! {idle, self()}, receive {job, {F, X}} -> S ! {done, {X, F(X)}}, worker(S); stop -> ok end.
feed([], 0, Acc) -> Acc;
feed([J | Js], N, Acc) -> receive {idle, W} -> W ! {job, J}, feed(Js, N, Acc); {done, R} -> feed([J | Js], N - 1, [R | Acc]) end;
feed([], N, Acc) -> receive {done, R} -> feed([], N - 1, [R | Acc]) end.

barrier(N) ->
    S = self(),
    B = spawn_link(fun() -> gate(N, []) end),
    [spawn_link(fun() -> S ! {before, I}, B ! {arrive, self()}, receive go -> S ! {past, I} end end) || I <- lists:seq(1, N)],
    L = check:collect(2 * N),
    {lists:sort([K || {before, K} <- lists:sublist(L, N)]) =:= lists:seq(1, N), length([x || {past, _} <- L])}.
gate(0, Ps) -> [P ! go || P <- Ps];
gate(N, Ps) -> receive {arrive, P} -> gate(N - 1, [P | Ps]) end.

mutex(Procs, Rounds) ->
    S = self(),
    M = spawn_link(fun() -> free(0) end),
    [spawn_link(fun() -> [begin M ! {lock, self()}, receive {locked, V} -> erlang:yield(), M ! {unlock, self(), V + 1} end end || _ <- lists:seq(1, Rounds)], S ! done end) || _ <- lists:seq(1, Procs)],
    check:collect(Procs),
    M ! {lock, S},
    receive {locked, V} -> V end.
free(V) -> receive {lock, P} -> P ! {locked, V}, receive {unlock, P, V2} -> free(V2) end end.

pubsub() ->
    S = self(),
    B = spawn_link(fun() -> broker(#{}) end),
    Subs = [begin P = spawn_link(fun() -> receive stop -> S ! {got, I, [X || {msg, X} <- check:flush()]} end end), [B ! {sub, T, P} || T <- Ts], P end || {I, Ts} <- [{1, [a]}, {2, [a, b]}, {3, [c]}]],
    [B ! {pub, T, M} || {T, M} <- [{a, 1}, {b, 2}, {a, 3}, {d, 4}]],
    B ! {sync, S},
    receive synced -> ok end,
    [P ! stop || P <- Subs],
    lists:sort(check:collect(3)).
broker(M) -> receive {sub, T, P} -> broker(maps:update_with(T, fun(L) -> [P | L] end, [P], M)); {pub, T, X} -> [P ! {msg, X} || P <- maps:get(T, M, [])], broker(M); {sync, P} -> P ! synced, broker(M) end.

skynet(N) -> S = self(), spawn_link(fun() -> sky(S, 0, N) end), receive {sum, X} -> X end.
sky(P, I, 1) -> P ! {sum, I};
sky(P, I, N) -> S = self(), Q = N div 10, [spawn_link(fun() -> sky(S, I + K * Q, Q) end) || K <- lists:seq(0, 9)], P ! {sum, lists:sum([receive {sum, X} -> X end || _ <- lists:seq(1, 10)])}.

philosophers(N, Meals) ->
    S = self(),
    Forks = list_to_tuple([spawn_link(fun Fork() -> receive {take, P} -> P ! {taken, self()}, receive {put, P} -> Fork() end end end) || _ <- lists:seq(1, N)]),
    [spawn_link(fun() -> A = element(min(I, I rem N + 1), Forks), B = element(max(I, I rem N + 1), Forks), [begin [begin F ! {take, self()}, receive {taken, F} -> ok end end || F <- [A, B]], [F ! {put, self()} || F <- [B, A]] end || _ <- lists:seq(1, Meals)], S ! {ate, I, Meals} end) || I <- lists:seq(1, N)],
    lists:sort(check:collect(N)).

pipeline(Fs, L) ->
    S = self(),
    First = lists:foldr(fun(F, Next) -> spawn_link(fun Stage() -> receive {x, X} -> Next ! {x, F(X)}, Stage(); eof -> Next ! eof end end) end, S, Fs),
    [First ! {x, X} || X <- L],
    First ! eof,
    drain().
drain() -> receive {x, X} -> [X | drain()]; eof -> [] end.

supervised_retry(N) ->
    {P, R} = spawn_monitor(fun() -> case N of 0 -> exit({ok, recovered}); _ -> exit({fail, N}) end end),
    receive {'DOWN', R, process, P, {ok, X}} -> [X]; {'DOWN', R, process, P, {fail, K}} -> [K | supervised_retry(N - 1)] end.

actor_counter(N) ->
    C = spawn_link(fun() -> counter(0) end),
    [spawn(fun() -> C ! inc end) || _ <- lists:seq(1, N)],
    wait_for(C, N, 100).
wait_for(C, N, Tries) -> C ! {get, self()}, receive {count, N} -> N; {count, _} when Tries > 0 -> timer:sleep(2), wait_for(C, N, Tries - 1); X -> X end.
counter(N) -> receive inc -> counter(N + 1); {get, P} -> P ! {count, N}, counter(N) end.

sieve(Max) -> S = self(), spawn_link(fun() -> sieve_head(S) end) , gen(Max).
sieve_head(S) -> register(sieve_out, S), S ! ready, ok.
gen(Max) -> receive ready -> unregister(sieve_out) end, primes(lists:seq(2, Max), []).
primes([], Acc) -> lists:reverse(Acc);
primes([P | T], Acc) -> S = self(), F = spawn_link(fun() -> S ! {filtered, [X || X <- T, X rem P =/= 0]} end), receive {filtered, L} when is_pid(F) -> primes(L, [P | Acc]) end.
