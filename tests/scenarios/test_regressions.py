"""What went wrong once among real clients, each with the least world that shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scene import Scene

from generator.world.player import Player
from generator.world.profiles import PARTS, saved_variables_for, synthetic_profile
from generator.world.settings import Settings, Throttle

Make = Callable[..., Scene]
Four = tuple[Player, Player, Player, Player]


def four(make: Make, revision_id: str = "alliance-2", *, stagger: float = 0.0, **options: object) -> tuple[Scene, Four]:
    """Tammya - Borin = Zulya - Catnia, logged in ``stagger`` seconds apart."""
    scene = make(revision_id, **options)
    players = (
        scene.player("Tammya", "Alliance", log_in=False),
        scene.player("Borin", "Alliance", log_in=False),
        scene.player("Zulya", "Horde", log_in=False),
        scene.player("Catnia", "Horde", log_in=False),
    )
    scene.world.befriend(players[1], players[2])
    for player in players:
        player.login()
        scene.world.run(stagger)
    return scene, players


def sends(scene: Scene, sender: Player, medium: str, since: int = 0) -> list[bytes]:
    return [
        record.text
        for record in list(scene.world.trace)[since:]
        if record.kind == "send" and record.sender == sender.fullname and record.medium == medium
    ]


@pytest.mark.parametrize("revision_id", ["alliance-1", "alliance-2", "release-2"])
@pytest.mark.parametrize("stagger", [0.0, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whoever_logs_in_first_has_a_bridge_soon(scene: Make, revision_id: str, stagger: float, seed: int) -> None:
    """A link won between the first status and the update loop was news to nobody for two minutes."""
    made, (tammya, _, _, catnia) = four(scene, revision_id, stagger=stagger, seed=seed)
    assert made.until(lambda: made.reaches(tammya, catnia) and made.reaches(catnia, tammya), 20)


def test_what_friends_do_costs_no_messages(scene: Make) -> None:
    """Every step of a friend is an event; friends without Cross RP were probed at each."""
    made, (_, borin, zulya, _) = four(scene)
    friends = [made.world.player(name, made.realm, "Horde") for name in ("Grosh", "Mokra", "Thura")]
    for friend in friends:
        made.world.befriend(borin, friend)
        friend.login()
    # Each is asked a few times, since a probe may be lost.
    made.world.run(300)
    since = len(made.world.trace)
    for step in range(30):
        friends[step % len(friends)].move(f"Place {step}")
        made.world.run(1)
    assert sends(made, borin, "BNET", since) == []
    # Somebody new, or somebody else on the same account, is asked.
    friends[0].logout()
    made.world.run(5)
    friends[0].login()
    made.world.run(10)
    assert len(sends(made, borin, "BNET", since)) == 1
    assert zulya.lua("return CrossRP.GetLinks()") == 1


def test_a_link_comes_back_after_both_were_locked_for_long(scene: Make) -> None:
    made, (tammya, borin, zulya, catnia) = four(scene)
    assert made.until(lambda: made.reaches(tammya, catnia), 30)
    for player in (borin, zulya):
        player.restrict("ChallengeMode", True)
    made.world.run(1800)
    assert borin.lua("return CrossRP.GetLinks()") == zulya.lua("return CrossRP.GetLinks()") == 0
    since = len(made.world.trace)
    for player in (borin, zulya):
        player.restrict("ChallengeMode", False)
    made.world.run(30)
    assert borin.lua("return CrossRP.GetLinks()") == zulya.lua("return CrossRP.GetLinks()") == 1
    # Half an hour's worth of announcements did not wait for this moment.
    assert len(sends(made, borin, "BNET", since)) < 6


def give_profile(player: Player, size: int, seed: int = 5) -> None:
    player.saved_variables(
        "totalRP3", saved_variables_for(player.fullname, "0901120000abcde", synthetic_profile(size, seed))
    )


def look_at(reader: Player, owner: Player) -> None:
    """Mouseover, target, and the page as soon as there is one."""
    reader.mouseover(owner)
    reader.target(owner)
    reader.lua(f'TRP3_StandIn.OpenPage("{owner.fullname}")')


def has_profile(reader: Player, owner: Player) -> bool:
    """Whether the reader's Total RP 3 has every part in the version the owner has."""
    read = """
        local register, part = TRP3_API.register, "{part}"
        local id = register.getUnitIDProfileID("{name}")
        local profile = id and register.getProfileOrNil(id)
        return profile and profile[part] and profile[part].v
    """
    return all(
        reader.lua(read.format(part=part, name=owner.fullname))
        == owner.lua(f'return TRP3_API.profile.getPlayerCurrentProfile().player["{part}"].v')
        for part in PARTS.values()
    )


