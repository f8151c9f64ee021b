"""The Lua 5.1 of trp3_env with what MSP's stand-in needs more, the stand-in, and the adapter for MSP."""

from __future__ import annotations

from pathlib import Path

from trp3_env import ADDON, ROOT, Client

from generator.client.luatable import LuaTable

STAND_IN = ROOT / "generator" / "client" / "addons" / "mspStandIn"
ADAPTER_FILES = (
    "Util.lua",
    "Memory.lua",
    "Adapters/ProfileParts.lua",
    "Adapters/Senders.lua",
    "Adapters/Tally.lua",
    "Adapters/TotalRP3.lua",
    "Adapters/MSPText.lua",
    "Adapters/MSPBlocks.lua",
    "Adapters/MSPKinds.lua",
    "Adapters/MSPFields.lua",
    "Adapters/MSPOwn.lua",
    "Adapters/MSPRecords.lua",
    "Adapters/MSP.lua",
    "Adapters/Choice.lua",
)

MORE_CLIENT = rb"""
SENT, IGNORED, LATER = {}, {}, {}
function GetTime() return CLOCK end
function GetNormalizedRealmName() return (PLAYER_REALM:gsub("[%s%-%.]", "")) end
function UnitFactionGroup() return "Alliance" end
function UnitIsPlayer() return UNIT_NAME ~= nil end
function geterrorhandler() return function() end end
C_Timer = { After = function(_, func) table.insert(LATER, func) end }
local function send(logged)
	return function(prefix, text, _, target) table.insert(SENT, { target, text, logged }) end
end
C_ChatInfo = {
	RegisterAddonMessagePrefix = function() end,
	SendAddonMessage = send(false),
	SendAddonMessageLogged = send(true),
}
bit = {}
function bit.bxor(one, two)
	local result, place = 0, 1
	while one > 0 or two > 0 do
		if one % 2 ~= two % 2 then result = result + place end
		one, two, place = math.floor(one / 2), math.floor(two / 2), place * 2
	end
	return result
end
function hooksecurefunc(object, name, hook)
	local original = object[name]
	object[name] = function(...)
		local results = { original(...) }
		hook(...)
		return unpack(results)
	end
end
-- A value of which not even the type is told, as secrets are.
function make_secret()
	local function refuse() error("a secret value") end
	local meta = { secret = true }
	for _, name in ipairs({ "__index", "__eq", "__lt", "__le", "__concat" }) do meta[name] = refuse end
	return setmetatable({}, meta)
end
function canaccessvalue(value)
	return not (type(value) == "table" and getmetatable(value) and getmetatable(value).secret)
end
GameClient = {}
function GameClient.identity() return { name = PLAYER_NAME, realm = GetNormalizedRealmName() } end
function GameClient.ignores(name) return IGNORED[name] == true end
function GameClient.accessible(...)
	for index = 1, select("#", ...) do
		if not canaccessvalue((select(index, ...))) then return false end
	end
	return true
end
"""


class MSPClient(Client):
    """A client with MSP's stand-in. ``deliver`` hands what was sent to another."""

    def __init__(self, name: str = "Tammya", realm: str = "Moon Guard", clock: int = 1000) -> None:
        super().__init__(name, realm, clock)
        self.lua.execute(MORE_CLIENT)

    def load_msp(self, folder: Path = STAND_IN) -> MSPClient:
        namespace = self.lua.table()
        for line in (folder / f"{folder.name}.toc").read_text().splitlines():
            if line.endswith(".lua"):
                self.run_file(folder / line, folder.name, namespace)
        return self

    def load_adapter(self) -> MSPClient:
        """`ns` and `adapter` become globals, `heard` a list of the hooks that were called."""
        namespace = self.lua.table()
        self.globals[b"ns"] = namespace
        for name in ADAPTER_FILES:
            self.run_file(ADDON / name, "CrossRP", namespace)
        self(
            b"heard = {} adapter = ns.Adapters.choose({ now = GetTime }, {"
            b" ready = function() heard[#heard + 1] = 'ready' end,"
            b" changed = function() heard[#heard + 1] = 'changed' end,"
            b" opened = function(name) heard[#heard + 1] = 'opened ' .. name end },"
            b" GameClient)"
        )
        return self

    def start(self) -> MSPClient:
        """Everything, logged in and ready, as in the game: the adapter starts before the profile addon."""
        self.load_msp().load_adapter()
        assert self("return adapter:start()") is True
        self.login()
        return self

    def edit(self, **fields: str | None) -> None:
        """Changes of the own profile."""
        for code, text in fields.items():
            self("MSP_StandIn.Edit(...)", code, text)

    def fields(self, name: str) -> dict[str, str] | None:
        """What is known of somebody, by field."""
        found = self("return MSP_StandIn.Fields(...)", name)
        return found and {key.decode(): text.decode() for key, text in found.items()}

    def deliver(self, other: MSPClient) -> int:
        """Hands what was sent since the last time to another client; how many pieces there were."""
        sent = self("local s = SENT SENT = {} return s").array()
        me = f"{self.globals[b'PLAYER_NAME'].decode()}-{self('return GetNormalizedRealmName()').decode()}"
        for _, text, logged in (piece.array() for piece in sent):
            event = "CHAT_MSG_ADDON_LOGGED" if logged else "CHAT_MSG_ADDON"
            other("FireEvent(...)", event, "MSP2", text, "WHISPER", me)
        return len(sent)


MAPPING = MSPClient().load_adapter()


def plain(value):
    """Lua data as Python's own."""
    if isinstance(value, LuaTable):
        if value and all(isinstance(key, int) for key in value):
            return [plain(item) for item in value.array()]
        return {plain(key): plain(item) for key, item in value.items()}
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def to_part(part: str, fields: dict[str, str]) -> dict:
    """A part from the own fields of MSP."""
    return plain(MAPPING("local p, f = ... return ns.MSPFields.to_part(p, f)", part, fields))


def to_msp(part: str, data: object) -> dict[str, str]:
    """Fields of MSP from a received part, checked as every received part is."""
    code = "local p, d = ... return ns.MSPFields.to_msp(p, assert(ns.ProfileParts.check(p, d)))"
    return plain(MAPPING(code, part, data))


#: What every part brings along.
ALWAYS: dict[str, dict[str, str]] = {"A": {"VP": "1"}, "B": {}, "C": {}, "D": {}}
#: Field -> number of a further detail.
DETAILS = {"NH": 2, "NI": 3, "MO": 4, "PN": 7, "PG": 8, "PR": 9, "PV": 11}
