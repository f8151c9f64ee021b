"""What becomes of messages the client's own checks let through: too long, unclean, or for a friend who is elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.client.host import GAME_DATA_BYTES, MESSAGE_BYTES, GameAccount
from generator.client.products import PRODUCTS
from generator.world import payload
from generator.world.contacts import WOW
from generator.world.payload import SUCCESS
from generator.world.routes import Route
from generator.world.settings import BattleNet, Text

if TYPE_CHECKING:
    from generator.world.player import Player


def addon_text(switches: Text, text: bytes, route: Route, chat_type: str, logged: bool) -> tuple[bytes, Route]:
    """The bytes of an addon message that travel, and the route they take."""
    if len(text) > MESSAGE_BYTES:
        text, route = _changed(route, payload.treat(text, MESSAGE_BYTES, switches.too_long, "too long"))
    if logged:
        good = payload.logged_length(text, switches.logged_forbidden)
        return _changed(route, payload.treat(text, good, switches.logged_dirty, "logged text is not clean"))
    if chat_type in ("SAY", "YELL"):
        good = payload.clean_length(text, switches.spoken_forbidden)
        return _changed(route, payload.treat(text, good, switches.spoken_dirty, "spoken text is not clean"))
    return text, route


def game_data(switches: BattleNet, data: bytes) -> tuple[int, bytes, str]:
    """The result of game data, the bytes that travel, and why they are lost ("" when they are not)."""
    if len(data) > GAME_DATA_BYTES:
        code, data, lost = payload.treat(data, GAME_DATA_BYTES, switches.too_long, "too long")
        if code != SUCCESS or lost:
            return code, data, lost
    return payload.treat(data, payload.utf8_length(data), switches.not_utf8, "malformed UTF-8")


def elsewhere(sender: Player, label: str, account: GameAccount) -> str:
    """Why game data does not reach a friend where it is; "" when it does."""
    switches = sender.world.settings.bnet
    if account.client_program != WOW:
        return "not in the game"
    if account.region_id != sender.realm.region and not switches.across_regions:
        return "another region"
    if account.wow_project_id != PRODUCTS[sender.product].project_id and not switches.across_products:
        return "another product"
    if not switches.title_data and sender.require_session().friends.is_title(account.game_account_id):
        return "title friend"
    return "" if label in sender.world.by_fullname else "runs no client"


def _changed(route: Route, treated: tuple[int, bytes, str]) -> tuple[bytes, Route]:
    """A route that was good, with what became of the text on it."""
    result, text, lost = treated
    if route.result == SUCCESS and not route.lost and (result or lost):
        route = Route(route.label, result, route.receivers, lost, "silent", route.arguments)
    return text, route
