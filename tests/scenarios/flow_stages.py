"""What sets off each flow of the specification, among players named as in it."""

from __future__ import annotations

from collections.abc import Callable

from raids import Linked
from scene import Scene

from generator.virtual.faults import Match
from generator.world.player import Player
from generator.world.profiles import saved_variables_for, synthetic_profile

ALLIANCE = ("Tammya", "Borin", "Anduvar")
CROWD = ("Ann", "Bea", "Cid", "Dot", "Eve")
TEXT = "RP1 Hello!"


class Stage:
    """A scene whose players are made when they are first named, and are not online yet."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.world = scene.world
        self._players: dict[str, Player] = {}

    def __getattr__(self, name: str) -> Player:
        if name not in self._players:
            faction = "Alliance" if name in (*ALLIANCE, *CROWD) else "Horde"
            self._players[name] = self.scene.player(name, faction, log_in=False)
        return self._players[name]

    def log_in(self, *names: str) -> None:
        players = [getattr(self, name) for name in names]
        for player in players:
            player.login()
        self.scene.started(*players)

    def four(self) -> None:
        """Tammya - Borin = Zulya - Catnia, started."""
        self.world.befriend(self.Borin, self.Zulya)
        self.log_in("Tammya", "Borin", "Zulya", "Catnia")
        assert self.scene.reaches(self.Tammya, self.Catnia)
        assert self.scene.reaches(self.Catnia, self.Tammya)

    def second_pair(self) -> None:
        """Anduvar = Gromka, started."""
        self.world.befriend(self.Anduvar, self.Gromka)
        self.log_in("Anduvar", "Gromka")

    def give_profiles(self, *names: str) -> None:
        for number, name in enumerate(names):
            player = getattr(self, name)
            profile = synthetic_profile(2000, number + 1)
            player.saved_variables("totalRP3", saved_variables_for(player.fullname, f"0902{name}", profile))

    def send(self, sender: str, receiver: str, text: str = TEXT) -> None:
        self.scene.send(getattr(self, sender), getattr(self, receiver), text)


def startup(stage: Stage) -> None:
    stage.second_pair()
    stage.log_in("Zulya", "Tammya")
    stage.world.befriend(stage.Borin, stage.Zulya)
    stage.log_in("Borin")


def together(stage: Stage) -> None:
    """Friends become a link while somebody of their side is there, and part."""
    stage.log_in("Tammya", "Borin", "Zulya")
    stage.world.befriend(stage.Borin, stage.Zulya)
    stage.world.run(130)
    stage.Borin.logout()
    stage.world.run(5)


def realms(stage: Stage) -> None:
    connected = stage.world.realm(1400, "Argent Keep", group=stage.scene.realm)
    stage.world.befriend(stage.Borin, stage.Zulya)
    gromka = stage.scene.player("Gromka", "Horde", realm=connected)
    stage.log_in("Borin", "Zulya")
    stage.Zulya.target(gromka)
    stage.world.run(5)


def newcomer(stage: Stage) -> None:
    stage.world.befriend(stage.Borin, stage.Zulya)
    stage.log_in("Borin", "Zulya")
    stage.log_in("Tammya")


def logged(stage: Stage) -> None:
    stage.give_profiles("Tammya")
    stage.log_in("Tammya", "Borin")
    # Nobody asks their own side, unless they take it for another.
    stage.send("Borin", "Tammya", "TR 4f2 ? ?:?::")
    stage.world.run(5)


def companions(stage: Stage) -> None:
    """Of two sides, and in one group."""
    stage.give_profiles("Catnia")
    stage.log_in("Tammya", "Catnia")
    stage.world.group(stage.Tammya, stage.Catnia)
    stage.world.run(1)
    stage.Tammya.mouseover(stage.Catnia)
    stage.world.run(10)


def messages(stage: Stage) -> None:
    """To the own side, across, over an own link, and to a link."""
    stage.four()
    for sender, receiver in (("Tammya", "Borin"), ("Tammya", "Catnia"), ("Borin", "Catnia"), ("Tammya", "Zulya")):
        stage.send(sender, receiver)
        stage.world.run(3)
    stage.Tammya.lua(f'CrossRP.Send("1A", "{TEXT}")')
    stage.world.run(2)


def full(stage: Stage) -> None:
    stage.four()
    stage.log_in(*CROWD)
    for name in CROWD:
        stage.send(name, "Catnia")
    stage.world.run(2)
    stage.send("Tammya", "Catnia")
    stage.world.run(20)


def ack_around(stage: Stage) -> None:
    stage.four()
    stage.second_pair()
    # So that the message goes over Borin; then he leaves while Zulya may not send.
    stage.Anduvar.combat(True)
    stage.world.run(3)
    stage.Zulya.restrict("Encounter", True)
    stage.send("Tammya", "Catnia")
    stage.world.run(3)
    stage.Anduvar.combat(False)
    stage.Borin.logout()
    stage.world.run(5)
    stage.Zulya.restrict("Encounter", False)
    stage.world.run(10)


def again(stage: Stage) -> None:
    stage.four()
    stage.world.faults.drop(Match(message="A2", sender=stage.Zulya.fullname), times=1)
    stage.send("Tammya", "Catnia")
    stage.world.run(20)


def pages(stage: Stage) -> None:
    stage.four()
    stage.send("Tammya", "Catnia", "RP1 " + "long " * 2400)
    stage.world.run(40)


def repair(stage: Stage) -> None:
    stage.four()
    stage.world.faults.drop(Match(message="R1", medium="WHISPER"), times=1, skip=2)
    stage.world.faults.drop(Match(message="R2", medium="BNET"), times=1, skip=6)
    stage.send("Tammya", "Catnia", "RP1 " + "long " * 2400)
    stage.world.run(40)


def profiles(stage: Stage) -> None:
    """Pointed at, then targeted; then it changes."""
    stage.give_profiles("Tammya", "Catnia")
    stage.four()
    stage.Tammya.mouseover(stage.Catnia)
    stage.world.run(15)
    stage.Tammya.target(stage.Catnia)
    stage.Catnia.mouseover(stage.Tammya)
    stage.world.run(40)
    stage.Catnia.lua('TRP3_StandIn.Edit("characteristics", "TI", "Dame")')
    stage.world.run(20)


def raids(stage: Stage) -> None:
    """Tammya with Anduvar, Catnia with Gromka: linked, talking, a latecomer, a new leader, the end."""
    stage.four()
    stage.log_in("Anduvar", "Gromka", "Ann", "Hilo")
    world, raids = stage.world, Linked(stage.scene)
    world.group(stage.Tammya, stage.Ann, kind="raid")
    world.group(stage.Catnia, stage.Gromka, kind="raid")
    raids.link(stage.Tammya, stage.Catnia)
    raids.join(stage.Anduvar, stage.Tammya)
    world.run(70)
    raids.say(stage.Anduvar, "Hello!")
    world.run(5)
    raids.pass_lead(stage.Tammya, stage.Anduvar)
    raids.say(stage.Gromka, "Who leads?")
    world.run(15)


def raids_part(stage: Stage) -> None:
    stage.four()
    stage.log_in("Anduvar", "Gromka")
    raids = Linked(stage.scene)
    stage.world.group(stage.Tammya, stage.Anduvar, kind="raid")
    stage.world.group(stage.Catnia, stage.Gromka, kind="raid")
    raids.link(stage.Tammya, stage.Catnia)
    stage.world.run(70)
    stage.Tammya.lua("CrossRP.UnlinkRaid()")
    stage.world.run(5)


STAGES: dict[Callable[[Stage], None], tuple[str, ...]] = {
    startup: ("startup",),
    together: ("link", "bridge"),
    realms: ("realms",),
    newcomer: ("newcomer",),
    messages: ("direct", "route", "own_link", "to_link"),
    logged: ("logged",),
    companions: ("companions",),
    full: ("full",),
    ack_around: ("ack_around",),
    again: ("again",),
    pages: ("pages",),
    repair: ("repair",),
    profiles: ("profile", "touch", "announce"),
    raids: ("raid_latecomer", "raid_message", "raid_handover", "raid_returned"),
    raids_part: ("raid_linking", "raid_ending"),
}
"""The flows that each of them sets off."""
