%% erl_error:format_exception of many errors: the explanations of error_info.
-module(exception_format).
-export([main/0]).
-include("check.hrl").

main() ->
    [
        show(F)
     || F <- [
            fun() -> element(?I(3), {1, 2}) end,
            fun() -> hd(?I([])) end,
            fun() -> atom_to_list(?I("x")) end,
            fun() -> list_to_binary(?I([1, 2, 300])) end,
            fun() -> binary_part(?I(<<1, 2>>), 1, 7) end,
            fun() -> maps:get(?I(k), #{a => 1}) end,
            fun() -> maps:update(?I(k), 1, #{}) end,
            fun() -> ets:insert(?I(nope), {1}) end,
            fun() -> ets:lookup(?I(nope), 1) end,
            fun() -> ets:new(?I("x"), []) end,
            fun() -> register(?I(self), foo) end,
            fun() -> ?I(nobody) ! hello end,
            fun() -> <<(?I(a)):8>> end,
            fun() -> <<(?I(a))/float, (?I(b))/binary>> end,
            fun() -> <<1, 2, (?I(-5)):(?I(-5))>> end,
            fun() -> ?I(a) + 1 end,
            fun() -> ?I(1) div 0 end,
            fun() -> math:log(?I(-1)) end,
            fun() -> math:sin(?I(a)) end,
            fun() -> lists:keyfind(?I(a), 0, []) end,
            fun() -> unicode:characters_to_list(?I(a)) end,
            fun() -> binary:at(?I(<<1>>), 5) end,
            fun() -> re:run("a", ?I("(")) end,
            fun() -> io:format(?I("~p~n"), []) end,
            fun() -> io:format(?I("~"), [1]) end,
            fun() -> persistent_term:get(?I(missing)) end,
            fun() -> atomics:new(?I(0), []) end,
            fun() -> process_flag(?I(bad), x) end,
            fun() -> spawn(?I(a), b, c) end,
            fun() -> apply(?I(foo), bar, [1]) end,
            fun() -> lists:nope(?I(1)) end,
            fun() -> (?I(fun(_) -> ok end))() end,
            fun() -> error({custom, lists:seq(1, 60)}) end,
            fun() -> exit({shutdown, ?I(reason)}) end,
            fun() -> throw(?I({ball, "text", <<"bin">>})) end,
            fun() -> error(badarg, [?I(1), two]) end,
            fun() -> 1 = ?I(m) end,
            fun() -> case ?I(lists:seq(1, 40)) of [] -> ok end end,
            fun() -> clauses(?I(1), #{x => lists:seq(1, 30)}) end,
            fun() -> float_to_list(?I(1.0), [{decimals, 999}]) end,
            fun() -> list_to_atom(?I(lists:duplicate(300, $a))) end,
            fun() -> erlang:send_after(?I(-1), self(), x) end,
            fun() -> erlang:phash2(?I(a), 0) end,
            fun() -> term_to_binary(a, ?I([foo])) end,
            fun() -> binary_to_term(?I(<<131, 255>>)) end,
            fun() -> lists:sort(?I(a)) end,
            fun() -> maps:fold(?I(a), b, c) end,
            fun() -> maps:filter(?I(a), b) end,
            fun() -> erlang:system_time(?I(parsec)) end
        ]
    ].

clauses(a, _) -> ok;
clauses(B, M) when B > 10, is_map(M) -> ok.

show(F) ->
    try F() of
        V -> io:format("no exception: ~p~n", [V])
    catch
        C:R:S ->
            Above = lists:sublist(lists:takewhile(fun(Frame) -> element(1, Frame) =/= check end, S), 2),
            io:format("~ts~n", [erl_error:format_exception(C, check:mask(R), Above, #{column => 3})])
    end.
