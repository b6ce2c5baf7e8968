%% Floats as text: shortest form, scientific, decimals, compact, and all that io_lib:format does with them.
-module(float_print).
-export([main/0]).
-include("check.hrl").

values() ->
    [0.0, -0.0, 1.0, 0.1, 0.2, 0.3, 1.0e10, 1.0e15, 1.0e16, 1.0e17, 1.0e21, 1.0e22, 1.0e23, 123456789012345680.0,
     9007199254740992.0, 9007199254740994.0, 18014398509481984.0, 1.0e-1, 1.0e-3, 1.0e-4, 1.0e-5, 1.5e-7, 5.0e-324, 2.2250738585072014e-308,
     1.7976931348623157e308, 3.141592653589793, 2.718281828459045, 100.0, 12345.678, 0.00012345, 1.0e100, -1.0e-100, 4.35, 2.675, 1.005, 0.5, 2.5, 999.9999, 99999.99999].

main() ->
    [io:format("~w ~p ~s~n", [F, F, float_to_list(F)]) || F <- values()],
    [io:format("~s ~s~n", [float_to_binary(F), float_to_list(F, [short])]) || F <- values()],
    [io:format("~w: ~s~n", [F, lists:join(" ", [opt(F, [{decimals, D}]) || D <- [0, 1, 2, 5, 10, 20]])]) || F <- values()],
    [io:format("~w: ~s~n", [F, lists:join(" ", [opt(F, [{decimals, D}, compact]) || D <- [0, 1, 3, 10]])]) || F <- values()],
    [io:format("~w: ~s~n", [F, lists:join(" ", [opt(F, [{scientific, D}]) || D <- [0, 1, 2, 5, 17, 20, 30]])]) || F <- values()],
    [io:format("~e ~.3e ~20.4e ~f ~.2f ~15.3f ~-15.3f| ~g ~.3g ~.10g~n", [F, F, F, F, F, F, F, F, F, F]) || F <- values(), abs(F) < 1.0e50],
    ?T(float_to_list(?I(1.0e300), [{decimals, 2}])),
    ?T(float_to_list(?I(1.0), [{decimals, 254}])),
    ?T(float_to_list(?I(1.0), [{decimals, -1}])),
    ?T(float_to_list(?I(1.0), [{decimals, 253}])),
    ?T(float_to_list(?I(1.0), [{scientific, 250}])),
    ?T(float_to_list(?I(1.0), [{bogus, 2}])),
    ?T(float_to_list(?I(1.0), foo)),
    ?T(float_to_list(?I(1))),
    ?T(float_to_binary(?I(1), [{decimals, 2}])),
    ?T(float_to_list(?I(1.5), [{decimals, 2}, {scientific, 3}])),
    ?T(float_to_list(?I(1.5), [{scientific, 3}, compact, {decimals, 4}])),
    ?T([list_to_float(L) || L <- ["1.0", "-1.5e3", "+2.5E-3", "1.7976931348623157e308", "5.0e-324", "0.1", "123456789.123456789", "4.9e-324", "1.0e-400"]]),
    [?T(list_to_float(?I(L))) || L <- ["1", "1.", ".5", "1e5", "1.0e", "", " 1.0", "1.0 ", "1.0e309", "a"]],
    ?T(binary_to_float(?I(<<"3.25">>))),
    ?T(binary_to_float(?I(<<"3">>))),
    ?T(list_to_float(?I(foo))),
    ?T(io_lib:format("~f", [?I(1)])),
    ?T(lists:flatten(io_lib:format("~.4f", [1.0e15]))),
    ?T(lists:flatten(io_lib:format("~5.3e", [1.0]))).

opt(F, Options) ->
    try float_to_list(F, Options)
    catch error:Reason -> atom_to_list(Reason)
    end.
