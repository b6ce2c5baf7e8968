%% Instructions that little code has: on_load, ports and funs in guards, negated floats, skipped characters, -nifs.
-module(code_rare).
-export([main/0, native/1]).
-on_load(prepare/0).
-nifs([native/1]).
-include("check.hrl").

prepare() -> persistent_term:put(?MODULE, prepared), ok.

native(_) -> erlang:nif_error(not_loaded).

main() ->
    ?T(persistent_term:get(?MODULE)),
    ?T(native(1)),
    ?T([kind(X) || X <- [1, fun() -> ok end, fun lists:map/2, self(), make_ref(), a, [], hd(erlang:ports())]]),
    ?T([negate(X) || X <- [1.5, 0.0, -2, 3]]),
    ?T(negate(a)),
    ?T([skip8(X) || X <- [<<"é!"/utf8>>, <<"!">>, <<195>>, <<>>, <<"日本"/utf8>>, <<237, 160, 128>>]]),
    ?T([skip16(X) || X <- [<<"é!"/utf16>>, <<216, 0, 220, 0, 1>>, <<216, 0>>, <<220, 0, 1>>]]),
    ?T([skip16l(X) || X <- [<<"é!"/utf16-little>>, <<0, 216, 0, 220, 1>>]]),
    ?T([skip32(X) || X <- [<<"é!"/utf32>>, <<0, 17, 0, 0>>, <<0, 0, 216, 0>>, <<0, 0, 0>>]]),
    ?T([small(X) || X <- [{1}, {1, 2}, {a, b, c}, [1], #{}]]).

kind(X) when is_port(X) -> port;
kind(X) when is_function(X) -> function;
kind(X) when is_pid(X) -> pid;
kind(X) when is_reference(X) -> reference;
kind(X) when is_atom(X) -> atom;
kind(X) when is_number(X) -> number;
kind(_) -> other.

negate(X) -> -(X * 2.0) + 1.0.

skip8(<<_/utf8, Rest/binary>>) -> Rest;
skip8(_) -> none.

skip16(<<_/utf16, Rest/binary>>) -> Rest;
skip16(_) -> none.

skip16l(<<_/utf16-little, Rest/binary>>) -> Rest;
skip16l(_) -> none.

skip32(<<_/utf32, Rest/binary>>) -> Rest;
skip32(_) -> none.

small(T) when tuple_size(T) == 1 -> one;
small(T) when tuple_size(T) == 2 -> two;
small(T) when tuple_size(T) == 3 -> three;
small(_) -> no.
