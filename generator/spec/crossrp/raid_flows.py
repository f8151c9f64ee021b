"""How messages follow each other when raids are linked (C11).

Tammya leads a raid in which Anduvar is, Catnia one with Gromka; what is routed between them takes any way there is.
"""

from __future__ import annotations

from ..flow import Act, Flow, Party, Send, Wait
from ..item import src

LEADER = Party("Tammya", "leader", "Alliance")
MEMBER = Party("Anduvar", "member", "Alliance")
OTHER_LEADER = Party("Catnia", "other leader", "Horde")
OTHER_MEMBER = Party("Gromka", "member there", "Horde")
_SOURCE = src("crossrp:125-129 C11 P8")

RAID_FLOWS: tuple[Flow, ...] = (
    Flow(
        name="raid_linking",
        title="Two leaders link their raids",
        note="Each names the other, and each hears from the other a token only they were told.",
        parties=(LEADER, MEMBER, OTHER_LEADER, OTHER_MEMBER),
        steps=(
            Act("Tammya", "names Catnia"),
            Send("Tammya", ("Catnia",), "LO", "ROUTED", note="with a token she made up"),
            Act("Catnia", "names Tammya, while the offer stands", timer="raid_offer"),
            Send("Catnia", ("Tammya",), "LA", "ROUTED", note="names that token, and one of her own"),
            Send("Tammya", ("Catnia",), "LA", "ROUTED", note="names hers: now both know that both agree"),
            Send("Tammya", ("Anduvar",), "LS", "RAID"),
            Send("Catnia", ("Gromka",), "LS", "RAID"),
            Wait("Tammya", "raid_refresh"),
            Send("Tammya", ("Catnia",), "LA", "ROUTED", note="who is silent for too long is linked no more"),
            Send("Tammya", ("Anduvar",), "LS", "RAID"),
        ),
        source=_SOURCE,
    ),
    Flow(
        name="raid_latecomer",
        title="Somebody joins a linked raid",
        note="Who joins, logs in or reloads asks; all who do so at the same time share an answer.",
        parties=(LEADER, MEMBER),
        steps=(
            Act("Anduvar", "joins the raid"),
            Wait("Anduvar", "raid_soon"),
            Send("Anduvar", ("Tammya",), "LQ", "RAID"),
            Wait("Tammya", "raid_soon"),
            Send("Tammya", ("Anduvar",), "LS", "RAID", note="the destination to send to, and the pass to name"),
        ),
        source=_SOURCE,
    ),
    Flow(
        name="raid_message",
        title="A message for the linked raid",
        note="It goes from any member to the other leader, who repeats it to everybody there.",
        parties=(MEMBER, OTHER_LEADER, OTHER_MEMBER),
        steps=(
            Send("Anduvar", ("Catnia",), "LM", "ROUTED", note="names the pass of Tammya's raid"),
            Act("Catnia", "has not heard this id of Anduvar yet", limit="raid_heard"),
            Send("Catnia", ("Gromka",), "LR", "RAID", note="under the same id"),
        ),
        source=_SOURCE,
    ),
    Flow(
        name="raid_handover",
        title="The lead is passed on",
        note="The link goes with it, and with a message that came in between, too.",
        parties=(LEADER, MEMBER, OTHER_LEADER, OTHER_MEMBER),
        steps=(
            Act("Tammya", "makes Anduvar the leader"),
            Send("Tammya", ("Catnia",), "LH", "ROUTED"),
            Send("Catnia", ("Anduvar",), "LO", "ROUTED"),
            Send("Anduvar", ("Catnia",), "LA", "ROUTED", note="without asking: the raid was linked before"),
            Send("Catnia", ("Anduvar",), "LA", "ROUTED"),
            Send("Catnia", ("Gromka",), "LS", "RAID", note="messages go to Anduvar from now on"),
        ),
        source=_SOURCE,
    ),
    Flow(
        name="raid_returned",
        title="A message comes back",
        note="Who led until lately cannot repeat a message, and says so; the sender gives it to who leads now.",
        parties=(LEADER, MEMBER, OTHER_LEADER, OTHER_MEMBER),
        steps=(
            Act("Tammya", "makes Anduvar the leader"),
            Send("Gromka", ("Tammya",), "LM", "ROUTED", note="before she knows"),
            Act("Tammya", "will hear messages of the new leader only, but for those on their way", timer="raid_grace"),
            Send("Tammya", ("Gromka",), "LN", "ROUTED"),
            Send("Gromka", ("Anduvar",), "LM", "ROUTED", note="once Catnia has told of Anduvar"),
            Send("Anduvar", ("Tammya",), "LR", "RAID"),
        ),
        source=_SOURCE,
    ),
    Flow(
        name="raid_ending",
        title="A leader ends the link",
        note="Both raids hear of it from their own leaders.",
        parties=(LEADER, MEMBER, OTHER_LEADER, OTHER_MEMBER),
        steps=(
            Act("Tammya", "ends the link"),
            Send("Tammya", ("Anduvar",), "LS", "RAID", note="empty: there is none"),
            Send("Tammya", ("Catnia",), "LX", "ROUTED", given=(("reason", b"ended"),)),
            Send("Catnia", ("Gromka",), "LS", "RAID"),
        ),
        source=_SOURCE,
    ),
)
