%% An account: a server that has a balance, and fails when asked for what is not there.
-module(bank_account).
-behaviour(gen_server).
-export([start_link/1, deposit/2, withdraw/2, balance/1]).
-export([init/1, handle_call/3, handle_cast/2]).

start_link(Name) -> gen_server:start_link({local, Name}, ?MODULE, Name, []).

deposit(Name, Amount) -> gen_server:call(Name, {deposit, Amount}).

withdraw(Name, Amount) -> gen_server:call(Name, {withdraw, Amount}).

balance(Name) -> gen_server:call(Name, balance).

init(_Name) -> {ok, 0}.

handle_call({deposit, Amount}, _From, Balance) -> {reply, ok, Balance + Amount};
handle_call({withdraw, Amount}, _From, Balance) when Amount =< Balance -> {reply, ok, Balance - Amount};
handle_call(balance, _From, Balance) -> {reply, Balance, Balance}.

handle_cast(_Message, Balance) -> {noreply, Balance}.
