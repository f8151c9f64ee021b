"""What players can do in a scenario. Each action is a record: its options, and a function that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.world import leading, moderation
from generator.world.friends import LEVELS
from generator.world.party import SUBGROUPS
from generator.world.player import Player
from generator.world.reach import together
from generator.world.restrictions import NAMES
from generator.world.scenarios import company, garbage, watch
from generator.world.scenarios.options import (
    ANY,
    FLAG,
    NUMBER,
    PLAYER,
    TEXT,
    WHOLE,
    Option,
    Options,
    need,
    one_of,
    within,
)

if TYPE_CHECKING:
    from generator.world.scenarios.run import Run

Values = Mapping[str, Any]


@dataclass(frozen=True)
class ActionKind:
    """One action. ``act`` is called for each player of the action; one that is ``online`` only skips who is not."""

    text: str
    options: Options
    act: Callable[[Run, Player, Values], None]
    online: bool = True


def _relog(run: Run, player: Player, values: Values) -> None:
    run.touches.look_at(player)
    player.logout()
    run.later(values["after"], lambda: run.login(player))


def _logout(run: Run, player: Player, _: Values) -> None:
    run.touches.look_at(player)
    player.logout()


def _reload(run: Run, player: Player, _: Values) -> None:
    run.touches.look_at(player)
    player.reload()
    watch.install(player)


def _touch(run: Run, player: Player, values: Values) -> None:
    target, how = run.players[values["target"]], values["how"]
    run.touches.add(run.world.now, player, target, how)
    if how != "target":
        player.mouseover(target)
    if how != "mouseover":
        player.target(target)
    if how == "look" and watch.has_watch(player):
        watch.read_page(player, target.fullname)


def _emote(run: Run, player: Player, values: Values) -> None:
    for hearer in run.world.players:
        apart = hearer.faction != player.faction or hearer.realm.group != player.realm.group
        if apart and hearer.online and together(hearer, player):
            run.touches.add(run.world.now, hearer, player, "emote")
    player.emote(values["text"])


def _edit(_: Run, player: Player, values: Values) -> None:
    part, field, value = (watch.lua_value(values[key]) for key in ("part", "field", "value"))
    player.lua(
        f"if TRP3_StandIn then TRP3_StandIn.Edit({part}, {field}, {value}) "
        f"elseif MSP_StandIn then MSP_StandIn.Edit({field}, {value}) end"
    )


def _send(run: Run, player: Player, values: Values) -> None:
    if not watch.has_watch(player):
        return
    there = run.destination(run.players[values["target"]])
    text = f"{watch.COMMAND} {values['text']}"
    key = watch.lua_text(values["as"])
    run.sends.setdefault(values["as"], []).append((run.world.now, player))
    player.lua(
        f"CrossRP.Send({watch.lua_text(there)}, {watch.lua_text(text)}, "
        f"function(outcome) ScenarioWatch.outcomes[{key}] = outcome end)"
    )


def _toggle(change: Callable[[Player, bool, Values], None]) -> Callable[[Run, Player, Values], None]:
    """An action that begins something, or ends it, or begins it and ends it ``seconds`` later."""

    def act(run: Run, player: Player, values: Values) -> None:
        change(player, values["on"], values)
        if values["seconds"] is not None:
            session = player.session

            def back() -> None:
                if player.session is session and player.online:
                    change(player, not values["on"], values)

            run.later(values["seconds"], back)

    return act


def _instance(player: Player, on: bool, values: Values) -> None:
    if on:
        player.enter_instance(values["name"], values["kind"])
    else:
        player.leave_instance()


def _latency(run: Run, player: Player, values: Values) -> None:
    before = player.latency_ms, player.extra_delay
    player.set_latency(values["ms"], values["delay"])
    if values["seconds"] is not None:
        run.later(values["seconds"], lambda: player.set_latency(*before))


def _garbage(run: Run, player: Player, values: Values) -> None:
    garbage.throw(run, player, run.players[values["target"]], values["count"], values["seconds"], values["medium"])


def _lua(_: Run, player: Player, values: Values) -> None:
    player.lua(values["source"])


_ON: dict[str, Option] = {
    "on": Option(FLAG, "true to begin, false to end", True),
    "seconds": Option(NUMBER, "do the opposite so many seconds later"),
}
_TARGET = need(PLAYER, "whom")

ACTIONS: Mapping[str, ActionKind] = {
    "login": ActionKind("Log in.", {}, lambda run, player, _: run.login(player), online=False),
    "logout": ActionKind("Log out; addons hear it and save.", {}, _logout),
    "relog": ActionKind("Log out and in again.", {"after": Option(NUMBER, "seconds between", 5.0)}, _relog),
    "reload": ActionKind("/reload: the addons start again, the session stays.", {}, _reload),
    "crash": ActionKind("The client is gone at once and saves nothing.", {}, lambda _, player, __: player.crash()),
    "touch": ActionKind(
        "Touch somebody, which asks for the profile.",
        {
            "target": _TARGET,
            "how": Option(
                one_of("look", "target", "mouseover"),
                '"mouseover", "target", or "look": point, target and read the page, which asks for every part',
                "look",
            ),
        },
        _touch,
    ),
    "emote": ActionKind(
        "A custom emote. Everybody in the same place hears it, which is a touch to those of other bands.",
        {"text": Option(TEXT, "what it says", "waves.")},
        _emote,
    ),
    "say": ActionKind(
        "Speak.",
        {
            "text": need(TEXT, "the words"),
            "chat": Option(one_of("SAY", "YELL", "PARTY", "RAID", "GUILD"), "where", "SAY"),
        },
        lambda _, player, values: player.say(values["text"], values["chat"]),
    ),
    "edit": ActionKind(
        "Change the own profile, which raises the part's version. With a MSP addon the field is one of MSP.",
        {
            "part": Option(one_of("A", "B", "C", "D"), "which part", "A"),
            "field": Option(TEXT, "which field of it", "CU"),
            "value": need(ANY, "what it holds then"),
        },
        _edit,
    ),
    "send": ActionKind(
        "Send a text to somebody through Cross RP.",
        {
            "target": _TARGET,
            "text": need(TEXT, "the text"),
            "as": Option(TEXT, "a name for it, by which an expectation asks for its outcome", "message"),
        },
        _send,
    ),
    "instance": ActionKind(
        "Enter an instance, or leave it.",
        {
            **_ON,
            "name": Option(TEXT, "its name", "Deadmines"),
            "kind": Option(one_of("party", "raid", "pvp", "arena", "scenario"), "its kind", "party"),
        },
        _toggle(_instance),
    ),
    "combat": ActionKind("Enter or leave combat.", _ON, _toggle(lambda player, on, _: player.combat(on))),
    "encounter": ActionKind("A boss fight.", _ON, _toggle(lambda player, on, _: player.encounter(on))),
    "keystone": ActionKind("A keystone run.", _ON, _toggle(lambda player, on, _: player.keystone(on))),
    "pvp_match": ActionKind("A match.", _ON, _toggle(lambda player, on, _: player.pvp_match(on))),
    "restrict": ActionKind(
        "One add-on restriction, with nothing around it.",
        {**_ON, "name": Option(one_of(*NAMES), "which", "Encounter")},
        _toggle(lambda player, on, values: player.restrict(values["name"], on)),
    ),
    "latency": ActionKind(
        "What the client reports as latency, and how much longer every packet takes.",
        {
            "ms": need(WHOLE, "milliseconds the client reports"),
            "delay": Option(NUMBER, "seconds every packet to and from the player takes longer", 0.0),
            "seconds": Option(NUMBER, "go back to what it was so many seconds later"),
        },
        _latency,
        online=False,
    ),
    "battlenet": ActionKind(
        "The connection to Battle.net: `on = false` loses it while staying in the world.",
        _ON,
        _toggle(lambda player, on, _: player.battlenet(on)),
    ),
    "guild_speech": ActionKind(
        "The guild takes the right to speak away, or with `on = true` gives it back; addon messages need it too.",
        {"on": Option(FLAG, "true to give it back", False)},
        lambda _, player, values: player.guild_speech(values["on"]),
        online=False,
    ),
    "appear_offline": ActionKind(
        "Look offline to Battle.net friends while playing on.",
        _ON,
        _toggle(lambda player, on, _: player.appear_offline(on)),
    ),
    "move": ActionKind(
        "Go somewhere else.", {"place": need(TEXT, "where to")}, lambda _, player, values: player.move(values["place"])
    ),
    "befriend": ActionKind(
        "Become Battle.net friends, or with `on = false` end it.",
        {
            "target": _TARGET,
            "on": Option(FLAG, "false to end the friendship", True),
            "level": Option(one_of(*LEVELS), "what kind of friends; see the switch `bnet.title_friends`", "battletag"),
        },
        company.befriend,
        online=False,
    ),
    "group": ActionKind(
        "Something in a party or raid. The leader gives it, `remove` and `subgroup` an assistant as well.",
        {
            "order": Option(
                one_of("join", *(name for name in leading.ORDERS if name != "swap")),
                "what; `join` goes into the target's group, or begins one with it; `leader` hands it to the target",
                "join",
            ),
            "target": Option(PLAYER, "whom, where the order is about somebody"),
            "number": Option(within(1, SUBGROUPS), "the subgroup the target is moved to", 1),
        },
        company.group,
    ),
    "channel": ActionKind(
        "Something in a custom channel. Cross RP's own is called `crossrp`, and whoever joins a channel first owns it.",
        {
            "name": need(TEXT, "the channel"),
            "order": Option(
                one_of("join", "leave", *moderation.ORDERS),
                "what; owners only set a password, an owner or moderators and begin moderation, in which moderators "
                "alone are heard; moderators only kick, ban, mute and toggle announcements",
                "join",
            ),
            "target": Option(PLAYER, "whom, where the order is about somebody"),
            "password": Option(TEXT, "to join with, or to set; empty for none", ""),
        },
        company.channel,
    ),
    "garbage": ActionKind(
        "Send broken and hostile packets with the prefix of Cross RP, made from the examples of the specification.",
        {
            "target": _TARGET,
            "count": Option(within(1, 100_000), "how many packets", 100),
            "seconds": Option(NUMBER, "spread over so many seconds", 10.0),
            "medium": Option(one_of("WHISPER", "BNET"), "which way; BNET reaches friends only", "WHISPER"),
        },
        _garbage,
    ),
    "slash": ActionKind(
        "Type a slash command.",
        {"line": need(TEXT, 'such as "/crossrp off"')},
        lambda _, player, values: _ignore(player.slash(values["line"])),
    ),
    "lua": ActionKind("Run Lua in the client.", {"source": need(TEXT, "the code")}, _lua),
}


def _ignore(_: object) -> None:
    """For a result nobody asks for."""
