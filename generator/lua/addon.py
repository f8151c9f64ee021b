"""The addon as the game sees it: its name, its texts and the order its files load in."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator import __version__

#: Lua files in load order: a module finds everything above it in ``ns`` and nothing below it.
MODULES = (
    "Spec.lua",
    "Fields.lua",
    "Codec.lua",
    "Util.lua",
    "Memory.lua",
    "Quota.lua",
    "Events.lua",
    "Serializer.lua",
    "Framing.lua",
    "Inbox.lua",
    "Limiter.lua",
    "Lines.lua",
    "Outbox.lua",
    "Wire.lua",
    "Repair.lua",
    "Bands.lua",
    "Links.lua",
    "Hosting.lua",
    "Bridges.lua",
    "Router.lua",
    "Relay.lua",
    "Packing.lua",
    "Profiles.lua",
    "Progress.lua",
    "Dispatch.lua",
    "Startup.lua",
    "Client.lua",
    "Adapters/ProfileParts.lua",
    "Adapters/TotalRP3.lua",
    "Core.lua",
    "Api.lua",
)


@dataclass(frozen=True, kw_only=True)
class Addon:
    """What ``CrossRP.toc`` states. ``notes`` and ``category`` map a locale to its text; "" is the default."""

    folder: str
    title: str
    version: str
    author: str
    license: str
    interfaces: tuple[int, ...]
    icon: str
    saved_variables: tuple[str, ...]
    optional_deps: tuple[str, ...]
    #: Directives for the entry in the addon menu, each with the global function it names.
    compartment: dict[str, str]
    notes: dict[str, str]
    category: dict[str, str]
    modules: tuple[str, ...] = field(default=MODULES)

    @property
    def toc(self) -> str:
        """The file the game reads first; it must be named like the folder."""
        return f"{self.folder}.toc"


ADDON = Addon(
    folder="CrossRP",
    title="Cross RP",
    version=__version__,
    author="The Cross RP authors",
    license="MIT",
    interfaces=(120100,),
    icon="Icon.tga",
    saved_variables=("CrossRPSaved",),
    optional_deps=("totalRP3",),
    compartment={
        "AddonCompartmentFunc": "CrossRP_OnAddonCompartmentClick",
        "AddonCompartmentFuncOnEnter": "CrossRP_OnAddonCompartmentEnter",
        "AddonCompartmentFuncOnLeave": "CrossRP_OnAddonCompartmentLeave",
    },
    notes={
        "": "Shares roleplay profiles across factions and realms, carried by Battle.net friends.",
        "deDE": "Teilt Rollenspielprofile über Fraktionen und Realms hinweg, getragen von Battle.net-Freunden.",
        "esES": "Comparte perfiles de rol entre facciones y reinos por medio de amigos de Battle.net.",
        "frFR": "Partage les profils de jeu de rôle entre factions et royaumes grâce aux amis Battle.net.",
        "ruRU": "Передаёт ролевые профили между фракциями и мирами через друзей Battle.net.",
        "zhCN": "通过战网好友跨阵营、跨服务器分享角色扮演档案。",
    },
    category={"": "Roleplay", "deDE": "Rollenspiel", "frFR": "Jeu de rôle"},
)
