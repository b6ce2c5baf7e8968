%% The io protocol against devices of our own: requests, replies, group leaders, string devices.
-module(io_devices).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(capture(fun() -> io:format("hello ~p~n", [world]) end)),
    ?T(capture(fun() -> io:put_chars("a"), io:nl(), io:write([1]), io:put_chars(standard_io, <<"bin">>) end)),
    ?T(capture(fun() -> spawn_wait(fun() -> io:format("from child") end) end)),
    ?T(io:format(?I(no_such_device), "x", [])),
    ?T(io:put_chars(spawn(fun() -> ok end), "x")),
    ?T(io:format("~p")),
    ?T(io:format("~p~n", ?I(foo))),
    {ok, Fd} = file:open(<<"line one\nline two\nlast">>, [ram, read, binary]),
    ?T([file:read(Fd, 4), file:read_line(Fd), file:position(Fd, 0), file:read(Fd, 100), file:read(Fd, 1)]),
    ?T(file:close(Fd)),
    {ok, W} = file:open([], [ram, write, read]),
    ?T([file:write(W, "some data"), file:position(W, {cur, -4}), file:write(W, "DATA"), file:pread(W, 0, 20), file:ram_file_get(W)]),
    file:close(W),
    ?T([io_lib:fread("~d ~d", "12 34 rest"), io_lib:fread("~d", "x"), io_lib:fread("~d", ""), io_lib:fread("~s~s", "ab cd"), io_lib:fread("~c~2c", "abc")]),
    ?T([io_lib:fread("~u", "12"), io_lib:fread("~16u", "ff"), io_lib:fread("~#", "16#1F"), io_lib:fread("~-", "-"), io_lib:fread("~f", "1.5e3x"), io_lib:fread("~a", "atom x"), io_lib:fread("~[abc]", "x")]),
    ?T([io_lib:fread("~3d~n~l", "12345\nx"), io_lib:fread("~*d~d", "1 2"), io_lib:fread("a~~b", "a~b"), io_lib:fread("~ts", "λx y"), io_lib:fread("~10s", "short")]),
    ?T(io_lib:fread([], "ab", "~d")),
    ?T(group_leader(?I(foo), self())),
    ?T(begin G = group_leader(), group_leader(self(), self()), R = group_leader() =:= self(), group_leader(G, self()), R end),
    ?T(raw_request({put_chars, unicode, "raw\n"})),
    ?T(raw_request({put_chars, unicode, io_lib, format, ["~w~n", [mfa]]})),
    ?T(raw_request({requests, [{put_chars, latin1, "one "}, {put_chars, unicode, "two\n"}]})),
    ?T(raw_request({put_chars, latin1, [955]})),
    ?T(raw_request(bad)),
    ?T(io:requests([{put_chars, unicode, "x"}, nl])).

spawn_wait(F) ->
    {_, R} = spawn_monitor(F),
    receive {'DOWN', R, _, _, _} -> ok end.

raw_request(Request) ->
    Ref = make_ref(),
    group_leader() ! {io_request, self(), Ref, Request},
    receive {io_reply, Ref, Reply} -> Reply after 2000 -> timeout end.

%% Run with a device that keeps what is written.
capture(F) ->
    Old = group_leader(),
    Device = spawn_link(fun() -> device([]) end),
    group_leader(Device, self()),
    F(),
    group_leader(Old, self()),
    Device ! {done, self()},
    receive {written, L} -> L end.

device(Acc) ->
    receive
        {io_request, From, Ref, {put_chars, Enc, Chars}} ->
            From ! {io_reply, Ref, ok},
            device([{Enc, unicode:characters_to_list(Chars)} | Acc]);
        {io_request, From, Ref, {put_chars, Enc, M, F, A}} ->
            From ! {io_reply, Ref, ok},
            device([{Enc, M, F, lists:flatten(apply(M, F, A))} | Acc]);
        {done, Pid} ->
            Pid ! {written, lists:reverse(Acc)}
    end.
