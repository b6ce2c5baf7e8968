%% Integers and floats by ~b ~B ~x ~X ~# ~+ ~f ~e ~g with all their fields.
-module(format_numbers).
-export([main/0]).
-include("check.hrl").

main() ->
    Ns = [0, 7, -7, 255, -255, 65535, 1 bsl 40],
    [io:format("~b|~8b|~-8b|~8..0b|~.2b|~.8b|~.16b|~.16B|~.36b|~#|~.16#|~+|~.16+~n", lists:duplicate(13, N)) || N <- Ns],
    [io:format("~.16x|~.16X|~10.8x~n", [N, "0x", N, "0X", N, "0o"]) || N <- Ns],
    Fs = [0.0, 1.0, -1.5, 123.456, 1.0e-5, 1.0e10, 99.995, 0.05],
    [io:format("~f|~.1f|~.2f|~10.3f|~-10.3f|~10.1.0f|~e|~.3e|~12.4e|~g|~.3g|~w|~p~n", lists:duplicate(13, F)) || F <- Fs],
    ?T(try io_lib:format("~.1b", [1]) catch error:R -> R end), ?T(try io_lib:format("~.37b", [1]) catch error:R -> R end), ?T(try io_lib:format("~b", [1.0]) catch error:R -> R end), ?T(try io_lib:format("~3.5f", [1234.5]) catch error:R -> R end), ?T(io_lib:format("~3f", [1.0])), ?T(io_lib:format("~2b", [12345])).