def reads_within(made: Scene, reader: Player, owner: Player, seconds: float) -> bool:
    """Whether the reader, looking again every half minute, has the profile by then."""
    end = made.world.now + seconds
    while made.world.now < end:
        if reader.online and reader.lua("return CrossRP ~= nil and CrossRP.IsStarted()"):
            look_at(reader, owner)
        if made.until(lambda: reader.online and owner.online and has_profile(reader, owner), 31):
            return True
    return False


@pytest.mark.parametrize("who", range(4), ids=["reader", "bridge", "far bridge", "owner"])
@pytest.mark.parametrize("size", [9_000, 40_000])
def test_a_reload_in_mid_transfer_costs_little(scene: Make, who: int, size: int) -> None:
    """The sender waited minutes for an acknowledgement from who had forgotten the message, and refused a reader who had
    forgotten the request."""
    made, players = four(scene)
    tammya, _, _, catnia = players
    catnia.logout()
    give_profile(catnia, size)
    catnia.login()
    made.started(*players)
    look_at(tammya, catnia)
    # The pages are on all hops of their way.
    made.world.run(3.0 if size < 10_000 else 5.0)
    assert not has_profile(tammya, catnia)
    players[who].reload()
    made.world.run(12)
    assert reads_within(made, tammya, catnia, 120)


def test_a_crowded_bridge_carries_each_message_once(scene: Make) -> None:
    """Five readers share one bridge's allowance. What waited longer than its sender was carried again."""
    made, (tammya, borin, zulya, catnia) = four(scene, settings=Settings(throttle=Throttle(whispers_exempt=False)))
    pairs = []
    for number, name in enumerate(("Ann", "Bea", "Cid", "Dot", "Eve")):
        reader, owner = made.player(name, "Alliance"), made.player(name + "ra", "Horde", log_in=False)
        give_profile(owner, 9_000, seed=7 + number)
        owner.login()
        pairs.append((reader, owner))
    made.started(tammya, borin, zulya, catnia, *(player for pair in pairs for player in pair))
    since = len(made.world.trace)
    for _ in range(12):
        for reader, owner in pairs:
            look_at(reader, owner)
        made.world.run(31)
    assert all(has_profile(*pair) for pair in pairs)
    # 45 kB in pages of 251 bytes, and the small messages.
    assert len(sends(made, borin, "WHISPER", since)) < 300


def test_a_part_that_changes_on_its_way_arrives_as_it_is_now(scene: Make) -> None:
    made, players = four(scene)
    tammya, _, _, catnia = players
    catnia.logout()
    give_profile(catnia, 40_000)
    catnia.login()
    made.started(*players)
    catnia.mouseover(tammya)
    look_at(tammya, catnia)
    made.world.run(2)
    catnia.lua('TRP3_StandIn.Edit("B", "FT", "of the hills")')
    made.world.run(90)
    title = tammya.lua(f'return TRP3_StandIn.received["{catnia.fullname}"].characteristics.FT')
    assert title == "of the hills"


def test_a_text_that_battle_net_would_cut_is_refused(scene: Make) -> None:
    made, (tammya, borin, _, catnia) = four(scene)
    assert made.until(lambda: made.reaches(tammya, catnia), 30)
    for sender in (tammya, borin):
        made.send(sender, catnia, "RP1 caf\\233")
        assert sender.lua("return Outcome") == "refused"
        assert sender.lua("return Detail") == "message is not UTF-8"


def test_what_other_addons_get_wrong_raises_nothing(scene: Make) -> None:
    made, (tammya, _, _, catnia) = four(scene)
    assert made.until(lambda: made.reaches(tammya, catnia), 30)
    for call in ("Send(nil, 'RP1')", "Send(5, 5)", "Send('Catnia1H')", "SetMessageHandler()", "CanReach()"):
        tammya.lua(f"CrossRP.{call}")
    made.listen(catnia)
    tammya.lua('CrossRP.Send("Catnia1H", "RP1 Hello", function() error("on purpose") end)')
    made.world.run(10)
    assert made.heard(catnia) == ["Tammya1A: RP1 Hello"]
    assert [error for error in made.world.errors if "on purpose" not in str(error)] == []
    assert len(made.world.errors) == 1
    made.world.errors.clear()


