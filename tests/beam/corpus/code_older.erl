%% A comprehension of bits as the compiler of OTP 22 wrote it: it does not ask for room before it appends.
-module(code_older).
-export([main/0]).
-include("check.hrl").

main() ->
    {ok, older, Code} = compile:forms(forms(), [binary, 'S', r24]),
    {older, Exports, Attributes, Functions, Labels} = Code,
    Changed = [{function, Name, Arity, Entry, changed(Body)} || {function, Name, Arity, Entry, Body} <- Functions],
    ?T(Changed =/= Functions),
    {ok, older, Beam} = compile:forms({older, Exports, Attributes, Changed, Labels}, [binary, from_asm, r24]),
    ?T(code:load_binary(older, "older.beam", Beam)),
    ?T(older:doubled(<<"abc", 0, 255>>)),
    ?T(older:nibbles(<<16#1234567:28>>)),
    Long = binary:copy(<<"0123456789">>, 20000),
    ?T(erlang:md5(older:doubled(Long))),
    ?T(erlang:phash2([older:doubled(<<N:32>>) || N <- lists:seq(1, 3000)])),
    ?T(older:doubled(nothing)).

%% Without the room that is asked for right before a private append.
changed([{test_heap, _, _}, {bs_private_append, _, _, _, _, _, _} = Append | Rest]) -> [Append | changed(Rest)];
changed([Instruction | Rest]) -> [Instruction | changed(Rest)];
changed([]) -> [].

forms() ->
    Text =
        "-module(older). -export([doubled/1, nibbles/1]). "
        "doubled(B) -> << <<C, (case C of $a -> $A; _ -> C end)>> || <<C>> <= B >>. "
        "nibbles(B) -> << <<(X bxor 1):4>> || <<X:4>> <= B >>. ",
    {ok, Tokens, _} = erl_scan:string(Text),
    parsed(Tokens, []).

parsed([], []) ->
    [];
parsed([{dot, _} = Dot | Rest], Form) ->
    {ok, Parsed} = erl_parse:parse_form(lists:reverse([Dot | Form])),
    [Parsed | parsed(Rest, [])];
parsed([Token | Rest], Form) ->
    parsed(Rest, [Token | Form]).
