# Enum, Stream, Map, Keyword, List, Range, MapSet.
defmodule Enums do
  def main do
    l = [3, 1, 4, 1, 5, 9, 2, 6]
    show(Enum.sort(l)); show(Enum.sort_by(l, &(-&1))); show(Enum.map(l, &(&1 * 2))); show(Enum.reduce(l, 0, &+/2))
    show(Enum.group_by(l, &rem(&1, 3))); show(Enum.chunk_every(l, 3)); show(Enum.zip(l, ~w(a b c))); show(Enum.with_index(~w(x y)))
    show(Enum.frequencies(~w(a b a c b a))); show(Enum.uniq(l)); show(Enum.dedup([1, 1, 2, 2, 1])); show(Enum.split_with(l, &(&1 > 3)))
    show(Enum.min_max(l)); show(Enum.flat_map(1..3, &[&1, &1])); show(Enum.scan(1..5, &*/2)); show(Enum.slice(l, 2..4)); show(Enum.take_while(l, &(&1 < 5)))
    show(Enum.join(1..5, "-")); show(Enum.at(l, -1)); show(Enum.find(l, &(&1 > 4)))
    show(1..20 |> Stream.filter(&(rem(&1, 2) == 0)) |> Stream.map(&(&1 * &1)) |> Enum.take(4))
    show(Stream.unfold({0, 1}, fn {a, b} -> {a, {b, a + b}} end) |> Enum.take(12)); show(Stream.cycle([1, 2]) |> Enum.take(5)); show(Stream.iterate(1, &(&1 * 3)) |> Enum.at(10))
    show(for x <- 1..3, y <- [:a, :b], do: {x, y}); show(for <<c <- "abc">>, into: "", do: <<c + 1>>); show(for {k, v} <- %{a: 1, b: 2}, into: %{}, do: {v, k})
    show(Map.merge(%{a: 1, b: 2}, %{b: 3}, fn _, x, y -> x + y end)); show(Map.update(%{a: 1}, :a, 0, &(&1 + 1))); show(Map.get_and_update(%{a: 1}, :a, &{&1, 9})); show(Map.split(%{a: 1, b: 2}, [:a]))
    show(Keyword.get_values([a: 1, b: 2, a: 3], :a)); show(Keyword.merge([a: 1], [b: 2, a: 3])); show(MapSet.union(MapSet.new([1, 2]), MapSet.new([2, 3])) |> Enum.sort())
    show(List.flatten([1, [2, [3]]])); show(List.keyfind([a: 1], :a, 0)); show(List.foldr([1, 2], [], &[&1 | &2])); show(Range.size(1..10//3)); show(Tuple.append({1}, 2))
    show(get_in(%{a: [%{b: 1}, %{b: 2}]}, [:a, Access.all(), :b])); show(put_in(%{a: %{b: 1}}.a.b, 5)); show(update_in(%{a: %{b: 1}}, [:a, :b], &(&1 + 1)))
    show(Integer.digits(1234)); show(Integer.pow(2, 100)); show(Float.round(3.14159, 2)); show(div(-7, 2)); show(Integer.floor_div(-7, 2)); show(Bitwise.bxor(5, 3))
  end

  def show(x), do: IO.inspect(x, limit: :infinity)
end
