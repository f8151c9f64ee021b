"""Battle.net friends who run no client here: in the Battle.net app, in another game, or out of reach in another region.

They are seen in friend lists, come and go, may be sent game data, and never answer. A contact with the battletag of
a player is that player's second presence, such as the app left open beside the game.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.client.host import GameAccount
from generator.client.products import PRODUCTS

if TYPE_CHECKING:
    from generator.world.world import World

#: Programs that are no game: the app, and the app on a telephone.
COMPANIONS = ("App", "BSAp")
WOW = "WoW"


class Contact:
    """One such friend. Made by ``World.contact``, offline at first.

    ``program`` is the game's clientProgram: "App", "BSAp", "WoW" or another game's. ``product`` names the client of a
    contact that plays World of Warcraft.
    """

    def __init__(self, world: World, name: str, battletag: str, program: str, region: int, product: str) -> None:
        self.world = world
        self.name = name
        self.battletag = battletag
        self.program = program
        self.region = region
        self.product = product
        self.online = False
        self.logins = 0

    def __repr__(self) -> str:
        return f"<Contact {self.fullname}>"

    @property
    def fullname(self) -> str:
        """How the trace names it: battletag and program, such as "Mira#1234/App"."""
        return f"{self.battletag}/{self.program}"

    def login(self) -> None:
        """Come online; friends learn of it a hop later."""
        if not self.online:
            self.online = True
            self.logins += 1
            self.world.friends.changed(self)

    def logout(self) -> None:
        """Go offline; friends learn of it a hop later."""
        if self.online:
            self.online = False
            self.world.friends.changed(self)

    def game_account(self, viewer_region: int) -> GameAccount:
        """What a friend's client is told. Of a character far away or in another game it is told nothing."""
        return GameAccount(
            game_account_id=0,
            client_program=self.program,
            wow_project_id=PRODUCTS[self.product].project_id if self.program == WOW else None,
            rich_presence="" if self.program in COMPANIONS else self.program,
            has_focus=self.program not in COMPANIONS,
            region_id=self.region,
            is_in_current_region=self.region == viewer_region,
        )
