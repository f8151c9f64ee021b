"""Passwords, owners, moderators, kicks, bans and silence in custom channels."""

import pytest

from generator.world import Allowance, Channels, Settings, Throttle
from generator.world.moderation import ORDERS

BARE = Channels(join_seconds=1.0, join_jitter=0.0, zone=())


class Room:
    """Tammya, who came first and owns it, Catnia and Borin in one channel; all of one faction and realm."""

    def __init__(self, made):
        self.world = made.world
        self.tammya, self.catnia, self.borin = (made.player(name)[1] for name in ("Tammya", "Catnia", "Borin"))
        for probe in (self.tammya, self.catnia, self.borin):
            self.do(probe, 'JoinTemporaryChannel("xtest")', 1.1)
        for probe in (self.tammya, self.catnia, self.borin):
            probe.player.lua("wipe(Probe.events)")

    def do(self, probe, source, seconds=1.0):
        probe.player.lua(source)
        self.world.run(seconds)

    def notices(self, probe):
        """Key, who and by whom of what a player was told, oldest first."""
        found = []
        for line in probe.events:
            event, *words = line.split(",")
            if event.startswith("CHAT_MSG_CHANNEL_NOTICE"):
                found.append(" ".join(word for word in (words[0], words[1], words[4]) if word))
        return found

    def number(self, probe):
        return probe.player.lua('return (GetChannelName("xtest"))')


@pytest.fixture
def room(stage):
    return Room(stage(Settings(channels=BARE)))


def test_whoever_came_first_owns_and_the_next_one_follows(room):
    assert room.tammya.player.lua('return DisplayChannelOwner("xtest")') is None
    room.do(room.catnia, 'DisplayChannelOwner("xtest")')
    assert room.notices(room.catnia) == ["CHANNEL_OWNER Tammya-MoonGuard"]
    room.do(room.tammya, 'LeaveChannelByName("xtest")')
    assert room.notices(room.borin) == ["OWNER_CHANGED Catnia-MoonGuard"]
    room.catnia.player.logout()
    assert room.notices(room.borin)[-1] == "OWNER_CHANGED Borin-MoonGuard"


def test_the_password_is_the_owners_to_set_and_to_clear(room):
    room.do(room.catnia, 'SetChannelPassword("xtest", "mine")')
    assert room.notices(room.catnia) == ["NOT_OWNER"]
    room.do(room.tammya, 'SetChannelPassword("xtest", "moon")')
    assert room.notices(room.borin) == ["PASSWORD_CHANGED Tammya-MoonGuard"]
    room.do(room.borin, 'LeaveChannelByName("xtest")')
    room.do(room.borin, 'JoinTemporaryChannel("xtest", "sun")', 1.1)
    assert room.notices(room.borin)[-1] == "WRONG_PASSWORD"
    assert room.borin.saw("CHANNEL_PASSWORD_REQUEST") == ["CHANNEL_PASSWORD_REQUEST,xtest"]
    assert room.number(room.borin) == 0
    room.do(room.tammya, 'SetChannelPassword("xtest", "")')
    room.do(room.borin, 'JoinTemporaryChannel("xtest")', 1.1)
    assert room.number(room.borin) == 1


def test_an_empty_channel_forgets_its_password_and_its_bans(room):
    room.do(room.tammya, 'SetChannelPassword("xtest", "moon")')
    room.do(room.tammya, 'ChannelBan("xtest", "Borin")')
    for probe in (room.tammya, room.catnia):
        room.do(probe, 'LeaveChannelByName("xtest")')
    room.do(room.borin, 'JoinTemporaryChannel("xtest")', 1.1)
    assert room.number(room.borin) == 1


def test_ownership_can_be_given_and_moderators_made(room):
    room.do(room.tammya, 'SetChannelOwner("xtest", "Borin")')
    assert room.notices(room.catnia) == ["OWNER_CHANGED Borin-MoonGuard"]
    room.do(room.tammya, 'ChannelModerator("xtest", "Catnia")')
    assert room.notices(room.tammya)[-1] == "NOT_OWNER"
    room.do(room.borin, 'ChannelModerator("xtest", "Catnia")')
    assert room.notices(room.tammya)[-1] == "SET_MODERATOR Catnia-MoonGuard Borin-MoonGuard"
    roster = "return select(2, C_ChatInfo.GetChannelRosterInfo(1, %d))"
    assert [room.tammya.player.lua(roster % place)[:2] for place in (1, 2, 3)] == [
        (False, False),
        (False, True),
        (True, True),
    ]
    room.catnia.player.lua("SetSelectedDisplayChannel(1)")
    asked = "return IsDisplayChannelOwner(), IsDisplayChannelModerator()"
    assert room.catnia.player.lua(asked) == (False, True)
    room.do(room.borin, 'ChannelUnmoderator("xtest", "Catnia")')
    assert room.notices(room.tammya)[-1] == "UNSET_MODERATOR Catnia-MoonGuard Borin-MoonGuard"
    assert room.catnia.player.lua(asked) == (False, False)


