"""One busy scenario; prints the digest of its trace. Run by test_world_determinism in fresh processes.

python tests/world/determinism_run.py SEED ADDON_FOLDER
"""

import sys

from generator.world import BattleNet, Links, Settings, World

NAMES = ("Tammya", "Catnia", "Borin", "Orla", "Maelis", "Durek")

CHATTER = """
local peers = { "Tammya", "Catnia", "Borin", "Orla", "Maelis", "Durek" }
JoinTemporaryChannel("xchatter")
C_Timer.NewTicker(0.7, function()
	local who = peers[math.random(#peers)]
	Probe.whisper(who, who .. math.random(1000))
	Probe.channel("xchatter", "to all " .. math.random(1000))
	for i = 1, (BNGetNumFriends()) do
		local id = Probe.friend(i)
		if id and id > 0 then
			Probe.bnet("across " .. math.random(1000), id)
		end
	end
end)
"""


def run(seed: int, folder: str) -> World:
    """Six players of two factions and realms who chatter for a minute; one leaves, one crashes and returns."""
    bnet = BattleNet(reorder=True, loss=0.05)
    world = World(seed, Settings(links=Links(jitter=0.2), bnet=bnet))
    realms = [world.realm(1365, "Moon Guard"), world.realm(1369, "Wyrmrest Accord")]
    players = []
    for place, name in enumerate(NAMES):
        faction = "Alliance" if place % 2 else "Horde"
        player = world.player(name, realms[place % 3 % 2], faction)
        player.install(folder)
        players.append(player)
    for one, other in zip(players, players[1:] + players[:1], strict=True):
        world.befriend(one, other)
    world.faults.drop(chance=0.02)
    for player in players:
        player.login()
        player.lua(CHATTER)
        world.run(0.3)
    world.run(20)
    players[1].crash()
    players[2].logout()
    world.run(20)
    players[1].login()
    players[1].lua(CHATTER)
    world.run(20)
    return world


if __name__ == "__main__":
    finished = run(int(sys.argv[1]), sys.argv[2])
    print(finished.trace_digest(), len(finished.trace), len(finished.errors))
