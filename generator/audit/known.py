"""What a client has, as far as anybody told: this package, and the whole client data a user gives.

Three sources. The names and declarations this package keeps say what natives a client has in the namespaces it models.
The simulated client, started once, says which globals the game's own Lua adds, and which of them are shims: those that
go away with the CVar loadDeprecationFallbacks. Client data a user gives is the whole of a client's natives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.client.client import ClientSettings
from generator.client.products import PRODUCTS, Product
from generator.client.runtime import Runtime
from generator.client.signatures import ClientData, Parameter, Signature
from generator.client.solo import client

_GLOBALS = """
local names = {}
for name in pairs(_G) do
    if type(name) == "string" then names[#names + 1] = name end
end
return table.concat(names, " ")
"""

REPLACEMENTS = {
    "BNSendGameData": "C_BattleNet.SendGameData",
    "BNSendWhisper": "C_BattleNet.SendWhisper",
    "GetAutoCompleteRealms": "C_AutoComplete.GetAutoCompleteRealms",
    "SendChatMessage": "C_ChatInfo.SendChatMessage",
    "SendAddonMessage": "C_ChatInfo.SendAddonMessage",
    "RegisterAddonMessagePrefix": "C_ChatInfo.RegisterAddonMessagePrefix",
    "DoEmote": "C_ChatInfo.PerformEmote",
    "GetItemInfo": "C_Item.GetItemInfo",
    "GetItemCount": "C_Item.GetItemCount",
    "GetAddOnMetadata": "C_AddOns.GetAddOnMetadata",
    "LoadAddOn": "C_AddOns.LoadAddOn",
    "IsAddOnLoaded": "C_AddOns.IsAddOnLoaded",
    "IsEncounterInProgress": "C_InstanceEncounter.IsEncounterInProgress",
    "BNGetFriendInfo": "C_BattleNet.GetFriendAccountInfo",
    "BNGetFriendGameAccountInfo": "C_BattleNet.GetFriendGameAccountInfo",
    "ChatFrame_AddMessageEventFilter": "ChatFrameUtil.AddMessageEventFilter",
    "ChatFrame_RemoveMessageEventFilter": "ChatFrameUtil.RemoveMessageEventFilter",
    "MAX_WOW_CHAT_CHANNELS": "Constants.ChatFrameConstants.MaxChatChannels",
    "NUM_CHAT_WINDOWS": "Constants.ChatFrameConstants.MaxChatWindows",
}
"""What to use instead of a name that went, or is going. Facts: wow-client.md sections 7 and 8."""

GONE = frozenset(
    {"SendAddonMessage", "RegisterAddonMessagePrefix", "GetAddOnMetadata", "LoadAddOn", "IsAddOnLoaded"}
    | {"IsEncounterInProgress"}
)
"""What no client of the 12.0 generation has, with or without shims."""


@dataclass(frozen=True)
class Known:
    """One client. ``whole``: its natives are all in ``functions``; else only those of ``spaces`` and those that any
    client this package knows has."""

    product: Product
    functions: frozenset[str]
    spaces: frozenset[str]
    events: frozenset[str]
    signatures: Mapping[str, Signature]
    payloads: Mapping[str, tuple[Parameter, ...]]
    enums: Mapping[str, Mapping[str, int]]
    game: frozenset[str]
    """Globals the simulated client has beside the natives, without shims."""
    shims: frozenset[str]
    elsewhere: frozenset[str]
    """Functions and events some client has, so that one without them is known to lack them."""
    whole: bool

    @property
    def title(self) -> str:
        return f"{self.product.key} ({self.product.version})"

    def has(self, name: str) -> bool | None:
        """Whether a function, table or constant is there; None where nobody knows."""
        if name in self.functions or name in self.shims:
            return True
        root, dot, rest = name.partition(".")
        if root == "Enum":
            return self._has_enum(rest)
        if not dot:
            if name in self.spaces or name in self.game:
                return True
            if name in GONE and self.product.secrets:
                return False
            return False if name in self.elsewhere else None
        if root.startswith("C_"):
            if root in self.spaces:
                space, _, member = name.rpartition(".")
                return False if space in self.spaces and member else None
            return False if self.whole else None
        return None

    def _has_enum(self, rest: str) -> bool | None:
        if not rest:
            return True
        enum, _, value = rest.partition(".")
        if enum not in self.enums:
            return False if self.whole else None
        return not value or value in self.enums[enum]

    def has_event(self, name: str) -> bool | None:
        """Whether frames may register an event; None where nobody knows."""
        if name in self.events:
            return True
        return False if self.whole or name in self.elsewhere else None

    def allows(self, word: str) -> bool:
        """Whether code under a condition of `facts.Use.when` can run on this client, as far as that says."""
        if word.startswith(("project==", "project~=")):
            equal = _PROJECTS.get(word[9:]) == self.product.project_id
            return equal == (word[7:9] == "==") if word[9:] in _PROJECTS else True
        if word.startswith("interface"):
            return _compare(self.product.interface, word.removeprefix("interface"))
        if word.startswith("without:"):
            name = word.removeprefix("without:")
            # What is only in other addons may be missing at any time.
            return self.has(name) is not True or name in self.shims
        return True


_PROJECTS = {
    "WOW_PROJECT_MAINLINE": 1,
    "WOW_PROJECT_CLASSIC": 2,
    "WOW_PROJECT_BURNING_CRUSADE_CLASSIC": 5,
    "WOW_PROJECT_WRATH_CLASSIC": 11,
    "WOW_PROJECT_CATACLYSM_CLASSIC": 14,
    "WOW_PROJECT_MISTS_CLASSIC": 19,
}


def _compare(number: int, condition: str) -> bool:
    for operator in ("==", "~=", ">=", "<=", ">", "<"):
        if condition.startswith(operator):
            other = float(condition.removeprefix(operator))
            answers = {
                "==": number == other,
                "~=": number != other,
                ">=": number >= other,
                "<=": number <= other,
                ">": number > other,
                "<": number < other,
            }
            return answers[operator]
    return True


@cache
def _game_globals(key: str) -> tuple[frozenset[str], frozenset[str]]:
    """The globals of a simulated client, with shims and without."""
    found = []
    for fallbacks in (True, False):
        settings = ClientSettings(deprecation_fallbacks=fallbacks)
        made, _ = client(runtime=_runtime(), product=PRODUCTS[key], settings=settings)
        made.boot()
        found.append(frozenset(str(made.eval(_GLOBALS)[0]).split()))
    return found[0], found[1]


@cache
def _runtime() -> Runtime:
    return Runtime()


def known(product: Product, given: Mapping[str, ClientData] | None = None) -> Known:
    """What is known of a client; ``given`` is whole client data by product, as `clientdata.load` gives it."""
    every = given or {}
    own = every.get(product.key, _NOTHING)
    names, declared = product.names, product.declared
    functions = names.functions | own.functions.keys()
    shimmed, plain = _game_globals(product.key)
    others = [each.names for each in PRODUCTS.values()]
    return Known(
        product=product,
        functions=functions,
        spaces=frozenset(name.rpartition(".")[0] for name in functions) - {""},
        events=names.events | own.events.keys(),
        signatures={**declared.functions, **own.functions},
        payloads={**declared.events, **own.events},
        enums={**declared.enums, **own.enums},
        game=plain - functions,
        shims=shimmed - plain - functions,
        elsewhere=frozenset().union(
            *(each.functions | each.events for each in others),
            *(each.functions.keys() | each.events.keys() for each in every.values()),
        ),
        whole=bool(own.functions),
    )


_NOTHING = ClientData()
