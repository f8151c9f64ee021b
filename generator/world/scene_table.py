"""Which scene shows what a timer, limit, procedure or rule in words does, and what no scene can show."""

from __future__ import annotations

from dataclasses import dataclass

from generator.world import scenes_of_bridges, scenes_of_messages, scenes_of_newcomers, scenes_of_profiles
from generator.world.mixed import ACKED, BRIDGE, CROSSES, LINK, OWN_SIDE, PROFILE
from generator.world.scene import Play


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene, what is measured in it, when that is a conflict, and the items whose change it shows."""

    play: Play
    measured: str
    conflict: str
    shows: tuple[str, ...]


SCENES = (
    Scene(
        scenes_of_newcomers.asking,
        "how long a newcomer waits for the status of bridges, and how late a bridge answers",
        "the answer comes later",
        ("timer status_wait", "timer answer_spread"),
    ),
    Scene(
        scenes_of_newcomers.starting,
        "when a newcomer has started, and when it knows the bridge beside it",
        "it does not start, or never knows it",
        (
            "procedure startup",
            *("timer start_delay", "timer channel_poll", "timer channel_wait", "timer channel_answer"),
            *("timer probe_wait", "timer status_soon", "timer status_answer", "behaviour channel", "machine channel"),
        ),
    ),
    Scene(
        scenes_of_bridges.silence,
        "how long a bridge is silent, and after what silence it is forgotten",
        "it is forgotten although it is there",
        ("timer node_life", "timer status_period", "timer update"),
    ),
    Scene(
        scenes_of_messages.acknowledged,
        "when a long message is acknowledged, and when its sender sends it again",
        "it is sent again before that",
        ("timer ack_wait", "timer ack_wait_byte", "behaviour ack_order"),
    ),
    Scene(
        scenes_of_messages.unacknowledged,
        "how often a message is sent that nobody acknowledges, and how often it is heard",
        "it is heard more than once",
        (
            *("timer ack_wait", "timer duplicate_memory", "limit tries", "limit remembered_umids"),
            *("behaviour duplicates", "machine routed", "flow again"),
        ),
    ),
    Scene(
        scenes_of_profiles.asked,
        "when the reader of a profile that got lost asks again",
        "its owner does not answer yet",
        ("timer request_cooldown", "timer send_cooldown", "limit request_repeats"),
    ),
    Scene(
        scenes_of_profiles.answered,
        "when the reader of a profile has it",
        "its reader no longer takes parts that come",
        (
            *("timer slot_life", "timer request_pairing", "timer send_settle", "limit answers", "limit request_slots"),
            *("constant packed", "limit packed_block", "constant slot_mark", "behaviour silence_is_current"),
            *("machine part", "behaviour logged"),
        ),
    ),
    Scene(
        scenes_of_messages.lost_page,
        "when a page that was lost between bridges is asked for",
        "it is not sent again, and the message is lost",
        (
            *("timer repair_wait", "timer repair_again", "timer repair_quiet", "timer repair_keep", "timer reassembly"),
            *("limit repair_asks", "limit repair_pages", "limit repair_repeats", "limit repair_messages"),
            *("limit repair_bytes", "constant counting", "behaviour repair", "behaviour page_total"),
            *("machine page", "machine half_built", "flow repair", "flow pages"),
        ),
    ),
    Scene(
        scenes_of_bridges.leaving,
        "whether a message arrives whose bridge walks into an instance meanwhile",
        "it does not arrive",
        ("timer grace", "timer hosting_pause", "machine hosting", "machine carrying", "behaviour hosting"),
    ),
    Scene(
        scenes_of_bridges.crowded,
        "when the last of more clients than a bridge serves at a time is served",
        "some are not served",
        (
            *("limit bridge_clients", "timer client_idle", "timer full_wait", "timer flight_life", "limit full_load"),
            "flow full",
        ),
    ),
    Scene(
        scenes_of_messages.long_message,
        "whether a message that is too long for one of the two is heard",
        "it is not",
        ("limit message_bytes",),
    ),
    Scene(
        scenes_of_bridges.raids,
        "how long the link of two raids lasts in which nobody speaks",
        "it ends",
        (
            *("timer raid_refresh", "timer raid_life", "timer raid_soon", "timer raid_offer", "flow raid_linking"),
            *("machine raid_link", "machine raid_news", "behaviour raids", "behaviour raid_tokens"),
        ),
    ),
)
"""What is played when one of the items differs between two revisions; an item may have several scenes."""

CONVERSATIONS = {
    "flow startup": BRIDGE,
    "flow link": LINK,
    "flow bridge": BRIDGE,
    "flow newcomer": BRIDGE,
    "flow direct": OWN_SIDE,
    "flow route": CROSSES,
    "flow own_link": CROSSES,
    "flow to_link": CROSSES,
    "flow profile": PROFILE,
    "flow touch": PROFILE,
    "machine link": LINK,
    "machine bridge": BRIDGE,
    "behaviour links": LINK,
    "behaviour bridges": BRIDGE,
    "behaviour legs": CROSSES,
    "behaviour own_link": CROSSES,
    "behaviour touch": PROFILE,
    "constant channel": BRIDGE,
    "constant prefix": CROSSES,
    "message HI": LINK,
    "message HO": LINK,
    "message ST": BRIDGE,
    "message R0": OWN_SIDE,
    "message R1": CROSSES,
    "message R2": CROSSES,
    "message R3": CROSSES,
    "message A1": ACKED,
    "message A2": ACKED,
    "message A3": ACKED,
    "message TR": PROFILE,
    "message TD": PROFILE,
}
"""The conversation of a mixed network in which an item shows; of messages, whether they are there at all."""

ALONE = {
    "a client keeps to it by itself, and no other client waits for it": (
        *("timer channel_retry", "timer probe_again", "timer band_active", "timer announce_delay", "timer retry"),
        *("timer world_entry", "limit world_entry_percent", "limit inactive_percent", "limit probes"),
        *("limit host_latency_ms", "limit links", "limit quota", "behaviour choice", "behaviour active"),
        *("behaviour events", "machine outgoing", "constant spare_channels", "behaviour bandwidth"),
        *("budget default", "budget retail"),
    ),
    "it bounds what one client remembers; a scene has too few clients to come near it": (
        *("limit bridges", "limit directory", "limit touched", "limit in_flight", "limit status_bands"),
        *("limit group_realms", "limit key_holders", "limit raid_offers", "limit raid_sent", "limit raid_heard"),
        *("limit pending_per_sender", "limit pending_per_sender_bytes", "limit pending_total_bytes"),
    ),
    "it bounds what strangers may send, and the clients of a scene are honest": (
        *("limit serial_depth", "limit serial_bytes", "limit serial_items", "quota packets", "quota requests"),
        *("quota answers", "quota speech", "quota raid_sender", "quota raid_all", "quota raid_control"),
        *("behaviour quotas", "behaviour unknown"),
    ),
    "no client of a scene has a group key": (
        *("limit secure_letters", "limit hash1_digits", "limit hash2_digits", "limit key_bytes"),
        *("constant secure_word", "constant secure_alphabet", "behaviour secure_hashes", "behaviour secure_prefix"),
        *("behaviour secure_routers", "behaviour secure_raids", "behaviour secure_key"),
    ),
    "a scene has one realm, two sides and one bridge, and nobody edits a profile in it": (
        *("behaviour band", "behaviour bnet_only", "behaviour connected", "flow realms", "flow ack_around"),
        *("flow announce", "flow logged", "flow companions"),
    ),
    "the leaders of a scene do not pass the lead on, and their members say nothing": (
        *("timer raid_handover", "timer raid_grace", "limit raid_token", "limit raid_text", "limit raid_tries"),
        *("behaviour raid_handed_over", "behaviour raid_pass", "behaviour raid_members", "behaviour raid_once"),
        *("flow raid_handover", "flow raid_message", "flow raid_latecomer", "flow raid_returned", "flow raid_ending"),
        *("behaviour raid_speaker", "behaviour raid_groups", "behaviour raid_found_again", "behaviour raid_ended"),
        *("behaviour raid_reloaded", "behaviour raid_budget", "behaviour raid_unicast"),
    ),
}
"""Why no scene shows an item."""

UNKNOWN = "no scene shows what it does"
"""What is said of an item that is in none of the tables."""


def scenes_of(item: str) -> tuple[Scene, ...]:
    """The scenes that show an item, named as ``timer ack_wait``."""
    return tuple(scene for scene in SCENES if item in scene.shows)


def why_not(item: str) -> str:
    """Why no scene shows an item."""
    return next((why for why, items in ALONE.items() if item in items), UNKNOWN)
