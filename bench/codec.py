"""Decoding speed: the generated Lua codec against a hand-written one, and the Python codec.

    .venv/bin/python bench/codec.py

Both Lua decoders run in the same runtime, in turns, and a row's ratio is the median of the rounds' ratios.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from lupa.lua51 import LuaRuntime
from table import arguments, show

from generator.codec import Codec
from generator.lua.render import render_addon
from generator.spec.catalog import REVISIONS, revision

MESSAGES = {
    "R1": b"R1 W3e0d12 H Tammya1A TD 4f2 A 0902xyz " + b"Hello, Elwynn! " * 12,
    "R2": b"R2 W3e0d12 Catnia1H Tammya1A TD 4f2 A 0902xyz " + b"Hello, Elwynn! " * 11,
    "R3": b"R3 Catnia1H TD 4f2 A 0902xyz " + b"Hello, Elwynn! " * 12,
    "HI": b"HI 3.0.0 ? 12 0123456789ab 01234567",
    "ST": b"ST 3.0.0 - - - 1H1:2H25:#2A77",
}
LUA_REPEATS = 20000
PYTHON_SECONDS = 0.3

TIMER = b"""
return function(decode, line, count)
    local start = os.clock()
    for _ = 1, count do decode(line) end
    return os.clock() - start
end
"""


def lua_decoders() -> tuple[Any, Any, Any]:
    """The timing function, the generated decoder and the hand-written one, in one runtime."""
    runtime = LuaRuntime(encoding=None, unpack_returned_tuples=True)
    files = render_addon(revision("alliance-2"))
    ns = runtime.eval(b"{}")
    for name in ("Fields.lua", "Codec.lua"):
        runtime.execute(b"return function(...) " + files[name] + b"\nend")(b"CrossRP", ns)
    by_hand = runtime.execute(Path(__file__).with_suffix(".lua").read_bytes())
    return runtime.execute(TIMER), ns[b"Codec"][b"decode"], by_hand


def lua_rows(rounds: int) -> list[list[Any]]:
    timer, generated, by_hand = lua_decoders()
    rows = []
    for name, line in MESSAGES.items():
        if generated(line)[0] != name.encode() or by_hand(line)[0] != name.encode():
            raise SystemExit(f"a decoder does not read {name}")
        pairs = [(timer(generated, line, LUA_REPEATS), timer(by_hand, line, LUA_REPEATS)) for _ in range(rounds)]
        ours, theirs = (median(pair[side] for pair in pairs) for side in (0, 1))
        ratio = median(hand / ours_round for ours_round, hand in pairs)
        rows.append([name, int(LUA_REPEATS / ours), int(LUA_REPEATS / theirs), ratio])
    return rows


def python_rate(name: str) -> int:
    """Messages decoded a second: every example of the revision, in turn."""
    codec = Codec(REVISIONS[name])
    lines = [line for message in REVISIONS[name].messages.values() for line in message.examples]
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < PYTHON_SECONDS:
        for line in lines:
            codec.decode(line)
        count += len(lines)
    return int(count / (time.perf_counter() - start))


def main() -> None:
    options = arguments(__doc__.splitlines()[0]).parse_args()
    rows = lua_rows(options.rounds)
    rates = {name: int(median(python_rate(name) for _ in range(options.rounds))) for name in ("alliance-2", "citrus")}
    show(
        "Lua decode, messages a second",
        ("message", "generated", "by hand", "ratio"),
        rows,
        options.format,
        python_messages_per_second=rates,
    )


if __name__ == "__main__":
    main()
