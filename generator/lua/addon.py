"""The addon as the game sees it: its name, its texts and the order its files load in."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator import __version__

from .locales import DEFAULT, locales

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
    "Machine.lua",
    "Sha256.lua",
    "GroupKey.lua",
    "Bands.lua",
    "Companions.lua",
    "Links.lua",
    "Hosting.lua",
    "Channels.lua",
    "Bridges.lua",
    "Router.lua",
    "Relay.lua",
    "Packing.lua",
    "Profiles.lua",
    "Progress.lua",
    "Raid/Post.lua",
    "Raid/Group.lua",
    "Raid/Link.lua",
    "Raid/News.lua",
    "Raid/Talk.lua",
    "Raid.lua",
    "Dispatch.lua",
    "Startup.lua",
    "Player/Locale.lua",
    "Player/Text.lua",
    "Player/Meter.lua",
    "Player/Traffic.lua",
    "Player/Saved.lua",
    "Player/Journal.lua",
    "Player/Side.lua",
    "Player/Status.lua",
    "Player/Facts.lua",
    "Player/Diagnosis.lua",
    "Player/Wording.lua",
    "Player/Search.lua",
    "Player/Notices.lua",
    "Player/Raids.lua",
    "Player/Commands.lua",
    "Client.lua",
    "Client/Messages.lua",
    "Client/Events.lua",
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
    "Core.lua",
    "Interface/Chat.lua",
    "Interface/Compartment.lua",
    "Interface/SettingsPage.lua",
    "Interface/Start.lua",
    "Api.lua",
    "Proto.lua",
)

#: Modules that put the others together and connect them with the game. Beside them only those in ``IN_GAME_FOLDERS``
#: may use what the game offers; every other module is core and is given whatever it needs.
IN_GAME = ("Client.lua", "Core.lua", "Api.lua", "Proto.lua", "Interface/Start.lua")
IN_GAME_FOLDERS = ("Client/", "Adapters/", "Interface/")


def is_core(module: str) -> bool:
    """Whether a module may read no global but Lua's own."""
    return module not in IN_GAME and not module.startswith(IN_GAME_FOLDERS)


@dataclass(frozen=True, kw_only=True)
class Addon:
    """What ``CrossRP.toc`` states, but for the texts in it: those are in ``locale/``, with all others."""

    folder: str
    version: str
    author: str
    license: str
    interfaces: tuple[int, ...]
    icon: str
    saved_variables: tuple[str, ...]
    optional_deps: tuple[str, ...]
    modules: tuple[str, ...] = field(default=MODULES)

    @property
    def title(self) -> str:
        """What players call it."""
        return locales()[DEFAULT]["toc.title"]

    @property
    def toc(self) -> str:
        """The file the game reads first; it must be named like the folder."""
        return f"{self.folder}.toc"


ADDON = Addon(
    folder="CrossRP",
    version=__version__,
    author="The Cross RP authors",
    license="MIT",
    interfaces=(120100,),
    icon="Icon.tga",
    saved_variables=("CrossRPSaved",),
    optional_deps=("totalRP3",),
)
