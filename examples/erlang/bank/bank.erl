%% What the example does with the application.
-module(bank).
-export([run/0]).

run() ->
    {ok, Started} = application:ensure_all_started(bank),
    io:format("started: ~p~n", [Started]),
    ok = bank_account:deposit(joe, 100),
    ok = bank_account:deposit(mike, 50),
    ok = bank_account:withdraw(joe, 30),
    io:format("joe has ~p, mike has ~p~n", [bank_account:balance(joe), bank_account:balance(mike)]),

    %% More than there is: the account fails, whoever asked is told, and the supervisor opens it anew.
    Failed = whereis(mike),
    {'EXIT', {{function_clause, _}, _}} = catch bank_account:withdraw(mike, 1000),
    io:format("mike's account is open again: ~p~n", [reopened(mike, Failed)]),
    io:format("joe has ~p, mike has ~p~n", [bank_account:balance(joe), bank_account:balance(mike)]),
    ok = application:stop(bank).

%% Whether a name is soon that of another process.
reopened(Name, Failed) ->
    case whereis(Name) of
        Anew when is_pid(Anew), Anew =/= Failed -> true;
        _ -> timer:sleep(1), reopened(Name, Failed)
    end.
