# String, Regex, sigils, interpolation, inspection, charlists, URI, Date.
defmodule Strings do
  def main do
    s = "Héllo, Wörld"
    show(String.length(s)); show(String.upcase(s)); show(String.reverse(s)); show(String.split(s, ", ")); show(String.graphemes("ae\u0301o")); show(String.codepoints("é"))
    show(String.replace(s, "l", "L")); show(String.slice(s, 1..3)); show(String.pad_leading("7", 3, "0")); show(String.trim("  x ")); show(String.capitalize("élan")); show(String.starts_with?(s, "Hé"))
    show(String.to_integer("42")); show(Integer.parse("12abc")); show(Float.parse("1.5x")); show(String.to_atom("abc")); show(String.contains?(s, ["x", "W"])); show(String.duplicate("ab", 3)); show(String.jaro_distance("dwayne", "duane"))
    show(Regex.run(~r/(\d+)-(\d+)/, "tel 555-1234")); show(Regex.scan(~r/[a-z]+/, "one two 3")); show(Regex.replace(~r/(\w)(\w)/, "abcd", "\\2\\1")); show(Regex.named_captures(~r/(?<y>\d+)/, "in 1999")); show("abc" =~ ~r/B/i)
    show("#{1 + 1} and #{inspect([:a, "b", 'c', %{d: 1.0}])}"); show(~w(a b c)a); show('charlist'); show(<<1, 2, 3>>); show("bin" <> <<0>>); show({:ok, nil, true, 1.0e10, -0.5})
    show(URI.parse("http://user@host:80/p?q=1#f") |> Map.take([:host, :port, :path, :query])); show(URI.encode("a b&é")); show(URI.decode_query("a=1&b=2"))
    show(Date.add(~D[2024-02-28], 2)); show(Date.diff(~D[2024-03-01], ~D[2024-01-01])); show(~T[12:30:00] |> Time.add(90)); show(NaiveDateTime.to_iso8601(~N[2024-01-02 03:04:05])); show(Date.day_of_week(~D[2024-02-29]))
    show(Base.encode64("hello")); show(Base.decode16!("CAFE")); show(:io_lib.format("~p", [[1, 2]]) |> to_string()); show(Atom.to_string(Strings)); show(inspect(%{__struct__: nil, a: 1}))
    IO.puts("λ → ∀"); IO.write(["iolist ", ?a, "\n"]); IO.puts(inspect(String, pretty: true)); IO.puts(Enum.map_join(1..3, ", ", &"<#{&1}>"))
    try do
      String.to_integer("x")
    rescue
      e in ArgumentError -> IO.puts(Exception.message(e))
    end
    try do
      raise "oops"
    rescue
      e -> show(e)
    after
      IO.puts("after")
    end
    show(catch_all(fn -> throw(:ball) end)); show(catch_all(fn -> exit(:bye) end)); show(catch_all(fn -> :erlang.error(:bad) end)); show(catch_all(fn -> Map.fetch!(%{}, :k) end)); show(catch_all(fn -> nil.x end)); show(catch_all(fn -> hd([]) end))
  end

  def catch_all(f) do
    f.()
  rescue
    e -> {e.__struct__, Exception.message(e)}
  catch
    kind, value -> {kind, value}
  end

  def show(x), do: IO.inspect(x, limit: :infinity)
end
