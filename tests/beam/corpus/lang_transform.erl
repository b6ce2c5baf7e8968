%% A parse transform made here, applied to a module made here.
-module(lang_transform).
-export([main/0, parse_transform/2]).
-include("check.hrl").

main() ->
    Text = "-module(t). -export([f/1, g/0]). f(X) -> X + 10 * 2. g() -> {old, \"text\", [1, 2]}.",
    ?T(begin {ok, t, B} = compile:forms(forms(Text), [{parse_transform, ?MODULE}]), code:load_binary(t, "t", B), {t:f(1), t:g()} end),
    ?T(erl_parse:map_anno(fun(_) -> 0 end, hd(lists:nthtail(2, forms(Text))))),
    ?T(erl_parse:fold_anno(fun(A, N) -> A + N end, 0, lists:nth(3, forms(Text)))),
    ?T(erl_syntax:type(erl_syntax:application(erl_syntax:atom(f), [erl_syntax:integer(1)]))),
    ?T(lists:flatten(erl_prettypr:format(erl_syntax:form_list(forms(Text))))),
    ?T(erl_syntax:revert(erl_syntax:tuple([erl_syntax:atom(a), erl_syntax:string("s")]))),
    ?T(lists:sort(sets:to_list(erl_syntax_lib:variables(lists:nth(3, forms("-module(x). -export([]). f(A, {B, _C}) -> D = A, [D | B].")))))),
    ?T(erl_syntax_lib:analyze_forms(forms(Text)) =/= x),
    ?T(erl_syntax_lib:fold(fun(T, N) -> case erl_syntax:type(T) of integer -> N + 1; _ -> N end end, 0, erl_syntax:form_list(forms(Text)))),
    ?T(compile:forms(forms(Text), [{parse_transform, no_such_transform}, return])).

forms(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    split(Tokens, []).

split([], _) -> [];
split([{dot, _} = D | T], Acc) -> {ok, F} = erl_parse:parse_form(lists:reverse([D | Acc])), [F | split(T, [])];
split([X | T], Acc) -> split(T, [X | Acc]).

%% Doubles integers and renames the atom old.
parse_transform(Forms, _Options) -> [walk(F) || F <- Forms].

walk({attribute, _, _, _} = A) -> A;
walk({function, L, N, A, C}) -> {function, L, N, A, walk(C)};
walk({integer, L, N}) -> {integer, L, N * 2};
walk({atom, L, old}) -> {atom, L, new};
walk(T) when is_tuple(T) -> list_to_tuple([walk(E) || E <- tuple_to_list(T)]);
walk(L) when is_list(L) -> [walk(E) || E <- L];
walk(X) -> X.
