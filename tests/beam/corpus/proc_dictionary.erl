%% The process dictionary: every kind of key, nesting, erasing while walking, lives and deaths.
-module(proc_dictionary).
-export([main/0]).
-include("check.hrl").

main() ->
    erase(),
    ?T([put(K, v) || K <- [a, 1, "s", {t}, <<"b">>, [], #{m => 1}]]), ?T([get(K) || K <- [a, 1, 1.0, 2, "s", {t}, <<"b">>, [], #{m => 1}, none]]), ?T(length(get())), ?T(lists:sort(get_keys())), ?T(lists:sort(get_keys(v))), ?T([erase(K) || K <- [a, 1, none]]), ?T([put(x, N) || N <- [1, 2, 3]]), ?T(length(erase())), ?T(get()), ?T([begin put({k, N}, N), ok end || N <- lists:seq(1, 500)] =/= []), ?T(lists:sum([V || {_, V} <- get()])), ?T([begin erase({k, N}), ok end || N <- lists:seq(2, 500, 2)] =/= []), ?T(length(get())), ?T(get({k, 499})),
    ?T(begin S = self(), spawn(fun() -> S ! {child, get()} end), check:collect(1) end), ?T(process_info(spawn(fun() -> receive x -> ok end end), dictionary)), ?T(begin put(big, lists:seq(1, 10000)), garbage_collect(), length(get(big)) end), ?T(put(self, self()) =/= x), ?T(get(self) =:= self()).
