%% The benchmark's subject in OTP: every role, over gen_tcp and gen_udp.
-module(portcullis_bench).
-export([main/1]).

-define(CHUNK, 65536).
%% As much as the others read at once; by itself OTP asks for 1,460 bytes, which suits roles with short messages.
-define(ROOM, {buffer, ?CHUNK}).
%% Enough for thousands of peers that connect faster than we accept.
-define(BACKLOG, 4096).

main([Role]) ->
    %% A server that fails says why and ends the node; by itself it would only end its process.
    try
        serve(Role)
    catch
        Class:Reason ->
            io:format(standard_error, "~s: ~p: ~p~n", [Role, Class, Reason]),
            halt(1)
    end.

serve(echo) -> one_by_one(listen([{active, false}, ?ROOM]), fun echo/1);
%% By default the end of what comes closes the socket for what goes.
serve(sink) -> one_by_one(listen([{active, false}, {exit_on_close, false}, ?ROOM]), fun(Socket) -> sink(Socket, 0) end);
serve(source) -> one_by_one(listen([{active, false}]), fun source/1);
serve(reply) -> one_by_one(listen([{active, false}]), fun reply/1);
serve(many) -> side_by_side(listen([{active, true}]));
serve(packets) ->
    %% Room for the messages that wait, or the heap is collected and grown again and again.
    process_flag(min_heap_size, 100000),
    one_by_one(listen([{packet, 4}, {active, true}, ?ROOM]), fun(Socket) -> count(Socket, 0) end);
serve(udp) ->
    {ok, Socket} = gen_udp:open(0, [binary, {ip, {127, 0, 0, 1}}, {active, true}, ?ROOM]),
    announce(Socket),
    echo_datagrams(Socket).

listen(Options) ->
    {ok, Listener} =
        gen_tcp:listen(0, [
            binary,
            {ip, {127, 0, 0, 1}},
            {nodelay, true},
            {backlog, ?BACKLOG}
            | Options
        ]),
    announce(Listener),
    Listener.

announce(Socket) ->
    {ok, {Address, Port}} = inet:sockname(Socket),
    io:format("listening on ~s:~b~n", [inet:ntoa(Address), Port]).

one_by_one(Listener, Serve) ->
    {ok, Socket} = gen_tcp:accept(Listener),
    Serve(Socket),
    gen_tcp:close(Socket),
    one_by_one(Listener, Serve).

%% A process for each connection, and messages as they come: what a server in Erlang looks like.
side_by_side(Listener) ->
    {ok, Socket} = gen_tcp:accept(Listener),
    Server = spawn(fun() -> echo_messages(Socket) end),
    %% Passes on what has come meanwhile.
    gen_tcp:controlling_process(Socket, Server),
    side_by_side(Listener).

echo(Socket) ->
    case gen_tcp:recv(Socket, 0) of
        {ok, Data} ->
            case gen_tcp:send(Socket, Data) of
                ok -> echo(Socket);
                {error, _} -> ended
            end;
        {error, _} ->
            ended
    end.

echo_messages(Socket) ->
    receive
        {tcp, Socket, Data} ->
            case gen_tcp:send(Socket, Data) of
                ok -> echo_messages(Socket);
                {error, _} -> gen_tcp:close(Socket)
            end;
        {tcp_closed, Socket} ->
            ended;
        {tcp_error, Socket, _} ->
            gen_tcp:close(Socket)
    end.

%% The count of what the peer sent, once it has sent it all.
sink(Socket, Count) ->
    case gen_tcp:recv(Socket, 0) of
        {ok, Data} -> sink(Socket, Count + byte_size(Data));
        {error, closed} -> gen_tcp:send(Socket, <<Count:64>>);
        {error, _} -> ended
    end.

%% As many bytes as the peer asks for.
source(Socket) ->
    case gen_tcp:recv(Socket, 8) of
        {ok, <<Left:64>>} -> source(Socket, binary:copy(<<16#5a>>, ?CHUNK), Left);
        {error, _} -> ended
    end.

source(_Socket, _Chunk, 0) ->
    ended;
source(Socket, Chunk, Left) ->
    Size = min(Left, ?CHUNK),
    case gen_tcp:send(Socket, binary:part(Chunk, 0, Size)) of
        ok -> source(Socket, Chunk, Left - Size);
        {error, _} -> ended
    end.

reply(Socket) ->
    gen_tcp:send(Socket, binary:copy(<<16#5a>>, 64)).

%% Count messages; an empty one asks how many there were since it asked last.
count(Socket, Count) ->
    receive
        {tcp, Socket, <<>>} ->
            case gen_tcp:send(Socket, <<Count:64>>) of
                ok -> count(Socket, 0);
                {error, _} -> ended
            end;
        {tcp, Socket, _Packet} ->
            count(Socket, Count + 1);
        {tcp_closed, Socket} ->
            ended;
        {tcp_error, Socket, _} ->
            ended
    end.

echo_datagrams(Socket) ->
    receive
        {udp, Socket, Address, Port, Data} ->
            ok = gen_udp:send(Socket, Address, Port, Data),
            echo_datagrams(Socket)
    end.
