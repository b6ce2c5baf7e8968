%% The supervisor: an account that fails is opened anew, and the others stay as they are.
-module(bank_sup).
-behaviour(supervisor).
-export([start_link/0, init/1]).

start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    Account = fun(Name) -> #{id => Name, start => {bank_account, start_link, [Name]}} end,
    {ok, {#{strategy => one_for_one, intensity => 3, period => 5}, [Account(joe), Account(mike)]}}.
