"""Total RP 3 profiles for simulated players: read from saved variables, made up, measured, written back.

A profile has four parts, `A` to `D`: what Total RP 3 calls character, characteristics, misc and about. The shape of
each is in facts/trp3-and-msp.md section 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.client.luatable import LuaTable
from generator.client.savedvars import parse, write
from generator.world.madeup import fresh, made_up
from generator.world.profilesize import serialized_size

PARTS: Mapping[str, str] = {"A": "character", "B": "characteristics", "C": "misc", "D": "about"}


class ProfileError(ValueError):
    """Profiles that are not there. The message says what to do."""


@dataclass(frozen=True)
class Profile:
    """A profile's name and its parts, keyed "A" to "D". A part the owner never filled in is an empty table."""

    name: str
    parts: Mapping[str, LuaTable]

    @property
    def size(self) -> int:
        """Bytes of the four parts once serialized, the measure of every size in this project."""
        return sum(serialized_size(part) for part in self.parts.values())


def synthetic_profile(size_bytes: int, seed: int, name: str | None = None) -> Profile:
    """A plausible profile of `size_bytes` (see `Profile.size`); the same seed gives the same one.

    The size is met exactly from about 220 bytes on; below that it is the profile of a character nobody has edited.
    Real profiles have 0.2 to 40 kB, rarely 100 kB.
    """
    made, parts = made_up(size_bytes, seed)
    return Profile(name or made, parts)


def fresh_profile(name: str = "Fresh") -> Profile:
    """The profile of a character nobody has edited yet."""
    return Profile(name, fresh())


def load_profiles(text: bytes | str, filename: str = "totalRP3.lua") -> dict[str, Profile]:
    """The own profiles in Total RP 3's saved variables, by profile id, in the file's order.

    Raises SavedVariablesError for text that is no saved variables, ProfileError when there is no profile in it.
    """
    saved = parse(text, filename=filename).get("TRP3_Profiles")
    found = {}
    for key, stored in saved.items() if isinstance(saved, LuaTable) else ():
        if isinstance(key, bytes) and isinstance(stored, LuaTable):
            name, player = stored.get(b"profileName"), stored.table("player")
            parts = {part: player.table(info_type) for part, info_type in PARTS.items()}
            found[_text(key)] = Profile(_text(name) if isinstance(name, bytes) else _text(key), parts)
    if not found:
        raise ProfileError(
            f"{filename}: has no profiles (TRP3_Profiles); pass the file totalRP3.lua from "
            "WTF/Account/<account>/SavedVariables"
        )
    return found


def choose(profiles: Mapping[str, Profile], name: str | None = None) -> tuple[str, Profile]:
    """The id and profile with this name or id; without a name, the first one its owner made.

    Upper and lower case count only when more than one would fit. Raises ProfileError naming what there is.
    """
    if name is None:
        made = [item for item in profiles.items() if not item[0].endswith("*")] or list(profiles.items())
        if not made:
            raise ProfileError("there are no profiles")
        return made[0]
    if name in profiles:
        return name, profiles[name]
    fitting = [item for item in profiles.items() if item[1].name == name]
    fitting = fitting or [item for item in profiles.items() if item[1].name.casefold() == name.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = ", ".join(profile_id for profile_id, _ in fitting)
        raise ProfileError(f"{len(fitting)} profiles are named {name!r}; choose one by its id: {ids}")
    names = ", ".join(profile.name for profile in profiles.values()) or "none"
    raise ProfileError(f"there is no profile {name!r}; there are: {names}")


def saved_variables_for(fullname: str, profile_id: str, profile: Profile) -> str:
    """The text of totalRP3.lua for a player who has this one profile and uses it. `fullname` is "Name-Realm"."""
    player = LuaTable((PARTS[part], table) for part, table in profile.parts.items())
    saved = {
        "TRP3_Profiles": LuaTable(
            {_bytes(profile_id): LuaTable({b"profileName": _bytes(profile.name), b"player": player})}
        ),
        "TRP3_Characters": LuaTable({_bytes(fullname): LuaTable({b"profileID": _bytes(profile_id)})}),
    }
    return write(saved).decode("utf-8", "surrogateescape")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape")
