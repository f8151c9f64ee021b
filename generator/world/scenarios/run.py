"""Running a scenario: the world it describes, what happens in it, and what is judged.

    result = Run(scenario, seed=7).finish()
    print(result.verdict)

``Run.world`` may be looked at before and after; ``finish`` lets all the scenario's time pass.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from generator.client import clientdata
from generator.client.clientdata import ClientDataError
from generator.client.convert import LuaFailure
from generator.client.savedvars import SavedVariablesError
from generator.client.signatures import ClientData
from generator.client.toc import TocError
from generator.spec.catalog import revision
from generator.virtual.faults import FaultRule
from generator.virtual.streams import stream_seed
from generator.world.crossrp import kept_addon, msp_stand_in_folder, stand_in_folder
from generator.world.friends import Account
from generator.world.mspprofiles import msp_fields, msp_saved_variables
from generator.world.player import Player
from generator.world.profiles import (
    Profile,
    ProfileError,
    choose,
    load_profiles,
    saved_variables_for,
    synthetic_profile,
)
from generator.world.scenarios import addons, names, watch
from generator.world.scenarios.actions import ACTIONS
from generator.world.scenarios.addons import Addons, Places
from generator.world.scenarios.check import checked
from generator.world.scenarios.crowd import expanded
from generator.world.scenarios.expectations import EXPECTATIONS, Window
from generator.world.scenarios.faulting import FAULTS
from generator.world.scenarios.model import Action, Expectation, PlayerSpec, Scenario, ScenarioError
from generator.world.scenarios.options import read_options
from generator.world.scenarios.result import FaultDone, Judged, Result
from generator.world.scenarios.touches import Touches
from generator.world.settings import Settings
from generator.world.switches import apply
from generator.world.trace import Record
from generator.world.world import World

#: Seconds of virtual time between two looks at what has arrived and which expectations hold.
LOOK_EVERY = 1.0


class Run:
    """One run of a scenario. Raises ScenarioError for one that cannot be."""

    def __init__(self, scenario: Scenario, seed: int | None = None) -> None:
        self.seed = scenario.seed if seed is None else seed
        self.scenario = checked(expanded(checked(scenario), self.seed))
        self.world = World(self.seed, self._settings())
        self.players: dict[str, Player] = {}
        self.touches = Touches()
        self.addons = Addons()
        self.sends: dict[str, list[tuple[float, Player]]] = {}
        self.skipped: list[str] = []
        self.failures: list[str] = []
        self.rules: list[tuple[FaultRule, bool]] = []
        self._judged: dict[int, Judged] = {}
        self._destinations: dict[str, str] = {}
        self._specs = {player.name: player for player in self.scenario.players}
        self._populate()
        self._schedule()

    def finish(self) -> Result:
        """Let all the scenario's time pass and judge."""
        self.world.run(max(0.0, self.scenario.seconds - self.world.now))
        self._look(last=True)
        for player in self.world.players:
            self.touches.look_at(player)
            self.addons.look(player)
        return self._result()

    # For actions, faults and expectations

    def at(self, time: float, what: Callable[[], object]) -> None:
        """Do something at a time."""
        self.world.clock.at(time, lambda: _done(what()))

    def later(self, seconds: float, what: Callable[[], object]) -> None:
        """Do something so many seconds from now."""
        self.at(self.world.now + seconds, what)

    def skip(self, what: str) -> None:
        """Note something that could not be done now."""
        self.skipped.append(f"{self.world.now:.1f} s: {what}")

    def spec(self, player: Player) -> PlayerSpec:
        """What the scenario says of a player."""
        return self._specs[player.name]

    def fullnames(self, meant: str | Iterable[str]) -> Collection[str]:
        """The players meant, as the trace names them."""
        wanted = [meant] if isinstance(meant, str) else meant
        return [self.players[player.name].fullname for player in names.find(self.scenario, wanted)]

    def login(self, player: Player) -> None:
        """Log a player in and watch what arrives."""
        player.login()
        watch.install(player)
        self.addons.look(player)

    def destination(self, player: Player) -> str:
        """A player's destination in Cross RP; the last one known when it is not online, and "" when none is."""
        if watch.has_watch(player):
            found = player.lua("return CrossRP.GetDestination()")
            self._destinations[player.name] = found if isinstance(found, str) else ""
        return self._destinations.get(player.name, "")

    # Setting up

    def _settings(self) -> Settings:
        settings = apply(Settings(), self.scenario.settings)
        folders = [Path(self.scenario.folder) / name if name else None
                   for name in (self.scenario.client_data, self.scenario.client_docs)]  # fmt: skip
        if not any(folders):
            return settings
        try:
            data = client_data(*folders)
        except ClientDataError as error:
            raise ScenarioError("", str(error)) from None
        return replace(settings, client=replace(settings.client, client_data=data))

    def _populate(self) -> None:
        realms = {
            realm.name: self.world.realm(realm.id, realm.name, realm.group or None, realm.region or None)
            for realm in self.scenario.realms
        }
        for spec in self.scenario.players:
            self.players[spec.name] = self.world.player(
                spec.name,
                realms[spec.realm],
                spec.faction,
                battletag=spec.battletag or None,
                product=spec.product or None,
                place=spec.place,
            )
        self._befriend()
        self._group()
        self._install()

    def _befriend(self) -> None:
        accounts: dict[str, Account] = {**self.players}
        for spec in self.scenario.contacts:
            battletag = self.players[spec.of].battletag if spec.of else None
            region = spec.region or None
            contact = self.world.contact(
                spec.name, spec.program, battletag=battletag, region=region, product=spec.product
            )
            accounts[spec.name] = contact
            for time, change in ((spec.login, contact.login), (spec.logout, contact.logout)):
                if time is not None:
                    self.at(time, change)
        for one, other in self.scenario.friends:
            self.world.befriend(accounts[one], accounts[other])
        for one, other in self.scenario.title_friends:
            self.world.befriend(accounts[one], accounts[other], "title")

    def _group(self) -> None:
        for group in self.scenario.groups:
            members = [self.players[spec.name] for spec in names.in_order(self.scenario, group.members)]
            if group.kind == "guild":
                self.world.guild(group.name or "Guild", *members)
            elif group.kind == "community":
                self.world.community(*members)
            else:
                party = self.world.group(*members, kind=group.kind, instance=group.instance)
                assistants = names.in_order(self.scenario, group.assistants)
                party.assistants = [self.players[spec.name] for spec in assistants]

    def _install(self) -> None:
        wanted = dict.fromkeys(spec.crossrp for spec in self.scenario.players if spec.crossrp)
        folders = {name: kept_addon(revision(name)) for name in wanted}
        for spec in self.scenario.players:
            player = self.players[spec.name]
            if spec.crossrp:
                player.install(folders[spec.crossrp])
            if spec.has_totalrp3:
                player.install(stand_in_folder())
            if spec.msp:
                player.install(msp_stand_in_folder())
            for folder_name in spec.addons:
                self._install_folder(player, folder_name)
            profile = self._profile(spec)
            if profile is not None:
                profile_id, made = profile
                player.saved_variables("totalRP3", saved_variables_for(player.fullname, profile_id, made))
                player.saved_variables("mspStandIn", msp_saved_variables(msp_fields(made)))

    def _install_folder(self, player: Player, addon: str) -> None:
        place = Path(self.scenario.folder) / addon
        try:
            self.addons.give(player, player.install(place))
        except (TocError, OSError) as error:
            raise ScenarioError(f"player {player.name}, key 'addons'", str(error)) from None

    def _profile(self, spec: PlayerSpec) -> tuple[str, Profile] | None:
        if isinstance(spec.profile, int):
            seed = stream_seed(self.seed, f"profile/{spec.name}") % 2**32
            return f"09{seed:010d}abc", synthetic_profile(spec.profile, seed)
        if spec.profile is None:
            return None
        place = Path(self.scenario.folder) / spec.profiles
        try:
            return choose(load_profiles(place.read_bytes(), str(place)), spec.profile)
        except (OSError, SavedVariablesError, ProfileError) as error:
            raise ScenarioError(f"player {spec.name}, key 'profile'", str(error)) from None

    # What happens

    def _schedule(self) -> None:
        for fault in self.scenario.faults:
            kind = FAULTS[fault.rule]
            values = read_options(kind.options, fault.options, fault.name)
            self.rules.append((kind.make(self, fault, values), fault.may_miss))
        for spec in self.scenario.players:
            if spec.login is not None:
                player = self.players[spec.name]
                self.at(spec.login, partial(self.login, player))
        for action in self.scenario.actions:
            for number in range(action.times):
                self.at(action.at + number * action.every, partial(self._act, action))
        self.later(LOOK_EVERY, self._keep_looking)

    def _act(self, action: Action) -> None:
        kind = ACTIONS[action.do]
        values = read_options(kind.options, action.options, action.do)
        for spec in names.find(self.scenario, action.players):
            player = self.players[spec.name]
            if kind.online and not (player.online and player.client.running):
                self.skip(f"{action.do}: {player.name} is not online")
                continue
            try:
                kind.act(self, player, values)
            except LuaFailure as error:
                self.failures.append(f"{self.world.now:.3f} s, {player.fullname}, {action.do}: {error}")

    # What is judged

    def _keep_looking(self) -> None:
        self._look()
        if self.world.now + LOOK_EVERY < self.scenario.seconds:
            self.later(LOOK_EVERY, self._keep_looking)

    def _look(self, last: bool = False) -> None:
        self.touches.look(self.world.now)
        for number, expectation in enumerate(self.scenario.expectations):
            by = self.scenario.seconds if expectation.by is None else min(expectation.by, self.scenario.seconds)
            final = last or self.world.now >= by
            due = self.world.now >= expectation.after and (final or not EXPECTATIONS[expectation.that].at_end)
            if number not in self._judged and due:
                self._judge(number, expectation, Window(expectation.after, by, final))

    def _judge(self, number: int, expectation: Expectation, window: Window) -> None:
        kind = EXPECTATIONS[expectation.that]
        found = kind.judge(self, read_options(kind.options, expectation.options, expectation.name), window)
        if found.state == "open":
            return
        state, why = found.state, found.why
        if expectation.gap and state == "broken":
            self._note(number, expectation, "gap", f"{why}; known: {expectation.gap}")
        elif expectation.gap and state == "met":
            self._note(number, expectation, "broken", f"{why}; the gap has closed, take `gap` out of the scenario")
        else:
            self._note(number, expectation, state, why)

    def _note(self, number: int, expectation: Expectation, state: Any, why: str) -> None:
        self._judged[number] = Judged(expectation.name, state, why, round(self.world.now, 3))

    def _result(self) -> Result:
        touches, places = self.touches.all, Places.of(self.world.players)
        arrived = [touch.arrived - touch.time for touch in touches if touch.arrived is not None]
        return Result(
            scenario=self.scenario.name,
            seed=self.seed,
            expectations=tuple(self._judged[number] for number in sorted(self._judged)),
            faults=tuple(
                FaultDone(rule.name, rule.fired, {name: n for name, n in rule.counts.items() if n}, may_miss)
                for rule, may_miss in self.rules
            ),
            errors=(*map(str, self.world.errors), *self.failures),
            failures=tuple(self.failures),
            disconnected=tuple(
                f"{record.time:.1f} s: {record.sender}: {record.detail}"
                for record in self.world.trace
                if record.kind == "session" and record.detail.startswith("disconnected")
            ),
            addons=self.addons.done(),
            script_errors=addons.script_errors(self.world.errors, places),
            unmodelled=addons.unmodelled(self.world.players, places),
            assumed=addons.assumed(self.world.players, places),
            printed=self.addons.printed(),
            skipped=tuple(self.skipped),
            players=len(self.players),
            seconds=round(self.world.now, 3),
            touches={
                "made": len(touches),
                "with a way": sum(touch.path for touch in touches),
                "answered": len(arrived),
            },
            latencies=tuple(round(seconds, 3) for seconds in arrived),
            counts={medium: asdict(count) for medium, count in sorted(self.world.counts.media.items())},
            records=len(self.world.trace),
            digest=self.world.trace_digest(),
        )

    @property
    def trace(self) -> list[Record]:
        """The records of the trace so far."""
        return self.world.trace.records


@cache
def client_data(json_folder: Path | None, docs_folder: Path | None) -> Mapping[str, ClientData]:
    """Client data of a user's folders, read once. Raises ClientDataError."""
    return clientdata.load(json_folder, docs_folder)


def _done(_: object) -> None:
    """For a result nobody asks for."""
