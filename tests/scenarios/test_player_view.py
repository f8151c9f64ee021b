"""What a player sees and can choose: the command, the compartment with its tooltip, the settings, notices."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from scene import Scene
from told import diagnosed, lines, told, values_in

from generator.client.client import ClientSettings
from generator.client.host import LuaValue
from generator.client.products import PRODUCTS
from generator.spec.model import Constant
from generator.virtual.faults import Match
from generator.world.player import Player
from generator.world.settings import Channels, Settings, Throttle

Make = Callable[..., Scene]
Four = tuple[Player, Player, Player, Player]
RETAIL = ("wow", "wowxptr")

DEFAULTS = {"version": 1, "hosting": True, "budget": 20, "notices": False, "compartment": True, "compress": True}


def four(make: Make, product: str | None = None, **options: object) -> tuple[Scene, Four]:
    """Tammya - Borin = Zulya - Catnia, started."""
    made = make(**options)
    borin = made.player("Borin", "Alliance", log_in=False, product=product)
    zulya = made.player("Zulya", "Horde", log_in=False, product=product)
    made.world.befriend(borin, zulya)
    players = (made.player("Tammya", "Alliance", product=product), borin, zulya, made.player("Catnia", "Horde"))
    for player in players:
        player.login()
    made.started(*players)
    return made, players


def has(shown: list[str], key: str) -> Mapping[str, str]:
    """The values in the one line that is this text."""
    found = [values for line in shown if (values := values_in(line, key)) is not None]
    assert len(found) == 1, shown
    return found[0]


def lacks(shown: list[str], key: str) -> bool:
    return all(values_in(line, key) is None for line in shown)


def tooltip(player: Player) -> list[str]:
    """The lines of the tooltip as it stands, "left | right"."""
    read = "local line = _G['GameTooltipText{side}{number}'] return line and line:GetText() or ''"
    count = int(str(player.lua("return GameTooltip:IsShown() and GameTooltip:NumLines() or 0")))
    return [
        " | ".join(filter(None, (str(player.lua(read.format(side=side, number=number))) for side in ("Left", "Right"))))
        for number in range(1, count + 1)
    ]


def point_at_entry(player: Player) -> None:
    player.lua("""
        Entry = AddonCompartmentFrame.registeredAddons[1]
        EntryButton = EntryButton or CreateFrame("Button")
        Entry.funcOnEnter(EntryButton)
    """)


# Status


@pytest.mark.parametrize("product", RETAIL)
def test_the_status_says_what_a_bridge_does(scene: Make, product: str) -> None:
    made, (tammya, borin, _, catnia) = four(scene, product)
    made.send(tammya, catnia, "RP1 " + "long " * 2000)
    made.world.run(6)
    shown = told(borin, "/crossrp")
    assert has(shown, "status.head") == {"version": "3.0.0", "revision": "alliance-2"}
    assert has(shown, "status.you")["name"] == "Borin1A"
    assert has(shown, "status.hosting_on") == {}
    assert has(shown, "status.carried_of") == {"size": "10 kB", "total": "20 MB"}
    assert "MoonGuard (Horde) – own link, load: 2" in shown
    assert "MoonGuard (Horde) – bridges: 1, load: 2" in told(tammya, "/crossrp status")
    assert has(shown, "status.sent")["size"] in ("10 kB", "11 kB")
    assert has(shown, "status.received")["size"] in ("10 kB", "11 kB")
    # What a reader or a sender does is nothing it carries.
    assert has(told(tammya, "/crossrp"), "status.carried_of")["size"] == "0 B"


def test_the_status_tells_what_was_carried_as_it_was_on_the_line(scene: Make) -> None:
    made, (tammya, borin, _, catnia) = four(scene)
    start = len(made.world.trace)
    made.send(tammya, catnia, "RP1 " + "long " * 2000)
    made.world.run(20)
    carried = sum(
        len(record.text)
        for record in list(made.world.trace)[start:]
        if record.kind == "send" and record.sender == borin.fullname and record.medium == "BNET"
    )
    assert has(told(borin, "/crossrp"), "status.carried_of")["size"] == f"{carried / 1000:.0f} kB"


@pytest.mark.parametrize(
    ("begin", "reason", "pause"),
    [
        (lambda player: player.enter_instance(), "you are in an instance", True),
        (lambda player: player.combat(), "you are in combat", False),
        (lambda player: player.restrict("ChallengeMode"), "the game blocks addon messages just now", True),
        (lambda player: player.set_latency(800), "your connection is slow just now", True),
        (lambda player: player.slash("/crossrp off"), "you switched it off", False),
    ],
)
def test_the_status_says_why_nothing_is_carried(
    scene: Make, begin: Callable[[Player], object], reason: str, pause: bool
) -> None:
    made, (_, borin, _, _) = four(scene)
    begin(borin)
    made.world.run(6)
    assert has(told(borin, "/crossrp"), "status.hosting_off") == {"reason": reason}
    borin.leave_instance()
    borin.combat(False)
    borin.restrict("ChallengeMode", False)
    borin.set_latency(30)
    borin.slash("/crossrp on")
    made.world.run(60)
    shown = told(borin, "/crossrp")
    if pause:
        assert has(shown, "status.hosting_off")["reason"].startswith("pausing for another 4 min")
    else:
        assert has(shown, "status.hosting_on") == {}


def test_the_status_says_that_it_waits_and_why(scene: Make) -> None:
    made, (tammya, _, _, catnia) = four(scene, settings=Settings(throttle=Throttle(whispers_exempt=False)))
    made.send(tammya, catnia, "RP1 " + "long " * 2000)
    made.world.run(1)
    shown = told(tammya, "/crossrp")
    assert any("the game asked to wait a moment" in line for line in shown)
    assert has(shown, "status.refused_again")["name"] == "AddonMessageThrottle"
    tammya.restrict("Encounter")
    made.world.run(3)
    shown = told(tammya, "/crossrp")
    assert any("held back while the game blocks addon messages" in line for line in shown)
    assert has(shown, "status.refused_again")["name"] == "AddOnMessageLockdown"
    tammya.restrict("Encounter", False)
    made.world.run(60)
    assert has(told(tammya, "/crossrp"), "status.queue_empty") == {}


def test_the_status_tells_of_an_error_that_was_caught(scene: Make) -> None:
    made, (tammya, _, _, catnia) = four(scene)
    assert lacks(told(tammya, "/crossrp"), "status.trouble")
    catnia.lua('TRP3_API.profile.getPlayerCurrentProfileID = function() error("on purpose", 0) end')
    tammya.lua('C_ChatInfo.SendAddonMessage = function() error("on purpose", 0) end')
    made.send(tammya, catnia, "RP1 Hello")
    made.world.run(2)
    shown = has(told(tammya, "/crossrp"), "status.trouble")
    assert shown == {"message": "on purpose", "time": "2 s"}
    assert len(made.world.errors) > 0
    made.world.errors.clear()


# Commands


def test_help_lists_every_command_and_each_of_them_answers(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance")
    made.started(tammya)
    shown = told(tammya, "/crossrp help")
    assert told(tammya, "/crossrp dance")[1:] == shown
    words = [line.split(":")[0].split()[1:2] for line in shown]
    commands = ("diag", "on", "off", "link", "unlink", "tell", "key", "settings", "help")
    assert words == [[], *([word] for word in commands)]
    for word in ("diag", "on", "off", "settings", "help", "status"):
        assert values_in(told(tammya, f"/crossrp {word}")[0], "command.unknown") is None


def test_commands_touch_no_edit_box(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance")
    made.started(tammya)
    tammya.lua("""
        local function touched() error("an edit box was touched") end
        ChatFrame1EditBox = setmetatable({}, { __index = touched, __newindex = touched })
    """)
    for line in ("", "diag", "on", "help", "settings"):
        assert told(tammya, f"/crossrp {line}")


# Compartment


@pytest.mark.parametrize("product", RETAIL)
def test_the_compartment_shows_the_status(scene: Make, product: str) -> None:
    made, (tammya, borin, _, catnia) = four(scene, product)
    entries = "local entries = AddonCompartmentFrame.registeredAddons return #entries, entries[1].icon"
    assert tammya.lua(entries) == (1, r"Interface\AddOns\CrossRP\Icon.tga")
    point_at_entry(borin)
    assert tooltip(borin) == [
        "Cross RP | 3.0.0",
        "Carrying for others | yes",
        "MoonGuard (Horde) | own link, load: 2",
        "Sent in the last minute | " + tooltip(borin)[3].partition(" | ")[2],
        "Click: status in chat. Right click: settings.",
    ]
    # It follows what happens while it is looked at, and nothing is left of it afterwards.
    made.send(tammya, catnia, "RP1 " + "long " * 2000)
    borin.combat()
    made.world.run(1.1)
    assert tooltip(borin)[1] == "Carrying for others | you are in combat"
    borin.lua("Entry.funcOnLeave()")
    assert tooltip(borin) == []
    made.world.run(5)
    assert tooltip(borin) == []


def test_another_tooltip_is_left_alone(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance")
    made.started(tammya)
    point_at_entry(tammya)
    tammya.lua('GameTooltip:SetOwner(UIParent, "ANCHOR_LEFT") GameTooltip:AddLine("Mine") GameTooltip:Show()')
    made.world.run(5)
    assert [line.partition(" | ")[0] for line in tooltip(tammya)] == ["Mine"]


@pytest.mark.parametrize(
    "arguments", ["nil, {{ buttonName = '{0}' }}, nil", "nil, nil, nil, nil, '{0}'"], ids=["menu", "dropdown"]
)
def test_a_click_says_the_status_and_a_right_click_opens_the_settings(scene: Make, arguments: str) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance")
    made.started(tammya)
    tammya.lua("Settings.OpenToCategory = function(id) Opened = id end")
    since = len(tammya.printed)
    click = f"AddonCompartmentFrame.registeredAddons[1].func({arguments})"
    tammya.lua(click.format("LeftButton"))
    assert has(lines(tammya, since), "status.you")["name"] == "Tammya1A"
    assert tammya.lua("return Opened") is None
    since = len(tammya.printed)
    tammya.lua(click.format("RightButton"))
    assert tammya.lua("return Settings.GetCategory(Opened):GetName()") == "Cross RP"
    assert lines(tammya, since) == []
    # In combat the game forbids it.
    tammya.combat()
    tammya.lua(click.format("RightButton"))
    assert lines(tammya, since) == ["The settings cannot be opened just now; try again after combat."]


def test_the_compartment_can_be_left(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance")
    made.started(tammya)
    count = "return #AddonCompartmentFrame.registeredAddons"
    tammya.lua('Settings.SetValue("CROSSRP_COMPARTMENT", false)')
    tammya.reload()
    made.started(tammya)
    assert tammya.lua(count) == 0
    for value in (True, False, True):
        tammya.lua(f'Settings.SetValue("CROSSRP_COMPARTMENT", {str(value).lower()})')
        assert tammya.lua(count) == 1


# Settings


def saved(player: Player) -> dict[str, LuaValue]:
    found = player.saved("CrossRP")["CrossRPSaved"]
    assert isinstance(found, dict)
    return {str(name): value for name, value in found.items()}


@pytest.mark.parametrize("product", RETAIL)
def test_the_settings_page_keeps_what_is_chosen(scene: Make, product: str) -> None:
    made, (tammya, borin, _, catnia) = four(scene, product)
    for name, value in (("HOSTING", "false"), ("BUDGET", "5"), ("NOTICES", "true"), ("COMPRESS", "false")):
        borin.lua(f'Settings.SetValue("CROSSRP_{name}", {value})')
    made.world.run(5)
    assert not made.reaches(tammya, catnia)
    borin.logout()
    kept = {**DEFAULTS, "hosting": False, "budget": 5, "notices": True, "compress": False}
    assert {name: value for name, value in saved(borin).items() if name != "realms"} == kept
    borin.login()
    made.started(borin)
    assert not made.reaches(tammya, catnia)
    assert borin.lua('return Settings.GetValue("CROSSRP_HOSTING"), Settings.GetValue("CROSSRP_BUDGET")') == (False, 5)


def test_the_settings_page_has_a_control_for_everything_there_is(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance")
    made.started(tammya)
    tammya.lua("""
        Shown = {}
        local category = Settings.GetCategory(1)
        for _, control in category.layout:GetInitializers() do
            local line = control.kind .. " " .. control.setting:GetName() .. " " .. tostring(control.setting:GetValue())
            for _, option in ipairs(control.options and control.options() or {}) do
                line = line .. " | " .. option.value .. " " .. option.label
            end
            assert(#control.tooltip > 20)
            table.insert(Shown, line)
        end
    """)
    shown = tammya.lua("return Shown")
    assert isinstance(shown, dict)
    assert list(shown.values()) == [
        "checkbox Carry messages for others true",
        "dropdown Limit per hour 20 | 1 1 MB | 5 5 MB | 20 20 MB | 100 100 MB | 0 no limit",
        "checkbox Say when a profile cannot be had false",
        "checkbox Show in the addon compartment true",
        "checkbox Compress what is sent true",
    ]


def test_the_page_follows_the_command(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance")
    made.started(tammya)
    tammya.lua("""
        Updates = 0
        local setting = Settings.GetSetting("CROSSRP_HOSTING")
        function setting:NotifyUpdate() Updates = Updates + 1 end
    """)
    told(tammya, "/crossrp off")
    assert tammya.lua('return Settings.GetValue("CROSSRP_HOSTING"), Updates') == (False, 1)


@pytest.mark.parametrize(
    "found",
    [
        5,
        "text",
        {"hosting": "yes", "budget": [1], "notices": 0, "compartment": "off", "compress": {}, "version": "x"},
        {"realms": {"MoonGuard": 1365, 1365: 7, 0: "Zero", 1400: {}, 1401: ""}, "budget": 7},
        {"realms": [True, {"a": 1}], "version": 99},
        {"realms": "none", "hosting": {}, "version": {}},
    ],
)
def test_a_broken_file_gives_defaults(scene: Make, found: LuaValue) -> None:
    made = scene()
    borin, zulya = made.player("Borin", "Alliance", log_in=False), made.player("Zulya", "Horde", log_in=False)
    made.world.befriend(borin, zulya)
    borin.saved_variables("CrossRP", {"CrossRPSaved": found})
    for player in (borin, zulya):
        player.login()
    made.started(borin, zulya)
    assert borin.lua("return CrossRP.GetLinks()") == 1
    borin.logout()
    assert saved(borin) == {**DEFAULTS, "realms": {1365: "MoonGuard"}}


def test_a_file_from_before_there_were_settings_is_taken_over(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance", log_in=False)
    tammya.saved_variables("CrossRP", {"CrossRPSaved": {"hosting": False, "realms": {1400: "ArgentKeep"}}})
    tammya.login()
    made.started(tammya)
    assert has(told(tammya, "/crossrp"), "status.hosting_off")["reason"] == "you switched it off"
    tammya.logout()
    assert saved(tammya) == {**DEFAULTS, "hosting": False, "realms": {1365: "MoonGuard", 1400: "ArgentKeep"}}


# The budget


def test_a_bridge_stops_when_its_budget_is_used_up(scene: Make) -> None:
    made, (tammya, borin, zulya, catnia) = four(scene)
    borin.lua('Settings.SetValue("CROSSRP_BUDGET", 1)')
    for _ in range(10):
        assert made.reaches(tammya, catnia)
        made.send(tammya, catnia, "RP1 " + "long " * 24_000)
        assert made.until(lambda: tammya.lua("return Outcome"), 300)
        if tammya.lua("return Outcome") != "acked":
            break
        made.world.run(6)
        if not made.reaches(tammya, catnia):
            break
    assert not made.reaches(tammya, catnia)
    shown = told(borin, "/crossrp")
    assert has(shown, "status.hosting_off")["reason"] == "your limit for this hour is reached"
    assert has(shown, "status.carried_of") == {"size": "1.1 MB", "total": "1 MB"}
    # The other end of the link has a budget of its own.
    assert has(told(zulya, "/crossrp"), "status.hosting_on") == {}
    # An hour later it is forgotten, a pause later it goes on; a player who allows more does not wait.
    borin.lua('Settings.SetValue("CROSSRP_BUDGET", 5)')
    made.world.run(5)
    assert made.reaches(tammya, catnia)
    borin.lua('Settings.SetValue("CROSSRP_BUDGET", 1)')
    made.world.run(6)
    assert not made.reaches(tammya, catnia)
    made.world.run(3600 + 360)
    assert made.reaches(tammya, catnia)


# Notices


@pytest.mark.parametrize("wanted", [True, False])
def test_a_notice_says_why_a_profile_cannot_be_had(scene: Make, wanted: bool) -> None:
    made = scene()
    tammya, catnia = made.player("Tammya", "Alliance"), made.player("Catnia", "Horde")
    made.started(tammya, catnia)
    tammya.lua(f'Settings.SetValue("CROSSRP_NOTICES", {str(wanted).lower()})')
    since = len(tammya.printed)
    tammya.mouseover(catnia)
    made.world.run(1)
    assert lines(tammya, since) == []
    tammya.target(catnia)
    made.world.run(1)
    expected = [
        "Nobody carries messages to MoonGuard (Horde) just now.",
        "Try again later. A Battle.net friend of yours there who uses Cross RP would be a way.",
    ]
    assert lines(tammya, since) == (expected if wanted else [])
    for _ in range(5):
        tammya.target(None)
        tammya.target(catnia)
        made.world.run(40)
    assert len(lines(tammya, since)) == (2 if wanted else 0)


def test_a_notice_waits_for_the_answer_first(scene: Make) -> None:
    made, (tammya, borin, _, catnia) = four(scene)
    tammya.lua('Settings.SetValue("CROSSRP_NOTICES", true)')
    since = len(tammya.printed)
    made.world.faults.drop(Match(sender=borin.fullname, receiver=tammya.fullname, message="TD"))
    tammya.target(catnia)
    # What never came is asked for again by itself, some times.
    made.world.run(60)
    assert lines(tammya, since) == []
    made.world.run(120)
    assert values_in(lines(tammya, since)[0], "diag.silent.says") is not None
    assert len(lines(tammya, since)) == 2


# Every client, and every situation


@pytest.mark.parametrize("key", PRODUCTS)
def test_every_client_starts_strictly_and_says_what_it_lacks(scene: Make, key: str) -> None:
    made = scene()
    borin = made.player("Borin", "Alliance", log_in=False, product=key)
    zulya = made.player("Zulya", "Horde", log_in=False, product=key)
    made.world.befriend(borin, zulya)
    for player in (borin, zulya):
        player.login()
    made.started(borin, zulya)
    for player in (borin, zulya):
        for line in ("", "help", "diag", "off", "on", "settings", "diag Nobody"):
            assert told(player, f"/crossrp {line}")
        assert player.client.unmodelled == {}
    lacking = "This version of the game carries no addon messages in channels"
    said = [line for line in lines(borin) if line.startswith(lacking)]
    mainline = PRODUCTS[key].mainline
    # Once after the login, and in the status.
    assert len(said) == (0 if mainline else 2)
    # Their own friendship is all they need.
    assert borin.lua("return CrossRP.GetLinks()") == zulya.lua("return CrossRP.GetLinks()") == 1
    assert has(told(borin, "/crossrp"), "status.hosting_on") == {}
    made.listen(zulya)
    made.send(borin, zulya, "RP1 Hello")
    made.world.run(5)
    assert made.heard(zulya) == ["Borin1A: RP1 Hello"]
    page = borin.lua('return Settings.GetSetting("CROSSRP_COMPARTMENT") ~= nil, AddonCompartmentFrame ~= nil')
    assert page == (mainline, mainline)


def test_a_client_without_channels_sends_nothing_to_one(scene: Make) -> None:
    made = scene()
    tammya = made.player("Tammya", "Alliance", product="wow_classic_era")
    made.started(tammya)
    made.world.run(200)
    assert [record for record in made.world.trace if record.medium == "CHANNEL"] == []
    assert tammya.lua('return (GetChannelName("crossrp"))') == 0
    assert lacks(told(tammya, "/crossrp"), "status.refused")
    assert lacks(told(tammya, "/crossrp"), "status.no_channel")


def test_the_status_says_why_the_channel_is_not_joined(scene: Make) -> None:
    # The game's own channels fill the list.
    crowded = scene(settings=Settings(channels=Channels(most=3)))
    tammya = crowded.player("Tammya", "Alliance")
    crowded.started(tammya)
    crowded.world.run(30)
    assert has(told(tammya, "/crossrp"), "status.channel_full") == {}

    seized = scene()
    malice = seized.player("Malice", "Alliance", crossrp=False)
    names = {each.name: each.text for each in seized.revision.all(Constant).values()}
    for name in (names["channel"], *names["spare_channels"].split()):
        malice.lua(f'JoinTemporaryChannel("{name}")')
        seized.world.run(5)
        malice.lua(f'SetChannelPassword("{name}", "mine")')
    borin = seized.player("Borin", "Alliance")
    seized.started(borin)
    seized.world.run(60)
    assert has(told(borin, "/crossrp"), "status.channel_refused") == {}


@pytest.mark.parametrize("product", RETAIL)
def test_everything_works_in_a_lockdown_full_of_secrets(scene: Make, product: str) -> None:
    made, players = four(scene, product)
    tammya, borin, _, catnia = players
    tammya.lua('Settings.SetValue("CROSSRP_NOTICES", true)')
    for player in players:
        player.enter_instance()
        player.keystone()
        player.combat()
        player.secret = True
    tammya.mouseover(catnia)
    tammya.target(catnia)
    catnia.emote("hides.")
    made.world.run(3)
    assert diagnosed(tammya, "target")[0] == "hidden"
    assert diagnosed(tammya, "Catnia")[0] == "restricted"
    point_at_entry(borin)
    for line in ("", "diag", "diag Catnia-Moon Guard", "on", "off", "help", "settings"):
        for player in players:
            assert told(player, f"/crossrp {line}")
    made.world.run(3)
    assert any("addon messages" in line for line in tooltip(borin))
    assert made.world.errors == []


def test_the_compartment_entry_of_a_character_without_a_side(scene: Make) -> None:
    made = scene()
    lina = made.player("Lina", "Alliance", identity={"faction": "Neutral"})
    made.world.run(30)
    point_at_entry(lina)
    assert tooltip(lina)[1:] == ["Your character belongs to no faction yet. Cross RP starts once it has chosen one."]
    for line in ("", "diag", "diag Catnia", "off", "on", "settings", "help"):
        assert told(lina, f"/crossrp {line}")
    lina.logout()
    assert saved(lina) == {**DEFAULTS, "realms": {}}


def test_a_character_that_chooses_a_side_starts_at_the_next_loading_screen(scene: Make) -> None:
    made = scene()
    lina = made.player("Lina", "Alliance", identity={"faction": "Neutral"})
    made.world.run(30)
    assert lina.lua("return CrossRP.IsStarted()") is False
    lina.lua('UnitFactionGroup = function() return "Alliance", "Alliance" end')
    lina.fire("PLAYER_ENTERING_WORLD", False, False)
    made.started(lina)
    assert has(told(lina, "/crossrp"), "status.you")["name"] == "Lina1A"


def test_a_client_that_learns_its_realm_late_starts_all_the_same(scene: Make) -> None:
    made = scene(settings=Settings(client=ClientSettings(realm_known_at_login=False)))
    tammya = made.player("Tammya", "Alliance")
    made.started(tammya)
    assert has(told(tammya, "/crossrp"), "status.you")["name"] == "Tammya1A"
