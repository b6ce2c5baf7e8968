%% Reports of logger and error_logger as the default handler prints them; levels, filters, formats.
-module(log_reports).
-export([main/0, log/2]).
-include_lib("kernel/include/logger.hrl").

main() ->
    logger:error("an error ~p", [{with, "args"}]),
    logger:warning("a warning"),
    logger:notice("a notice, printed by default"),
    logger:info("not printed"),
    logger:debug("not printed either"),
    logger:error(#{report => map, key => [1, 2]}),
    logger:error([{report, list}, {made, "of pairs"}]),
    ?LOG_ERROR("macro ~w", [x]),
    ?LOG_NOTICE(#{what => "macro map", more => lists:seq(1, 40)}),
    logger:critical("critical"), logger:alert("alert"), logger:emergency("emergency ~ts", ["λ"]),
    error_logger:error_msg("old style ~p~n", [msg]),
    error_logger:error_report([{a, 1}, {b, "two"}, plain]),
    error_logger:error_report(my_type, {some, term}),
    error_logger:warning_msg("old warning~n"),
    error_logger:warning_report("a string report"),
    error_logger:info_msg("old info ~s", ["text"]),
    error_logger:info_report([info, {x, y}]),
    error_logger:error_msg("bad format ~p~n", []),
    settle(),
    logger:set_primary_config(level, info),
    logger:info("now printed"),
    logger:set_module_level(?MODULE, debug),
    ?LOG_DEBUG("module level"),
    logger:unset_module_level(?MODULE),
    logger:set_primary_config(level, error),
    logger:warning("not printed any more"),
    io:format("~p~n", [logger:get_primary_config()]),
    io:format("~p~n", [logger:compare_levels(error, info)]),
    io:format("~p~n", [logger:allow(error, ?MODULE)]),
    ok = logger:add_handler(mine, ?MODULE, #{level => notice, config => self()}),
    logger:set_primary_config(level, notice),
    logger:notice("to both ~p", [1], #{extra => meta}),
    receive {mine, E} -> io:format("~p~n", [E]) after 1000 -> io:format("nothing~n") end,
    io:format("~p~n", [lists:sort(logger:get_handler_ids())]),
    ok = logger:remove_handler(mine),
    ok = logger:add_primary_filter(no_secret, {fun(#{msg := {string, "secret"}}, _) -> stop; (_, _) -> ignore end, []}),
    logger:error("secret"),
    logger:error("public"),
    logger:update_handler_config(default, formatter, {logger_formatter, #{single_line => true, template => [level, ": ", msg, " (", {meta_key, ["meta ", meta_key], ["none"]}, ")\n"]}}),
    logger:error("on one\nline ~p", [lists:seq(1, 30)]),
    logger:error("with meta", #{meta_key => 42}),
    logger:error(#{a => 1, b => "c"}),
    logger:update_process_metadata(#{meta_key => "of the process"}),
    logger:error("once more"),
    io:format("~p~n", [logger:get_process_metadata()]),
    io:format("~p~n", [logger:add_handler(default, x, #{})]),
    io:format("~p~n", [logger:set_primary_config(level, nonsense)]),
    settle().

settle() -> logger_std_h:filesync(default), timer:sleep(50).

log(#{level := L, msg := M, meta := #{extra := X}}, #{config := Pid}) -> Pid ! {mine, {L, M, X}}, ok;
log(_, _) -> ok.