def test_a_moderator_kicks_but_not_the_owner_and_whoever_is_kicked_may_come_back(room):
    room.do(room.catnia, 'ChannelKick("xtest", "Borin")')
    assert room.notices(room.catnia) == ["NOT_MODERATOR"]
    room.do(room.tammya, 'ChannelModerator("xtest", "Catnia")')
    room.do(room.catnia, 'ChannelKick("xtest", "Tammya")')
    assert room.notices(room.catnia)[-1] == "NOT_OWNER"
    room.do(room.catnia, 'ChannelKick("xtest", "borin-MoonGuard")')
    assert room.notices(room.borin)[-2:] == ["PLAYER_KICKED Borin-MoonGuard Catnia-MoonGuard", "YOU_LEFT"]
    assert room.borin.saw("CHANNEL_LEFT") == ["CHANNEL_LEFT,1,xtest"]
    assert room.number(room.borin) == 0
    assert room.borin('channel("xtest", "x")') == 7
    room.do(room.borin, 'JoinTemporaryChannel("xtest")', 1.1)
    assert room.number(room.borin) == 1
    room.do(room.catnia, 'ChannelKick("xtest", "Nobody")')
    assert room.notices(room.catnia)[-1] == "PLAYER_NOT_FOUND Nobody"


def test_whoever_is_banned_stays_out_until_that_ends(room):
    room.do(room.tammya, 'ChannelBan("xtest", "Borin")')
    assert room.notices(room.catnia) == ["PLAYER_BANNED Borin-MoonGuard Tammya-MoonGuard"]
    room.do(room.borin, 'JoinTemporaryChannel("xtest")', 1.1)
    assert (room.notices(room.borin)[-1], room.number(room.borin)) == ("BANNED", 0)
    room.do(room.tammya, 'ChannelUnban("xtest", "Catnia")')
    assert room.notices(room.tammya)[-1] == "PLAYER_NOT_BANNED Catnia"
    room.do(room.tammya, 'ChannelUnban("xtest", "Borin")')
    room.do(room.borin, 'JoinTemporaryChannel("xtest")', 1.1)
    assert room.number(room.borin) == 1


@pytest.mark.parametrize("result", [0, 9])
def test_who_is_muted_is_told_and_heard_by_nobody(stage, result):
    made = stage(Settings(channels=Channels(join_seconds=1.0, join_jitter=0.0, zone=(), muted_result=result)))
    room = Room(made)
    made.world.moderation.ask(room.tammya.player, "mute", "xtest", "Borin")
    made.world.run(1)
    assert room.notices(room.catnia) == ["UNSET_SPEAK Borin-MoonGuard Tammya-MoonGuard"]
    assert room.borin('channel("xtest", "x")') == result
    made.world.run(1)
    assert room.notices(room.borin)[-1] == "MUTED"
    assert room.catnia.heard == []
    assert [record.kind for record in made.world.trace][-1] == ("refuse" if result else "drop")
    room.do(room.borin, 'C_ChatInfo.SendChatMessage("hello", "CHANNEL", nil, 1)')
    assert room.catnia.saw("CHAT_MSG_CHANNEL") == []
    made.world.moderation.ask(room.tammya.player, "unmute", "xtest", "Borin")
    made.world.run(1)
    room.do(room.borin, 'C_ChatInfo.SendChatMessage("hello", "CHANNEL", nil, 1)')
    assert len(room.catnia.saw("CHAT_MSG_CHANNEL")) == 1
    assert room.borin('channel("xtest", "x")') == 0
    made.world.run(1)
    assert len(room.catnia.heard) == 1


def test_in_a_moderated_channel_moderators_alone_are_heard(room):
    room.world.moderation.ask(room.tammya.player, "moderation", "xtest")
    room.world.run(1)
    assert room.notices(room.borin) == ["MODERATION_ON Tammya-MoonGuard"]
    for probe in (room.tammya, room.borin):
        probe('channel("xtest", "x")')
    room.world.run(1)
    assert [line.split(",")[4] for line in room.catnia.heard] == ["Tammya-MoonGuard"]
    room.world.moderation.ask(room.tammya.player, "no_moderation", "xtest")
    room.world.run(1)
    room.borin('channel("xtest", "x")')
    room.world.run(1)
    assert len(room.catnia.heard) == 2


