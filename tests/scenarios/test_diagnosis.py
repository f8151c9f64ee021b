"""Why a profile cannot be seen: each cause, brought about between real clients, and what the player then reads."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from scene import Scene
from told import diagnosed, told

from generator.lua.locales import locales
from generator.lua.testing import load_modules
from generator.virtual.faults import Match
from generator.world.player import Player
from generator.world.profiles import saved_variables_for, synthetic_profile
from generator.world.settings import BattleNet, Channels, Settings

Make = Callable[..., Scene]
COOLDOWN = 30


@dataclass
class Cast:
    """Tammya - Borin = Zulya - Catnia, started; Catnia has a profile."""

    scene: Scene
    tammya: Player
    borin: Player
    zulya: Player
    catnia: Player

    def run(self, seconds: float) -> None:
        self.scene.world.run(seconds)

    def cause(self, name: str = "Catnia") -> str:
        return diagnosed(self.tammya, name)[0]

    def until(self, cause: str, limit: float = 60.0, name: str = "Catnia") -> Mapping[str, str]:
        """Let time pass until Tammya is told this; what she is told with it."""
        assert self.scene.until(lambda: diagnosed(self.tammya, name)[0] == cause, limit), self.cause(name)
        return diagnosed(self.tammya, name)[1]

    def open_page(self) -> bool:
        return bool(self.tammya.lua(f'return TRP3_StandIn.OpenPage("{self.catnia.fullname}")'))


def cast(
    make: Make,
    revision_id: str = "alliance-2",
    *,
    settings: Settings | None = None,
    bridge: bool = True,
    size: int = 3000,
    product: str | None = None,
    catnia: bool = True,
) -> Cast:
    """``catnia`` is whether she has the addon, ``bridge`` whether Borin and Zulya are friends."""
    scene = make(revision_id, settings=settings)
    borin = scene.player("Borin", "Alliance", log_in=False)
    zulya = scene.player("Zulya", "Horde", log_in=False)
    if bridge:
        scene.world.befriend(borin, zulya)
    tammya = scene.player("Tammya", "Alliance", log_in=False, product=product)
    owner = scene.player("Catnia", "Horde", log_in=False, crossrp=catnia)
    owner.saved_variables(
        "totalRP3", saved_variables_for(owner.fullname, "0901120000abcde", synthetic_profile(size, 5))
    )
    players = (borin, zulya, tammya, owner)
    for player in players:
        player.login()
    scene.started(*(player for player in players if player is not owner or catnia))
    return Cast(scene, tammya, borin, zulya, owner)


# What brings a cause about. Each ends with the moment in which Tammya asks why she does not see Catnia's profile.


def no_side(make: Make) -> Cast:
    made = cast(make)
    made.tammya = made.scene.player("Lina", "Alliance", identity={"faction": "Neutral"})
    made.run(30)
    return made


def no_target(make: Make) -> Cast:
    return cast(make)


def not_a_player(make: Make) -> Cast:
    made = cast(make)
    lina = made.scene.player("Lina", "Alliance", identity={"faction": "Neutral"})
    made.tammya.target(lina)
    return made


def hidden(make: Make) -> Cast:
    made = cast(make)
    made.catnia.secret = True
    made.tammya.target(made.catnia)
    return made


def yourself(make: Make) -> Cast:
    made = cast(make)
    made.tammya.target(made.tammya)
    return made


def near(make: Make) -> Cast:
    made = cast(make)
    made.tammya.target(made.borin)
    return made


def no_addon(make: Make) -> Cast:
    made = cast(make)
    made.tammya = made.scene.player("Lina", "Alliance", totalrp3=False)
    made.scene.started(made.tammya)
    made.tammya.target(made.catnia)
    return made


def starting(make: Make) -> Cast:
    made = cast(make)
    made.tammya = made.scene.player("Lina", "Alliance")
    made.run(2)
    made.tammya.target(made.catnia)
    return made


def ignored(make: Make) -> Cast:
    made = cast(make)
    made.tammya.lua(f'TRP3_API.register.ignoreID("{made.catnia.fullname}")')
    made.tammya.target(made.catnia)
    return made


def receiving(make: Make) -> Cast:
    made = cast(make, size=40_000)
    made.tammya.target(made.catnia)
    assert made.scene.until(made.open_page, 30)
    made.run(4)
    return made


def received(make: Make) -> Cast:
    made = cast(make)
    made.tammya.target(made.catnia)
    assert made.scene.until(made.open_page, 30)
    made.run(10)
    return made


def stored(make: Make) -> Cast:
    made = received(make)
    made.tammya.reload()
    made.scene.started(made.tammya)
    made.tammya.target(made.catnia)
    return made


def restricted(make: Make) -> Cast:
    made = cast(make)
    made.tammya.enter_instance()
    made.tammya.encounter()
    made.tammya.target(made.catnia)
    made.run(1)
    return made


def instance(make: Make) -> Cast:
    made = cast(make)
    made.tammya.enter_instance()
    made.tammya.target(made.catnia)
    made.run(1)
    return made


def combat(make: Make) -> Cast:
    made = cast(make)
    made.tammya.combat()
    made.tammya.target(made.catnia)
    made.run(1)
    return made


def untouched(make: Make) -> Cast:
    return cast(make)


def no_channels(make: Make) -> Cast:
    made = cast(make, product="wow_classic")
    made.tammya.target(made.catnia)
    made.run(1)
    return made


def no_channel(make: Make) -> Cast:
    # The game's own channels fill the list.
    made = cast(make, settings=Settings(channels=Channels(most=3)))
    made.tammya.target(made.catnia)
    made.run(1)
    return made


def no_bridge(make: Make) -> Cast:
    made = cast(make, bridge=False)
    made.tammya.target(made.catnia)
    made.run(1)
    return made


def full(make: Make) -> Cast:
    made = cast(make)
    others = [made.scene.player(name, "Alliance") for name in ("Ann", "Bea", "Cid", "Dot", "Eve")]
    made.scene.started(*others)
    for other in others:
        made.scene.send(other, made.catnia, "RP1 Hello")
    made.run(0.5)
    made.tammya.target(made.catnia)
    made.run(2)
    return made


def soon(make: Make) -> Cast:
    made = cast(make)
    made.tammya.target(made.catnia)
    return made


def asked(make: Make) -> Cast:
    made = cast(make)
    made.tammya.target(made.catnia)
    made.run(1)
    return made


def acked(make: Make) -> Cast:
    made = cast(make, catnia=False)
    made.tammya.target(made.catnia)
    made.run(5)
    return made


def sent(make: Make) -> Cast:
    made = cast(make, "alliance-1", catnia=False)
    made.tammya.target(made.catnia)
    made.run(5)
    return made


def refused(make: Make) -> Cast:
    made = cast(make)
    made.tammya.lua("C_ChatInfo.SendAddonMessage = function() return Enum.SendAddonMessageResult.GeneralError end")
    made.tammya.target(made.catnia)
    made.run(60)
    return made


def timed_out(make: Make) -> Cast:
    made = cast(make)
    made.scene.world.faults.drop(Match(medium="BNET", sender=made.borin.fullname, message="R2"))
    made.tammya.target(made.catnia)
    made.run(70)
    return made


def ask_again(make: Make) -> Cast:
    made = cast(make, bridge=False)
    made.tammya.target(made.catnia)
    made.run(1)
    made.scene.world.befriend(made.borin, made.zulya)
    made.borin.reload()
    made.scene.started(made.borin)
    return made


def silent(make: Make) -> Cast:
    made = cast(make, catnia=False)
    made.tammya.target(made.catnia)
    made.run(COOLDOWN + 1)
    return made


def cooldown(make: Make) -> Cast:
    made = cast(make)
    # Borin hands the parts over one after the other; only the first one arrives.
    made.scene.world.faults.drop(Match(sender=made.borin.fullname, receiver=made.tammya.fullname, message="TD"), skip=2)
    made.tammya.target(made.catnia)
    made.run(10)
    return made


def partly(make: Make) -> Cast:
    made = cast(make)
    made.tammya.mouseover(made.catnia)
    made.run(10)
    return made


def old(make: Make) -> Cast:
    made = partly(make)
    made.tammya.reload()
    made.scene.started(made.tammya)
    made.tammya.mouseover(made.catnia)
    made.run(COOLDOWN + 1)
    return made


def met(make: Make) -> Cast:
    made = combat(make)
    made.tammya.combat(False)
    return made


BROUGHT_ABOUT: dict[str, Callable[[Make], Cast]] = {
    scenario.__name__: scenario
    for scenario in (
        *(no_side, no_target, not_a_player, hidden, yourself, near, no_addon, starting, ignored, receiving),
        *(received, stored, restricted, instance, combat, untouched, no_channels, no_channel, no_bridge, full),
        *(soon, asked, acked, sent, refused, timed_out, ask_again, silent, cooldown, partly, old, met),
    )
}
BY_TARGET = ("no_target", "not_a_player", "hidden", "yourself", "near")
#: What is told besides the name, word for word.
WORDS = {
    "no_addon": {"reason": "Total RP 3 is not loaded"},
    "no_bridge": {"side": "MoonGuard (Horde)"},
    "no_channel": {"time": "60 s", "side": "MoonGuard (Horde)"},
    "untouched": {"time": "15 min"},
    "asked": {"time": "1 s"},
    "acked": {"time": "5 s"},
    "refused": {"reason": "GeneralError", "time": "60 s"},
    "timed_out": {"count": "5", "time": "70 s"},
    "silent": {"time": "31 s"},
    "partly": {"missing": "first glances, the About page"},
    "old": {"present": "status, characteristics"},
}


def test_every_cause_is_brought_about() -> None:
    ns = load_modules("Player/Diagnosis").ns
    causes = [cause[b"name"].decode() for cause in ns[b"Diagnosis"][b"CAUSES"].values()]
    assert sorted(causes) == sorted(BROUGHT_ABOUT)
    assert set(WORDS) <= set(causes)


@pytest.mark.parametrize("cause", BROUGHT_ABOUT)
def test_a_player_is_told_the_cause(scene: Make, cause: str) -> None:
    made = BROUGHT_ABOUT[cause](scene)
    found, values = diagnosed(made.tammya, "" if cause in BY_TARGET else "Catnia")
    assert found == cause
    if "name" in values:
        assert values["name"] == ("Borin" if cause == "near" else "Catnia")
    for place, text in WORDS.get(cause, {}).items():
        assert values[place] == text


def follow(made: Cast, seconds: float) -> tuple[list[str], list[str]]:
    """Tammya points at Catnia, and targets her once there is something; the causes she is told, and the progress."""
    made.tammya.mouseover(made.catnia)
    causes, shown = [made.cause()], []
    for _ in range(round(seconds * 10)):
        made.run(0.1)
        cause, values = diagnosed(made.tammya, "Catnia")
        if cause == "partly" and "first glances" in values["missing"]:
            made.tammya.target(made.catnia)
        if cause == "receiving":
            shown.append(values["progress"])
        if cause != causes[-1]:
            causes.append(cause)
    return causes, shown


@pytest.mark.parametrize("product", ["wow", "wowxptr"])
def test_a_profile_on_its_way_is_followed(scene: Make, product: str) -> None:
    made = cast(scene, product=product, size=40_000)
    causes, shown = follow(made, 30)
    for before, after in itertools.pairwise(("soon", "asked", "acked", "partly", "receiving", "received")):
        assert causes.index(before) < causes.index(after), causes
    assert causes[-1] == "received"
    pairs = [(int(count), int(total)) for count, total in re.findall(r"About page \((\d+) of (\d+) p", " ".join(shown))]
    counts = [count for count, _ in pairs]
    assert counts == sorted(counts)
    assert len({total for _, total in pairs}) == 1
    assert counts[0] < 20
    assert pairs[0][1] - 10 <= counts[-1] < pairs[0][1]


def test_no_total_is_told_that_nobody_knows(scene: Make) -> None:
    """What is not packed does not say how long it is."""
    made = cast(scene, size=20_000)
    made.catnia.lua('Settings.SetValue("CROSSRP_COMPRESS", false)')
    causes, shown = follow(made, 30)
    assert causes[-1] == "received"
    amounts = [float(size) for size in re.findall(r"the About page \((\S+) kB so far\)", " ".join(shown))]
    assert amounts == sorted(amounts)
    assert amounts[0] < 5
    assert amounts[-1] > 10


def test_pages_have_a_total_once_it_is_known(scene: Make) -> None:
    """A link that is the reader itself gets Battle.net pages, whose last one names their number."""
    settings = Settings(bnet=BattleNet(reorder=True, reorder_seconds=4.0))
    made = cast(scene, size=20_000, settings=settings, bridge=False)
    made.scene.world.befriend(made.tammya, made.catnia)
    for player in (made.tammya, made.catnia):
        player.reload()
    made.scene.started(made.tammya, made.catnia)
    made.catnia.lua('Settings.SetValue("CROSSRP_COMPRESS", false)')
    made.tammya.target(made.catnia)
    shown = []
    for _ in range(400):
        made.run(0.05)
        cause, values = diagnosed(made.tammya, "Catnia")
        shown += re.findall(r"\((\d+) of (\d+) pages\)", values["progress"]) if cause == "receiving" else []
    assert shown
    assert all(int(count) < int(total) for count, total in shown)


@pytest.mark.parametrize("locale", ["enUS", "deDE", "esES", "esMX", "frFR", "ruRU", "zhCN", "zhTW"])
def test_a_player_reads_it_in_the_language_of_the_game(scene: Make, locale: str) -> None:
    made = cast(scene, bridge=False)
    lina = made.scene.player("Lina", "Alliance", identity={"locale": locale})
    made.scene.started(lina)
    lina.target(made.catnia)
    made.run(1)
    spoken = {"esMX": "esES", "zhTW": "enUS"}.get(locale, locale)
    cause, values = diagnosed(lina, "", spoken)
    assert cause == "no_bridge"
    assert locales()[spoken]["side.horde"] in values["side"]


def test_asking_why_changes_nothing(scene: Make) -> None:
    """The same run with and without somebody who keeps asking is the same on the wire."""

    def run(asks: bool) -> list[bytes]:
        made = cast(scene, size=10_000)
        made.tammya.target(made.catnia)
        for _ in range(40):
            made.run(0.5)
            if asks:
                diagnosed(made.tammya, "Catnia")
                told(made.tammya, "/crossrp status")
        return [record.text for record in made.scene.world.trace if record.kind == "send"]

    assert run(True) == run(False)
