#!/usr/bin/env escript
%% Prints the primes up to a number.
main([Text]) ->
    Limit = list_to_integer(Text),
    io:format("~w~n", [sieve(lists:seq(2, Limit))]);
main(_) ->
    io:format("usage: primes.escript LIMIT~n"),
    halt(2).

sieve([]) -> [];
sieve([Prime | Rest]) -> [Prime | sieve([N || N <- Rest, N rem Prime =/= 0])].