def test_announcements_can_be_switched_off(room):
    room.do(room.tammya, 'ChannelToggleAnnouncements("xtest")')
    assert room.notices(room.borin) == ["ANNOUNCEMENTS_OFF Tammya-MoonGuard"]
    room.do(room.borin, 'LeaveChannelByName("xtest")')
    assert room.catnia.saw("CHAT_MSG_CHANNEL_LEAVE") == []
    room.do(room.tammya, 'ChannelToggleAnnouncements("xtest")')
    room.do(room.borin, 'JoinTemporaryChannel("xtest")', 1.1)
    assert len(room.catnia.saw("CHAT_MSG_CHANNEL_JOIN")) == 1


def test_invitations_reach_those_who_could_join(stage):
    made = stage(Settings(channels=BARE))
    room = Room(made)
    zulya, orla = made.player("Zulya", "Horde")[1], made.player("Orla")[1]
    for name in ("Orla", "Borin", "Zulya", "Nobody"):
        room.do(room.catnia, f'ChannelInvite("xtest", "{name}")')
    assert room.notices(room.catnia) == [
        "PLAYER_INVITED Orla-MoonGuard",
        "PLAYER_ALREADY_MEMBER Borin-MoonGuard".replace("-MoonGuard", ""),
        "INVITE_WRONG_FACTION",
        "PLAYER_NOT_FOUND Nobody",
    ]
    assert orla.saw("CHANNEL_INVITE_REQUEST") == ["CHANNEL_INVITE_REQUEST,xtest,Catnia-MoonGuard"]
    assert zulya.saw("CHANNEL_INVITE_REQUEST") == []
    room.do(room.tammya, 'ChannelBan("xtest", "Borin")')
    room.do(room.catnia, 'ChannelInvite("xtest", "Borin")')
    assert room.notices(room.catnia)[-1] == "PLAYER_INVITE_BANNED Borin"


def test_members_can_be_listed_and_strangers_can_do_nothing(room):
    room.do(room.catnia, 'ListChannelByName("xtest")')
    listed = room.catnia.saw("CHAT_MSG_CHANNEL_LIST")[0]
    assert listed.startswith("CHAT_MSG_CHANNEL_LIST,Tammya-MoonGuard, Catnia-MoonGuard, Borin-MoonGuard,")
    room.do(room.borin, 'LeaveChannelByName("xtest")')
    room.do(room.borin, 'ListChannelByName("xtest")')
    room.do(room.borin, 'ChannelKick("elsewhere", "Tammya")')
    assert room.notices(room.borin)[-2:] == ["NOT_MEMBER", "NOT_MEMBER"]
    with pytest.raises(ValueError, match="use one of password"):
        room.world.moderation.ask(room.borin.player, "shout", "xtest")


def test_every_order_has_the_right_it_needs(room):
    for name, order in ORDERS.items():
        room.borin.player.lua("wipe(Probe.events)")
        room.world.moderation.ask(room.borin.player, name, "xtest", "Catnia")
        room.world.run(1)
        refused = f"NOT_{order.right.upper()}" in room.notices(room.borin)
        assert refused == (order.right != "member"), name


def test_two_places_of_the_list_change(stage):
    made = stage(Settings(channels=BARE))
    _, tammya = made.player("Tammya")
    for name in ("xone", "xtwo"):
        tammya.player.lua(f'JoinTemporaryChannel("{name}")')
        made.world.run(2)
    tammya.player.lua("C_ChatInfo.SwapChatChannelsByChannelIndex(1, 2)")
    assert tammya.player.lua("return GetChannelList()") == (1, "xtwo", False, 2, "xone", False)
    assert tammya('channel("xtwo", "x")') == 0
    made.world.run(1)
    assert tammya.heard[0].split(",")[5:8] == ["", "0", "1"]


def test_the_list_settles_with_gaps_that_somebody_hasty_takes(stage):
    slow = Channels(join_seconds=1.0, join_jitter=0.0, zone=("General", "", "Services"), zone_spread=2.0)
    made = stage(Settings(channels=slow))
    _, tammya = made.player("Tammya")
    listed = "return GetChannelList()"
    made.world.run(2.1)
    assert tammya.player.lua(listed) == (3, "Services", False)
    made.world.run(2)
    assert tammya.player.lua(listed) == (1, "General", False, 3, "Services", False)
    _, borin = made.player("Borin")
    borin.player.lua('JoinTemporaryChannel("xtest")')
    made.world.run(6)
    assert borin.player.lua(listed) == (1, "xtest", False, 2, "General", False, 3, "Services", False)


def test_a_throttled_channel_says_so(stage):
    made = stage(Settings(channels=BARE, throttle=Throttle(channel=Allowance(1, 0.1, 1))))
    room = Room(made)
    assert [room.borin('channel("xtest", "x")') for _ in range(2)] == [0, 8]
    made.world.run(1)
    assert room.notices(room.borin) == ["THROTTLED"]
