%% crypto's hashes and message authentication codes.
-module(crypto_hashes).
-export([main/0]).
-include("check.hrl").

main() ->
    Texts = ["", "abc", binary:copy(<<"a">>, 1000), [<<"io">>, ["list", 1, 2]]],
    Types = [md5, sha, sha224, sha256, sha384, sha512],
    ?T([[crypto:hash(T, X) || X <- Texts] || T <- Types]),
    ?T([[crypto:mac(hmac, T, K, "data") || K <- ["", "key", binary:copy(<<"k">>, 200)]] || T <- Types]),
    ?T([crypto:macN(hmac, T, "key", "data", 10) || T <- Types]),
    ?T(begin S = lists:foldl(fun(X, A) -> crypto:hash_update(A, X) end, crypto:hash_init(sha256), ["ab", <<"c">>]), crypto:hash_final(S) =:= crypto:hash(sha256, "abc") end),
    ?T(begin S = crypto:mac_init(hmac, sha, "key"), S2 = crypto:mac_update(S, "da"), S3 = crypto:mac_update(S2, "ta"), crypto:mac_final(S3) =:= crypto:mac(hmac, sha, "key", "data") end),
    ?T(byte_size(crypto:strong_rand_bytes(20))),
    ?T(crypto:strong_rand_bytes(8) =/= crypto:strong_rand_bytes(8)),
    ?T([crypto:exor(<<1, 2, 3>>, <<255, 0, 1>>), crypto:bytes_to_integer(<<1, 0>>)]),
    ?T(crypto:hash_equals(<<"a">>, <<"a">>)),
    ?T(lists:subtract(Types, crypto:supports(hashs))).