def test_a_reader_who_logged_out_is_not_made_to_wait_for_the_answer_nobody_took(scene: Make) -> None:
    """The owner had an answer under way, for minutes, to a request the reader had forgotten."""
    made, players = four(scene)
    tammya, _, _, catnia = players
    catnia.logout()
    give_profile(catnia, 40_000)
    catnia.login()
    made.started(*players)
    look_at(tammya, catnia)
    assert made.until(lambda: tammya.lua(f'return TRP3_StandIn.OpenPage("{catnia.fullname}")'), 30)
    made.world.run(6)
    tammya.logout()
    made.world.run(20)
    tammya.login()
    made.started(tammya)
    assert reads_within(made, tammya, catnia, 90)


def test_a_full_bridge_is_asked_again_soon(scene: Make) -> None:
    """Who was told that the only bridge serves five already took it for full until its next status."""
    made, (tammya, borin, zulya, catnia) = four(scene)
    clients = [made.player(name, "Alliance") for name in ("Ann", "Bea", "Cid", "Dot", "Eve", "Fay", "Gil", "Hob")]
    made.started(tammya, borin, zulya, catnia, *clients)
    made.listen(catnia)
    for client in clients:
        made.send(client, catnia, "RP1 At once.")
    made.world.run(45)
    assert sorted(made.heard(catnia)) == sorted(f"{client.name}1A: RP1 At once." for client in clients)
    assert all(client.lua("return Outcome") == "acked" for client in clients)


@pytest.mark.parametrize("revision_id", ["alliance-2", "release-2"])
@pytest.mark.parametrize("far", [False, True], ids=["bridge next door", "bridge on the connected realm"])
def test_connected_realms_are_one_side(scene: Make, revision_id: str, far: bool) -> None:
    """Each realm of a group has a number of its own, and not everybody has heard every number."""
    made = scene(revision_id)
    connected = made.world.realm(1400, "Argent Keep", group=made.realm)
    tammya_there = made.player("Tammya", "Alliance", log_in=False, realm=connected)
    tammya_here = made.player("Tammya", "Alliance", log_in=False)
    borin = made.player("Borin", "Alliance", log_in=False, realm=connected if far else None)
    zulya = made.player("Zulya", "Horde", log_in=False)
    catnia = made.player("Catnia", "Horde", log_in=False)
    give_profile(catnia, 3_000)
    made.world.befriend(borin, zulya)
    players = (tammya_there, tammya_here, borin, zulya, catnia)
    for player in players:
        player.login()
    made.started(*players)
    for player in (tammya_there, tammya_here):
        made.listen(player)
        catnia.mouseover(player)
    assert reads_within(made, tammya_there, catnia, 60)
    assert reads_within(made, tammya_here, catnia, 60)
    made.send(catnia, tammya_there, "RP1 Over there")
    made.world.run(30)
    made.send(catnia, tammya_here, "RP1 Over here")
    made.world.run(30)
    assert made.heard(tammya_there) == ["Catnia1H: RP1 Over there"]
    assert made.heard(tammya_here) == ["Catnia1H: RP1 Over here"]


@pytest.mark.parametrize("revision_id", ["alliance-1", "alliance-2", "release-2"])
def test_asking_again_does_not_begin_a_slow_transfer_anew(scene: Make, revision_id: str) -> None:
    """At a packet a second a part takes longer than the pause between two requests."""
    settings = Settings(throttle=Throttle(whispers_exempt=False, bnet_counts=True))
    made, players = four(scene, revision_id, settings=settings)
    tammya, _, _, catnia = players
    catnia.logout()
    give_profile(catnia, 20_000)
    catnia.login()
    made.started(*players)
    look_at(tammya, catnia)
    assert made.until(lambda: tammya.lua(f'return TRP3_StandIn.OpenPage("{catnia.fullname}")'), 60)
    assert reads_within(made, tammya, catnia, 240)
