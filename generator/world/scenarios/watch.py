"""What a run puts into a client to see what arrives there: a few lines of Lua beside the addon."""

from __future__ import annotations

from collections.abc import Sequence

from generator.client.host import LuaValue
from generator.world.mspprofiles import Addon, readable
from generator.world.player import Player
from generator.world.profiles import PARTS

#: The text messages of `send` actions: a command other addons may use. _WATCH has it too.
COMMAND = "RP1"

_EXCHANGE = {
    "A": "TRP3_API.dashboard.getCharacterExchangeData()",
    "B": "TRP3_API.register.player.getCharacteristicsExchangeData()",
    "C": "TRP3_API.register.player.getMiscExchangeData()",
    "D": "TRP3_API.register.player.getAboutExchangeData()",
}

_WATCH = """
ScenarioWatch = { arrivals = {}, parts = {}, twice = {}, seen = {}, reading = {}, outcomes = {}, heard = {} }
local watch = ScenarioWatch
local stand_in = TRP3_StandIn or MSP_StandIn
local PARTS = { A = "character", B = "characteristics", C = "misc", D = "about" }

CrossRP.RegisterCallback("PROFILE_UPDATED", function(name, _, part)
    watch.arrivals[name] = (watch.arrivals[name] or 0) + 1
    watch.parts[name .. " " .. tostring(part)] = true
    local all = TRP3_StandIn and TRP3_StandIn.received[name]
    local data = all and all[PARTS[part]]
    local key = name .. " " .. tostring(part) .. " " .. tostring(type(data) == "table" and data.v)
    -- A MSP addon does not show the version.
    if TRP3_StandIn and watch.seen[key] then
        table.insert(watch.twice, key)
    end
    watch.seen[key] = true
    if watch.reading[name] then
        stand_in.OpenPage(name)
    end
end)

CrossRP.SetMessageHandler("RP1", function(source, text)
    table.insert(watch.heard, text)
end)
"""


def install(player: Player) -> None:
    """Watch a client from now on, until it reloads or logs out. Nothing without the addon."""
    if player.client.running and player.lua("return CrossRP ~= nil"):
        player.lua(_WATCH)


def has_watch(player: Player) -> bool:
    """Whether the client runs and is watched."""
    return player.online and player.client.running and bool(player.lua("return ScenarioWatch ~= nil"))


def arrivals(reader: Player, owners: Sequence[Player]) -> list[int]:
    """How many parts of each owner's profile have arrived since the reader's client started."""
    wanted = ", ".join(f"ScenarioWatch.arrivals[{lua_text(owner.fullname)}] or 0" for owner in owners)
    return [int(number) for number in str(reader.lua(f"return table.concat({{ {wanted} }}, ' ')")).split()]


def twice(reader: Player) -> tuple[str, ...]:
    """The parts that arrived at a client a second time in the same version: owner, part and version."""
    found = str(reader.lua('return table.concat(ScenarioWatch.twice, "\\n")'))
    return tuple(found.split("\n")) if found else ()


def read_page(player: Player, fullname: str) -> None:
    """Open somebody's page, now or as soon as there is one."""
    player.lua(
        f"local stand_in = TRP3_StandIn or MSP_StandIn; if stand_in then "
        f"ScenarioWatch.reading[{lua_text(fullname)}] = true; stand_in.OpenPage({lua_text(fullname)}) end"
    )


def can_reach(player: Player, other: Player) -> bool:
    """Whether a message of one could set out to the other just now, as the addon of the one sees it."""
    there = other.lua("return CrossRP and CrossRP.IsStarted() and CrossRP.GetDestination()")
    return isinstance(there, str) and bool(player.lua(f"return CrossRP.IsStarted() and CrossRP.CanReach('{there}')"))


def differing(reader: Player, owner: Player, parts: str) -> list[str]:
    """The parts of the owner's profile that the reader does not have as the owner's addon gives them out.

    Where one of the two has a MSP addon, what can be read has to be the same, not every byte.
    """
    mine, theirs = addon_of(reader), addon_of(owner)
    if mine == theirs == "trp3":
        return [part for part in parts if received(reader, owner, part, mine) != sent(owner, part, theirs)]
    if mine is None or theirs is None:
        return list(parts)
    return [
        part
        for part in parts
        if (there := readable(mine, part, received(reader, owner, part, mine))) is None
        or there != readable(theirs, part, sent(owner, part, theirs))
    ]


def addon_of(player: Player) -> Addon | None:
    """Which profile addon Cross RP works with."""
    found = player.lua('return TRP3_StandIn and "trp3" or MSP_StandIn and "msp" or nil')
    return "trp3" if found == "trp3" else "msp" if found == "msp" else None


def sent(owner: Player, part: str, addon: Addon) -> LuaValue:
    """A part of the own profile as it is given out; of a MSP addon all its fields."""
    if addon == "msp":
        return owner.lua("return MSP_StandIn.Own()")
    data = owner.lua(f"local fine, data = pcall(function() return {_EXCHANGE[part]} end); return fine and data or nil")
    # A note of the reader's own, which nobody sends.
    return {key: value for key, value in data.items() if key != "read"} if isinstance(data, dict) else data


def received(reader: Player, owner: Player, part: str, addon: Addon) -> LuaValue:
    """A part of somebody else's profile as it was received, in a MSP addon all its fields; None when it was not."""
    name = lua_text(owner.fullname)
    if addon == "msp":
        key = lua_text(f"{owner.fullname} {part}")
        return reader.lua(f"return ScenarioWatch.parts[{key}] and (MSP_StandIn.Fields({name}) or {{}}) or nil")
    return reader.lua(
        f'local all = TRP3_StandIn and TRP3_StandIn.received[{name}]; return all and all["{PARTS[part]}"]'
    )


def lua_text(text: str) -> str:
    """A Lua string literal."""
    escaped = "".join(f"\\{byte:03d}" if byte < 32 or byte > 126 or byte in b'"\\' else chr(byte) for byte in _b(text))
    return f'"{escaped}"'


def lua_value(value: object) -> str:
    """A value of a scenario as Lua."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "nil"}[value]
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "{" + ", ".join(lua_value(item) for item in value) + "}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"[{lua_text(str(key))}] = {lua_value(item)}" for key, item in value.items()) + "}"
    return lua_text(str(value))


def _b(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
