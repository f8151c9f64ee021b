"""Custom channels between real clients."""

from generator.world import Allowance, Channels, Settings, Throttle

FAST = Channels(join_seconds=1.0, join_jitter=0.0)
BARE = Channels(join_seconds=1.0, join_jitter=0.0, zone=())


def join(probe, name="xtest", password=None):
    extra = f', "{password}"' if password else ""
    probe.player.lua(f'JoinTemporaryChannel("{name}"{extra})')


def test_joining_takes_time_and_a_number_behind_the_zone_channels(stage):
    made = stage(Settings(channels=FAST))
    _, tammya = made.player("Tammya")
    made.world.run(3)
    join(tammya)
    made.world.run(0.9)
    assert tammya.player.lua('return (GetChannelName("xtest"))') == 0
    made.world.run(0.2)
    assert tammya.player.lua('return (GetChannelName("xtest"))') == 4
    notices = [line.split(",")[1] for line in tammya.saw("CHAT_MSG_CHANNEL_NOTICE")]
    assert notices[-1] == "YOU_JOINED"


def test_a_channel_reaches_its_members_and_oneself(stage):
    made = stage(Settings(channels=BARE))
    near = made.world.realm(1370, "Azjol-Nerub", group=made.moon_guard)
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia", realm=near)
    _, borin = made.player("Borin", "Horde")
    _, orla = made.player("Orla", realm=made.wyrmrest)
    join(catnia, "other")
    made.world.run(2)
    for probe in (tammya, catnia, borin, orla):
        join(probe)
    made.world.run(2)
    assert tammya('channel("xtest", "to all")') == 0
    made.world.run(1)
    tail = "to all,CHANNEL,Tammya-MoonGuard,,0,%d,xtest"
    assert [line.split(",PRB,")[1].rsplit(",", 1)[0] for line in tammya.heard] == [tail % 1]
    assert [line.split(",PRB,")[1].rsplit(",", 1)[0] for line in catnia.heard] == [tail % 2]
    assert borin.heard == orla.heard == []


def test_leaving_and_logging_out_take_somebody_off_the_channel(stage):
    made = stage(Settings(channels=BARE))
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia")
    join(tammya)
    join(catnia)
    made.world.run(2)
    catnia.player.lua('LeaveChannelByName("xtest")')
    made.world.run(1)
    assert catnia.player.lua('return (GetChannelName("xtest"))') == 0
    assert len(tammya.saw("CHAT_MSG_CHANNEL_LEAVE")) == 1
    assert catnia('channel("xtest", "x")') == 7
    join(catnia)
    made.world.run(2)
    catnia.player.logout()
    assert len(tammya.saw("CHAT_MSG_CHANNEL_LEAVE")) == 2
    tammya('channel("xtest", "alone")')
    made.world.run(1)
    assert [r.receiver for r in made.world.trace if r.kind == "deliver"] == ["Tammya-MoonGuard"]


def test_temporary_channels_end_with_a_reload_and_permanent_ones_come_back(stage):
    made = stage(Settings(channels=BARE))
    _, tammya = made.player("Tammya")
    join(tammya)
    tammya.player.lua('JoinPermanentChannel("xkept")')
    made.world.run(2)
    tammya.player.reload()
    assert tammya.player.lua('return (GetChannelName("xtest"))') == 0
    assert tammya.player.lua('return (GetChannelName("xkept"))') == 2
    tammya.player.logout()
    tammya.player.login()
    assert tammya.player.lua('return (GetChannelName("xkept"))') == 0
    made.world.run(5)
    assert tammya.player.lua('return (GetChannelName("xkept"))') == 1
    assert tammya.player.lua('return (GetChannelName("xtest"))') == 0


def test_a_password_keeps_others_out(stage):
    made = stage(Settings(channels=BARE))
    _, tammya = made.player("Tammya")
    _, catnia = made.player("Catnia")
    join(tammya)
    made.world.run(2)
    tammya.player.lua('SetChannelPassword("xtest", "moon")')
    made.world.run(1)
    join(catnia)
    made.world.run(2)
    assert catnia.saw("CHAT_MSG_CHANNEL_NOTICE")[-1].split(",")[1] == "WRONG_PASSWORD"
    join(catnia, password="moon")
    made.world.run(2)
    assert catnia.player.lua('return (GetChannelName("xtest"))') == 1


def test_a_full_list_refuses_one_more(stage):
    made = stage(Settings(channels=Channels(join_seconds=1.0, join_jitter=0.0, zone=(), most=2)))
    _, tammya = made.player("Tammya")
    for name in ("one", "two", "three"):
        join(tammya, "x" + name)
    made.world.run(2)
    assert tammya.player.lua('return (GetChannelName("xthree"))') == 0
    assert len(tammya.saw("CHAT_MSG_SYSTEM")) == 1


def test_a_channel_counts_against_the_allowance_and_may_be_throttled_itself(stage):
    made = stage(Settings(channels=BARE))
    _, tammya = made.player("Tammya")
    join(tammya)
    made.world.run(2)
    assert [tammya('channel("xtest", "x")') for _ in range(11)] == [0] * 10 + [3]
    tight = Throttle(channel=Allowance(size=2, per_second=1.0, cap=2))
    made = stage(Settings(channels=BARE, throttle=tight))
    _, tammya = made.player("Tammya")
    join(tammya)
    made.world.run(2)
    assert [tammya('channel("xtest", "x")') for _ in range(3)] == [0, 0, 8]


def test_channels_may_carry_nothing_at_all(stage):
    made = stage(Settings(channels=Channels(join_seconds=1.0, join_jitter=0.0, addon_messages=False)))
    _, tammya = made.player("Tammya")
    join(tammya)
    made.world.run(4)
    assert tammya('channel("xtest", "x")') == 4


def test_a_message_to_many_waits_as_one_event(stage):
    made = stage(Settings(channels=BARE))
    probes = [made.player(name)[1] for name in ("Tammya", "Catnia", "Bryn")]
    for probe in probes:
        join(probe)
    made.world.run(2)
    before = made.world.clock.scheduled
    assert probes[0]('channel("xtest", "hello")') == 0
    assert made.world.clock.scheduled == before + 1
    made.world.run(1)
    assert [len(probe.heard) for probe in probes] == [1, 1, 1]
