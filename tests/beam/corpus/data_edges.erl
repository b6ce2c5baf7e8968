%% Corners of data that calls with random arguments found: terms of other nodes, sizes, checksums, packets, traces of a chosen depth.
-module(data_edges).
-include("../support/check.hrl").
-export([main/0]).

main() ->
    foreign(),
    external(),
    texts(),
    checksums(),
    packets(),
    applied(),
    depths().

%% Pids, ports and references of another node, in guards; their first number is that of the node's atom.
foreign() ->
    Pid = binary_to_term(<<131, 103, 119, 1, "a", 1:32, 2:32, 0>>),
    Port = binary_to_term(<<131, 89, 119, 1, "x", 1:32, 1:32>>),
    Ref = binary_to_term(<<131, 90, 0, 3, 119, 1, "x", 0:32, 1:32, 2:32, 3:32>>),
    ?T([kind(X) || X <- [Pid, Port, Ref]]),
    ?T([node(X) || X <- [Pid, Port, Ref]]),
    ?T([tl(string:split(lists:flatten(io_lib:format("~p", [X])), ".")) || X <- [Pid, Port, Ref]]),
    ?T([is_pid(Pid), is_port(Port), is_reference(Ref), is_pid(Ref), is_reference(Port)]).

kind(X) when is_pid(X) -> pid;
kind(X) when is_port(X) -> port;
kind(X) when is_reference(X) -> reference;
kind(_) -> none.

external() ->
    ?T(erlang:external_size(?I(fun(X) -> X end)) - byte_size(term_to_binary(?I(fun(X) -> X end)))),
    ?T(binary_to_term(<<131, 113, 119, 5, "lists", 119, 3, "map", 98, 2:32>>)),
    ?T(binary_to_term(?I(a), ?I(b))),
    ?T(binary_to_term(?I(a), ?I([b]))).

texts() ->
    ?T([catch unicode:characters_to_list(?I(Data)) || Data <- [[1 bsl 70, utf8], [1, [1 bsl 70] | x], ["a", <<"b">>, 1 bsl 70, x]]]),
    ?T(unicode:characters_to_binary(?I([1, utf8]))),
    ?T(unicode:characters_to_binary(?I([<<255>>, 1 bsl 70, x]))),
    ?T([list_to_float(?I("1,5e3")), binary_to_float(?I(<<"-1,0">>))]),
    ?T(list_to_float(?I("1,5,3"))),
    ?T(binary:copy(?I(<<1:1>>), 0)),
    ?T(binary:copy(?I(<<1:1>>), 1)),
    ?T(math:acosh(?I(-1.0))),
    ?T(math:acosh(?I(-(1 bsl 59)))),
    ?T([re:run(?I("abc"), Pattern) || Pattern <- ?I([<<"b", 0, "z">>, <<0>>])]),
    ?T(re:compile(?I("ab(\0)"))),
    ?T(re:run(?I([229]), ?I("(*UTF8)" ++ [229]), [unicode])).

checksums() ->
    ?T([erlang:adler32_combine(A, B, N) || {A, B, N} <- ?I([{1, 2, 0}, {0, 2, 0}, {0, 0, 5}, {16#fff1fff1, 16#ffffffff, 7}, {123456, 654321, 100000}])]),
    ?T([erlang:crc32_combine(A, B, N) || {A, B, N} <- ?I([{1, 2, 0}, {123456, 654321, 100000}])]).

packets() ->
    Hellos = [<<128, 3, 1, 3, 1>>, <<128, 5, 1, 3, 0, 9, 8, 7>>, <<129, 5, 1, 3, 0>>, <<128, 2, 1, 3, 1, 9>>, <<128, 5, 2, 3, 1, 1, 1, 1>>],
    ?T([erlang:decode_packet(ssl_tls, Hello, []) || Hello <- Hellos]),
    Large = [{sunrm, <<127, 255, 255, 255>>}, {4, <<127, 255, 255, 252>>}, {4, <<127, 255, 255, 251>>}, {asn1, <<16#30, 16#84, 127, 255, 255, 255>>}],
    ?T([erlang:decode_packet(Type, Bytes, []) || {Type, Bytes} <- Large]),
    ?T(erlang:decode_packet(line, <<"aXb">>, [{line_delimiter, $X}])),
    ?T(erlang:decode_packet(raw, <<"aXb">>, [{line_delimiter, $X}])).

applied() ->
    ?T((?I("abc")):f(1)),
    ?T(apply(?I(lists), ?I(1), [2])),
    ?T(element(1, {(?I({a})):f(1, 2), x})),
    ?T([(?I(none))(1)]),
    ?T({(?I(fun(X) -> X end))(1, 2)}),
    ?T((?I(none))(1)).

%% Stack traces are as deep as the system's flag says, which other programs are given back as it was.
depths() ->
    [
        begin
            Old = erlang:system_flag(backtrace_depth, Depth),
            Frames = try nested(?I(5)) catch error:deep:Stack -> [{F, A} || {?MODULE, F, A, _} <- Stack] end,
            erlang:system_flag(backtrace_depth, Old),
            ?T({Depth, length(Frames), lists:sublist(Frames, 4)})
        end
     || Depth <- [8, 3, 1, 0, 2]
    ],
    ?T(begin erlang:system_flag(backtrace_depth, 1000), erlang:system_flag(backtrace_depth, 8) end),
    ?T(erlang:system_flag(backtrace_depth, ?I(-1))).

nested(0) -> error(deep);
nested(N) -> [a | one(N - 1)].

one(N) -> [b | two(N)].
two(N) -> [c | nested(N)].
