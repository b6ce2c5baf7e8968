%% Stock dbg.
-module(trace_dbg).
-compile(export_all).
-compile(nowarn_export_all).
-include_lib("stdlib/include/ms_transform.hrl").
fac(0) -> 1;
fac(N) -> N * fac(N-1).
sum(L) -> lists:foldl(fun(X,A) -> X+A end,0,L).
boom(X) -> X+a.
main() ->
  {ok,_} = dbg:tracer(),
  io:format("~p~n",[element(1,dbg:p(self(),[call]))]),
  io:format("~p~n",[dbg:tpl(trace_dbg,fac,x)]),
  fac(3), timer:sleep(20),
  io:format("~p~n",[dbg:tpl(trace_dbg,fac,cx)]),
  fac(2), timer:sleep(20),
  io:format("~p~n",[dbg:tp(lists,foldl,3,dbg:fun2ms(fun([_,A,_]) when A =:= 0 -> return_trace() end))]),
  sum([1,2,3]), timer:sleep(20),
  io:format("~p~n",[dbg:tpl(trace_dbg,boom,1,x)]),
  catch boom(1), timer:sleep(20),
  dbg:ltp(), dbg:ctpl(trace_dbg), fac(2), dbg:ctp(), dbg:stop_clear(),
  fac(2), timer:sleep(10),
  {ok,_} = dbg:tracer(process,{fun(M,N) -> io:format("~p ~p~n",[N,M]), N+1 end, 0}),
  P = spawn(fun() -> receive go -> fac(1), self() ! x, receive x -> ok end, spawn(fun() -> ok end) end end),
  dbg:p(P,[m,c,p,sos]), dbg:tp(trace_dbg,fac,[]), P ! go, timer:sleep(50),
  dbg:stop_clear(), 
  io:format("~p~n",[dbg:get_tracer()]),
  dbg:tracer(), dbg:c(lists,seq,[1,3]), dbg:c(trace_dbg,fac,[1],[c,m]), dbg:stop(), timer:sleep(20),
  dbg:tracer(), dbg:p(new,[c,timestamp]), dbg:tpl(trace_dbg,'_',[]), 
  dbg:stop_clear(),
  ok.
