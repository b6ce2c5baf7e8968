%% What a program may ask of the runtime: system_info, statistics, memory, os, init, node.
-module(bif_system).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T([erlang:system_info(K) || K <- [wordsize, {wordsize, internal}, {wordsize, external}, machine, otp_release, version, endian, fullsweep_after]]),
    ?T([is_integer(erlang:system_info(K)) || K <- [process_limit, process_count, port_limit, port_count, atom_limit, atom_count, ets_limit, ets_count, schedulers, schedulers_online, logical_processors, creation, start_time, thread_pool_size, dirty_io_schedulers]]),
    ?T([is_list(erlang:system_info(K)) || K <- [system_version, system_architecture, loaded, garbage_collection, driver_version, nif_version, compat_rel], K =/= compat_rel]),
    ?T(erlang:system_info(?I(nonsense))),
    ?T([erlang:system_info(K) || K <- [multi_scheduling, threads, smp_support, heap_type, min_heap_size, min_bin_vheap_size, delayed_node_table_gc, dist_ctrl, otp_release, os_monotonic_time_source], lists:member(K, [threads, smp_support, heap_type])]),
    ?T([is_tuple(erlang:statistics(K)) || K <- [runtime, wall_clock, reductions, garbage_collection, io, context_switches, exact_reductions]]),
    ?T([is_integer(erlang:statistics(K)) || K <- [run_queue, total_run_queue_lengths]]),
    ?T([K || {K, V} <- erlang:memory(), is_integer(V)]),
    ?T([is_integer(erlang:memory(K)) || K <- [total, processes, atom, binary, code, ets, system]]),
    ?T(erlang:memory(?I(bad))),
    ?T([node(), nodes(), is_alive(), node(self()), node(make_ref()), erlang:get_cookie()]),
    ?T(os:type()),
    ?T([os:putenv("CORPUS_VAR", "va lue"), os:getenv("CORPUS_VAR"), os:getenv("CORPUS_NONE"), os:getenv("CORPUS_NONE", "dflt"), os:unsetenv("CORPUS_VAR"), os:getenv("CORPUS_VAR")]),
    ?T(lists:all(fun({K, V}) -> is_list(K) andalso is_list(V) end, os:env())),
    ?T(is_list(os:getpid())),
    ?T(os:find_executable("no_such_program_anywhere")),
    ?T([init:get_argument(home) =/= error, init:get_argument(nope), init:get_plain_arguments(), element(1, init:get_status()), init:script_id() =/= x]),
    ?T(init:get_argument(noshell)),
    ?T(is_list(erlang:ports())),
    ?T(erlang:port_info(?I(x))),
    ?T(erlang:halt(?I(abc))),
    ?T([erlang:is_process_alive(whereis(P)) || P <- [init, kernel_sup, code_server, error_logger, logger, user]] =/= x),
    ?T([is_pid(whereis(P)) || P <- [init, kernel_sup, code_server, logger, user, application_controller, file_server_2, erl_prim_loader, global_name_server, inet_db, rex, standard_error]]),
    ?T([erlang:process_display(self(), backtrace) || false]),
    ?T(erts_debug:size([1, 2, {3, 4}])),
    ?T([erts_debug:flat_size(X) || X <- [1, a, [1], {1, 2}, 1.0, 1 bsl 70, "abc", #{a => 1}, <<1>>, fun lists:map/2]]),
    ?T(begin X = lists:seq(1, 10), [erts_debug:size([X, X]), erts_debug:flat_size([X, X])] end),
    ?T([erts_debug:same(X, X) || X <- [[1], {a}]]),
    ?T(erlang:trace(self(), false, [])),
    ?T(erlang:display_string("")),
    ?T(erlang:loaded() =/= []).
