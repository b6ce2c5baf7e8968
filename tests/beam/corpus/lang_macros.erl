%% Macros, conditional code, records with types, attributes, included files, literals of all bases.
-module(lang_macros).
-export([main/0]).
-include("check.hrl").
-define(ADD(A, B), ((A) + (B))).
-define(STR(X), ??X).
-ifdef(NOTHING).
-define(DEFAULT, something).
-else.
-define(DEFAULT, nothing).
-endif.
-custom({a, [1, 2]}).
-author("me").
-record(conf, {a = ?ADD(1, 1) :: integer(), b :: term(), c = #{}}).

main() ->
    ?T([?LINE > 0, ?MODULE, ?FUNCTION_NAME, ?FUNCTION_ARITY, ?MACHINE]), ?T(?ADD(1, ?ADD(2, 3))), ?T(?STR(foo(bar, 1))), ?T(?DEFAULT), ?T([16#FF, 2#1011, 8#777, 36#zz, $\s, $\t, $\\, $', $", $\x41, $\x{1F600}, $\^a, 1_000_000]), ?T(["a\
b", "\x41\x{42}\103", "multi" "part" " " "string"]), ?T(attributes()), ?T(#conf{}), ?T((#conf{b = 2})#conf.b), ?T(<<"bin" "ary">>), ?T({'quoted atom', 'it\'s', ok}), ?T(1.5e-3 + 2.0E2), ?T("tab\tnl\nesc\e\d\0"), ?T([$a, $\n, $\d, $\e, $\b, $\f, $\v, $\r]).

attributes() -> [proplists:get_value(K, ?MODULE:module_info(attributes)) || K <- [custom, author]].
