"""What a profile, or a leaf, can have a node do: users, channels, topics, levels. Here permissions are judged, once."""

from __future__ import annotations

from ..codec import Decoded
from .carrying import Carrying, local_event
from .facts import User, fold, is_user, server_of, user_lines
from .rules import MESH
from .status import may_act, may_change, may_set

#: What a channel's first member gets.
FOUNDER = 8000
#: The time of a nick that was taken away, as in TS6: the UID is older than anybody's claim to it.
_TAKEN_TIME = 100
_BASE36 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Acting(Carrying):
    """Methods that return bool return False when it may not be, and then nothing was said."""

    _next_id = -1

    def new_id(self, *, channel: bool = False) -> bytes:
        """An id for a user or channel of this server that is in use nowhere."""
        if self._next_id < 0:
            # Ids of an earlier run may still be in somebody's memory.
            self._next_id = self._random.randrange(36**5)
        while True:
            self._next_id = (self._next_id + 1) % 36**5
            rest, number = b"", self._next_id
            for _ in range(5):
                number, digit = divmod(number, 36)
                rest = _BASE36[digit : digit + 1] + rest
            made = self.me + (b"0" if channel else b"A") + rest
            if made not in self.own.users and made not in self.state.view.created:
                return made

    # Users of this server

    def add_user(self, nick: bytes, user: bytes, host: bytes, real: bytes, *, away: bytes = b"") -> bytes:
        """A user has come; their UID. Raises EncodeError for a nick, user or host that cannot be."""
        made = User(self.new_id(), nick, self.time(), user, host, real, away)
        for name, values in user_lines(made):
            self.say(name, values)
        return made.uid

    def remove_user(self, uid: bytes, text: bytes) -> None:
        """A user of this server has gone."""
        self.say("QU", {"source": uid, "text": text})

    def set_nick(self, uid: bytes, nick: bytes) -> bool:
        """Give a user another nick, unless somebody is shown by it."""
        holder = self.state.view.find(nick)
        if holder is not None and holder.uid != uid:
            return False
        user = self.own.users[uid]
        same = fold(user.nick) == fold(nick)
        self.say("NI", {"source": uid, "nick": nick, "time": user.time if same else self.time()})
        return True

    def set_away(self, uid: bytes, text: bytes) -> None:
        """Away, or back with an empty text."""
        self.say("AW", {"source": uid, "text": text})

    def set_real(self, uid: bytes, text: bytes) -> None:
        """Give a user another real name."""
        user = self.own.users[uid]
        values = {"source": uid, "nick": user.nick, "time": user.time, "user": user.user, "host": user.host}
        self.say("US", {**values, "text": text})

    def set_modes(self, uid: bytes, modes: bytes) -> None:
        """All of a user's modes, a letter each."""
        self.say("UM", {"source": uid, "modes": modes or b"-"})

    def set_account(self, uid: bytes, account: bytes, uuid: bytes) -> None:
        """Logged in, or out with ``*`` and ``*``."""
        self.say("AC", {"source": uid, "account": account, "uuid": uuid})

    def _adopt_nicks(self) -> None:
        """Users of this server who lost their nick to somebody are called by their UID from now on."""
        view = self.state.view
        for uid, user in list(self.own.users.items()):
            if view.shown.get(uid) == uid and user.nick != uid:
                self.say("NI", {"source": uid, "nick": uid, "time": _TAKEN_TIME})

    # Channels

    def join(self, uid: bytes, name: bytes) -> bytes:
        """A user of this server joins the channel of a name, which is made if there is none; its CID.

        Whoever comes when nobody is there is its founder, unless somebody may be there whose server is out of reach:
        else a split would give everybody's channels away.
        """
        view = self.state.view
        cid = view.named(name)
        if cid is not None and uid in view.members[cid]:
            return cid
        deserted = cid is None
        known = cid or view.known(name)
        cid = known or self.new_id(channel=True)
        created = view.created[cid] if known else self.time()
        self.say(
            "CJ",
            {"source": self.me, "channel": cid, "created": created, "name": view.names.get(cid, name), "users": [uid]},
        )
        channel = view.channel(cid)
        if deserted and (not known or self.state.deserted(channel)):
            self.say("F", {"source": self.me, "dest": uid, "level": FOUNDER, "channel": channel})
        return channel

    def part(self, uid: bytes, cid: bytes, text: bytes, by: bytes = b"") -> None:
        """A user of this server leaves a channel, by their own will or ``by`` somebody's."""
        view = self.state.view
        channel = view.channel(cid)
        # By every id of it under which they joined.
        for each in [each for each in self.own.users[uid].channels if view.channel(each) == channel]:
            self.say("CL", {"source": uid, "channel": each, "by": by or uid, "text": text})

    def kick(self, source: bytes, uid: bytes, cid: bytes, text: bytes) -> bool:
        """Have a user out of a channel."""
        if not self._may_act(source, uid, cid) or uid not in self.state.view.members.get(cid, {}):
            return False
        if server_of(uid) == self.me:
            self.part(uid, cid, text, source)
            return True
        return self._send("KI", {"source": source, "dest": uid, "channel": cid, "text": text}, server_of(uid))

    def kill(self, source: bytes, uid: bytes, text: bytes) -> bool:
        """Have a user off the network; the profile of their server hears ``kill`` and sees to it."""
        if not self._may_act(source, uid, b""):
            return False
        return self._wish("KL", {"source": source, "dest": uid, "text": text}, uid)

    def invite(self, source: bytes, uid: bytes, cid: bytes) -> bool:
        """Invite a user to a channel."""
        return self._wish("IV", {"source": source, "dest": uid, "channel": cid}, uid)

    def _wish(self, name: str, values: dict[str, object], uid: bytes) -> bool:
        if server_of(uid) != self.me:
            return self._send(name, values, server_of(uid))
        self._tell(local_event(MESH.decode(MESH.encode(name, values)), self.time()))
        return True

    def set_topic(self, source: bytes, cid: bytes, text: bytes) -> None:
        """Whether the source may is the profile's to judge: it depends on the channel's modes."""
        view = self.state.view
        user = view.users.get(source)
        by = b"%b!%b@%b" % (view.shown[source], user.user, user.host) if user else view.servers.get(source, source)
        self.say("TO", {"source": source, "channel": view.channel(cid), "by": by, "text": text})

    def set_mode(self, source: bytes, cid: bytes, mode: bytes, value: bytes, mask: bytes = b"") -> bool:
        """Set a channel's mode: ``+`` on, ``-`` off, or a value. Of a mode that is a list, one ``mask`` of it."""
        if not self._may_change(source, cid):
            return False
        values = {"source": source, "channel": self.state.view.channel(cid), "mode": mode, "value": value}
        self.say("MO", {**values, **({"mask": mask} if mask else {})})
        return True

    def set_level(self, source: bytes, dest: bytes, level: int, cid: bytes = b"") -> bool:
        """Set the level of a user or server, or ban a mask with a negative one; in a channel, or everywhere."""
        cid = self.state.view.channel(cid)
        allowed = self._may_change(source, cid) if level < 0 else self._may_set(source, dest, level, cid)
        if not allowed:
            self._count("not allowed")
            return False
        self.say("F", {"source": source, "dest": dest, "level": level, **({"channel": cid} if cid else {})})
        return True

    def lift_ban(self, source: bytes, mask: bytes, cid: bytes = b"") -> bool:
        """Take a ban back."""
        cid = self.state.view.channel(cid)
        if not self._may_change(source, cid):
            return False
        self.say("UB", {"source": source, "dest": mask, **({"channel": cid} if cid else {})})
        return True

    def name_channel(self, source: bytes, cid: bytes, name: bytes) -> bool:
        """Give a channel another name."""
        if not self._may_change(source, cid):
            return False
        self.say("D", {"source": source, "channel": cid, "name": name})
        return True

    # Who may

    def _is_services(self, source: bytes) -> bool:
        return server_of(source) in self.settings.services

    def _may_change(self, source: bytes, cid: bytes) -> bool:
        return not is_user(source) or self._is_services(source) or may_change(self.state.view.level(source, cid))

    def _may_act(self, source: bytes, uid: bytes, cid: bytes) -> bool:
        if not is_user(source) or self._is_services(source):
            return True
        view = self.state.view
        return source == uid or may_act(view.level(source, cid), view.level(uid, cid))

    def _may_set(self, source: bytes, dest: bytes, level: int, cid: bytes) -> bool:
        if self._is_services(source):
            return True
        if not is_user(source):
            return server_of(dest) == source and may_set(9990, 0, level)
        view = self.state.view
        own = view.level(source, cid)
        if source == dest and level <= own:
            return True
        return may_set(own, view.level(dest, cid), level)

    # For leaves

    def _ask_for(self, said: Decoded) -> None:
        """What a leaf says, said by this node if it may be."""
        values = said.values
        source, dest = values["source"], values.get("dest", b"")
        assert isinstance(source, bytes)
        assert isinstance(dest, bytes)
        channel = values.get("channel", b"")
        assert isinstance(channel, bytes)
        match said.name:
            case "B":
                kind, text = values["type"], values["text"]
                assert isinstance(kind, bytes)
                assert isinstance(text, bytes)
                if not self.message(source, dest, kind, text):
                    self._count("not delivered")
            case "F":
                level = values["level"]
                assert isinstance(level, int)
                self.set_level(source, dest, level, channel)
            case "D":
                name = values["name"]
                assert isinstance(name, bytes)
                if not self.name_channel(source, channel, name):
                    self._count("not allowed")
            case _:
                self._count("not stamped")
