# GenServer, Agent, Task, Supervisor, Registry, processes, protocols, structs, macros.
defprotocol Area do
  def area(shape)
end

defmodule Square do
  defstruct side: 1
  defimpl Area do
    def area(%{side: s}), do: s * s
  end
end

defmodule Circle do
  @enforce_keys [:r]
  defstruct [:r]
  defimpl Area do
    def area(%{r: r}), do: Float.round(3.14159 * r * r, 2)
  end
end

defmodule Counter do
  use GenServer
  def start_link(n), do: GenServer.start_link(__MODULE__, n, name: __MODULE__)
  @impl true
  def init(n), do: {:ok, n, {:continue, :double}}
  @impl true
  def handle_continue(:double, n), do: {:noreply, n * 2}
  @impl true
  def handle_call({:add, k}, _from, n), do: {:reply, n + k, n + k}
  def handle_call(:crash, _from, _), do: raise("crash")
  @impl true
  def handle_cast(:reset, _), do: {:noreply, 0}
  @impl true
  def handle_info({:ping, from}, n), do: (send(from, {:pong, n}); {:noreply, n})
end

defmodule Unless do
  defmacro my_unless(c, do: body), do: quote(do: if(!unquote(c), do: unquote(body)))
end

defmodule Servers do
  require Unless
  def main do
    :logger.set_primary_config(:level, :none)
    {:ok, sup} = Supervisor.start_link([{Counter, 5}, {Agent, fn -> [] end}, {Registry, keys: :unique, name: Reg}], strategy: :one_for_one)
    show(GenServer.call(Counter, {:add, 1})); show(GenServer.cast(Counter, :reset)); show(GenServer.call(Counter, {:add, 7}))
    send(Counter, {:ping, self()})
    show(receive do m -> m after 1000 -> :none end)
    show(catch_exit(fn -> GenServer.call(Counter, :crash) end))
    Process.sleep(20)
    show(GenServer.call(Counter, {:add, 1}))
    show(Supervisor.count_children(sup) |> Map.to_list() |> Enum.sort())
    {:ok, a} = Agent.start_link(fn -> %{} end)
    Agent.update(a, &Map.put(&1, :k, 1)); show(Agent.get(a, & &1)); show(Agent.get_and_update(a, &{map_size(&1), %{}}))
    show(Task.async(fn -> 6 * 7 end) |> Task.await()); show(1..10 |> Task.async_stream(&(&1 * &1), max_concurrency: 3) |> Enum.map(fn {:ok, v} -> v end)); show(Task.yield(Task.async(fn -> :fast end), 500))
    show(Registry.register(Reg, "name", :value) |> elem(0)); show(Registry.lookup(Reg, "name") == [{self(), :value}])
    show(Enum.map([%Square{side: 3}, %Circle{r: 2}], &Area.area/1)); show(%Square{side: 2}); show(Map.from_struct(%Circle{r: 1}))
    show(try do Area.area(1) rescue e in Protocol.UndefinedError -> Exception.message(e) end)
    show(Unless.my_unless(false, do: :ran)); show(Macro.to_string(quote do: 1 + x * foo(2))); show(Code.eval_string("a = 1 + 2; a * b", b: 5) |> elem(0))
    show(with {:ok, x} <- {:ok, 1}, {:error, y} <- {:error, 2}, do: {x, y}); show(with({:ok, x} <- :no, do: x))
    pid = spawn(fn -> receive do {:x, from} -> send(from, :got) end end)
    send(pid, {:x, self()}); show(receive do m -> m end)
    show(Process.alive?(pid) in [true, false]); show(cond do 1 > 2 -> :a; true -> :b end); show((&(&1 + &2)).(1, 2)); show(match?({:ok, _}, {:ok, 1}))
    Supervisor.stop(sup)
    show(Process.whereis(Counter))
  end

  def catch_exit(f) do
    f.()
  catch
    :exit, {{%RuntimeError{message: m}, _}, _} -> {:crashed, m}
  end

  def show(x), do: IO.inspect(x, limit: :infinity)
end
