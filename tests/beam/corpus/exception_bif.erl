%% Exceptions of built-in functions: reason, frame with arguments, error_info.
-module(exception_bif).
-export([main/0]).
-include("check.hrl").

main() ->
    Calls = [
        {erlang, hd, [[]]}, {erlang, hd, [a]}, {erlang, tl, [[]]}, {erlang, length, [[1 | 2]]}, {erlang, length, [a]}, {erlang, element, [0, {1}]},
        {erlang, element, [2, {1}]}, {erlang, element, [a, {1}]}, {erlang, element, [1, a]}, {erlang, setelement, [3, {1, 2}, x]}, {erlang, tuple_size, [a]},
        {erlang, byte_size, [a]}, {erlang, bit_size, [a]}, {erlang, size, [a]}, {erlang, map_size, [a]}, {erlang, map_get, [k, #{}]}, {erlang, map_get, [k, a]},
        {erlang, is_map_key, [k, a]}, {erlang, atom_to_list, ["a"]}, {erlang, list_to_atom, [a]}, {erlang, list_to_atom, [[-1]]},
        {erlang, list_to_existing_atom, ["no such atom at all"]}, {erlang, binary_to_existing_atom, [<<"no such atom either">>, utf8]},
        {erlang, binary_to_atom, [<<255>>, utf8]}, {erlang, binary_to_atom, [<<"a">>, latin2]}, {erlang, list_to_atom, [lists:duplicate(256, $a)]},
        {erlang, list_to_binary, [[256]]}, {erlang, list_to_binary, [a]}, {erlang, list_to_binary, [[1 | 2]]}, {erlang, iolist_to_binary, [[<<1:3>>]]}, {erlang, iolist_size, [[a]]},
        {erlang, list_to_bitstring, [[<<1:3>>, a]]}, {erlang, binary_to_list, [<<1:3>>]}, {erlang, binary_to_list, [<<1, 2>>, 2, 1]}, {erlang, binary_to_list, [<<1, 2>>, 0, 1]},
        {erlang, binary_part, [<<1, 2>>, 1, 2]}, {erlang, binary_part, [<<1, 2>>, {3, -1}]}, {erlang, split_binary, [<<1, 2>>, 3]}, {erlang, tuple_to_list, [[]]}, {erlang, list_to_tuple, [a]},
        {erlang, make_tuple, [-1, a]}, {erlang, make_tuple, [3, a, [{4, b}]]}, {erlang, append_element, [a, b]}, {erlang, insert_element, [4, {1, 2}, x]}, {erlang, delete_element, [3, {1, 2}]},
        {erlang, '++', [a, []]}, {erlang, '++', [[1 | 2], []]}, {erlang, '--', [[1], a]}, {erlang, '--', [a, []]}, {erlang, apply, [a, b]}, {erlang, apply, [foo, bar, baz]},
        {erlang, apply, [erlang, atom_to_list, [1 | 2]]}, {erlang, fun_info, [a]}, {erlang, make_fun, [a, b, -1]}, {erlang, is_function, [a, -1]}, {erlang, is_record, [{a}, b, c]},
        {erlang, register, [undefined, self()]}, {erlang, register, [a, b]}, {erlang, unregister, [nobody_here]}, {erlang, whereis, ["x"]}, {erlang, send, [nobody_here, hello]}, {erlang, '!', [nobody_here, hello]},
        {erlang, exit, [a, b]}, {erlang, link, [a]}, {erlang, monitor, [process, "x"]}, {erlang, monitor, [foo, self()]}, {erlang, demonitor, [a]}, {erlang, demonitor, [make_ref(), [bad]]},
        {erlang, spawn, [a]}, {erlang, spawn, [a, b, c]}, {erlang, spawn_opt, [fun() -> ok end, [bad]]}, {erlang, process_flag, [trap_exit, 1]}, {erlang, process_flag, [bad, 1]},
        {erlang, process_info, [a]}, {erlang, process_info, [self(), bad]}, {erlang, list_to_pid, ["<bad>"]}, {erlang, list_to_ref, ["x"]}, {erlang, term_to_binary, [a, [bad]]},
        {erlang, binary_to_term, [<<1, 2, 3>>]}, {erlang, binary_to_term, [a]}, {erlang, phash2, [a, 0]}, {erlang, phash2, [a, -5]}, {erlang, md5, [a]}, {erlang, crc32, [a]}, {erlang, adler32, [[256]]},
        {erlang, send_after, [-1, self(), x]}, {erlang, send_after, [10, "x", x]}, {erlang, start_timer, [a, self(), x]}, {erlang, cancel_timer, [a]}, {erlang, read_timer, [make_ref(), [bad]]},
        {erlang, convert_time_unit, [1, bad, second]}, {erlang, system_time, [bad]}, {erlang, system_info, [bad]}, {erlang, statistics, [bad]}, {erlang, group_leader, [a, self()]}, {erlang, get_keys, [1, 2]},
        {erlang, integer_to_list, [1, 99]}, {erlang, list_to_integer, ["x"]}, {erlang, universaltime_to_localtime, [a]}, {erlang, posixtime_to_universaltime, [a]}, {erlang, garbage_collect, [a]},
        {lists, reverse, [a]}, {lists, reverse, [[1 | 2]]}, {lists, reverse, [[1], a]}, {lists, member, [1, a]}, {lists, member, [1, [2 | 3]]}, {lists, keyfind, [1, 0, []]}, {lists, keyfind, [1, 1, a]}, {lists, keysearch, [1, a, []]},
        {lists, keymember, [1, 1, [a | b]]}, {maps, get, [k, #{}]}, {maps, get, [k, a]}, {maps, put, [k, v, a]}, {maps, update, [k, v, #{}]}, {maps, remove, [k, a]}, {maps, keys, [a]}, {maps, values, [a]}, {maps, merge, [a, #{}]},
        {maps, merge, [#{}, b]}, {maps, from_list, [[a]]}, {maps, from_list, [a]}, {maps, find, [a, b]}, {maps, is_key, [a, b]}, {maps, to_list, [x]}, {maps, take, [a, b]}, {maps, from_keys, [a, b]},
        {binary, at, [<<1>>, 1]}, {binary, at, [a, 1]}, {binary, first, [<<>>]}, {binary, last, [<<>>]}, {binary, match, [<<1>>, <<>>]}, {binary, matches, [a, <<1>>]}, {binary, copy, [<<1>>, -1]}, {binary, part, [<<1>>, 5, 1]},
        {binary, decode_unsigned, [a]}, {binary, encode_unsigned, [-1]}, {binary, longest_common_prefix, [[a]]}, {binary, split, [<<1>>, a]}, {binary, bin_to_list, [<<1>>, 2, 2]}, {binary, compile_pattern, [[]]},
        {ets, new, [a, [bad]]}, {ets, insert, [no_table, {1}]}, {ets, lookup, [no_table, 1]}, {ets, delete, [no_table]}, {math, sin, [a]}, {unicode, characters_to_binary, [[a]]}, {unicode, characters_to_list, [a]},
        {os, getenv, [a]}, {os, putenv, ["a=", "b"]}, {persistent_term, get, [nothing_here]}, {atomics, new, [0, []]}, {counters, new, [1, [bad]]}, {erlang, nosuchfunction, [1]}, {nosuchmodule, f, [1, 2]}, {lists, nosuch, []}
    ],
    [call(C) || C <- Calls].

call({M, F, A}) ->
    io:format("~w:~w(~ts) ", [M, F, lists:join(", ", [io_lib:format("~0tp", [check:mask(X)]) || X <- A])]),
    try apply(M, F, A) of
        V -> io:format("= ~0tp~n", [check:mask(V)])
    catch
        C:R:S -> io:format("! ~w ~0tp~n~ts", [C, check:mask(R), [["  @ ", L, "\n"] || L <- check:frames(lists:sublist(S, 1))]])
    end.
