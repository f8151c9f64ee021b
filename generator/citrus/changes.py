"""What one line of a server changes of its facts."""

from __future__ import annotations

from collections.abc import Mapping

from ..codec import Decoded
from .facts import Server, User
from .view import Event, View


def assimilate(server: Server, said: Decoded, view: View | None) -> None:
    """Change a server's facts by a line of its own; tell ``view`` unless it is out of reach."""
    values = said.values
    source = values["source"]
    assert isinstance(source, bytes)
    match said.name:
        case "C":
            _introduce(server, values)
        case "LS":
            links, text = values["links"], values["text"]
            assert isinstance(links, list)
            assert isinstance(text, bytes)
            server.links = {each["sid"]: each["lag"] for each in links}  # type: ignore[index,misc,call-overload]
            server.text = text
        case "US":
            _user(server, values, view)
        case "CJ":
            _join(server, values, view)
        case _:
            user = server.users.get(source)
            if user is not None:
                _about_user(server, user, said, view)


def _introduce(server: Server, values: Mapping[str, object]) -> None:
    told, encap, conn = values["server"], values["encap"], values["conn"]
    assert isinstance(told, dict)
    assert isinstance(encap, bytes)
    sid, name = told["sid"], told["name"]
    if sid == server.sid:
        server.name, server.left = name, conn == b"D"
        if server.left:
            server.links, server.leaves, server.users = {}, {}, {}
        else:
            server.encap = encap
    elif conn == b"D":
        server.leaves.pop(sid, None)
    else:
        server.leaves[sid] = (name, encap)


def _user(server: Server, values: Mapping[str, object], view: View | None) -> None:
    uid, nick, time, name, host, real = (values[each] for each in ("source", "nick", "time", "user", "host", "text"))
    user = User(uid, nick, time, name, host, real)  # type: ignore[arg-type]
    known = server.users.get(user.uid)
    if known is not None:
        known.real = user.real
        if view:
            view.tell(Event("real", user.uid, text=user.real))
        return
    server.users[user.uid] = user
    if view:
        view.show(user)


def _join(server: Server, values: Mapping[str, object], view: View | None) -> None:
    cid, created, name, uids = (values[each] for each in ("channel", "created", "name", "users"))
    assert isinstance(uids, list)
    for uid in uids:
        user = server.users.get(uid)
        if user is not None and cid not in user.channels:
            user.channels[cid] = (created, name)  # type: ignore[index,assignment]
            if view:
                view.join(user, cid)  # type: ignore[arg-type]


def _about_user(server: Server, user: User, said: Decoded, view: View | None) -> None:
    values = {name: value for name, value in said.values.items() if isinstance(value, bytes)}
    match said.name:
        case "NI":
            old, time = user.nick, said.values["time"]
            assert isinstance(time, int)
            user.nick, user.time = values["nick"], time
            if view:
                view.rename(user, old)
        case "AW":
            user.away = values["text"]
            if view:
                view.tell(Event("away", user.uid, text=user.away))
        case "AC":
            user.account, user.uuid = values["account"], values["uuid"]
            if view:
                view.tell(Event("account", user.uid, value=user.account, text=user.uuid))
        case "UM":
            user.modes = values["modes"]
            if view:
                view.tell(Event("modes", user.uid, value=user.modes))
        case "QU":
            del server.users[user.uid]
            if view:
                view.hide(user.uid, values["text"])
        case "CL":
            if user.channels.pop(values["channel"], None) and view:
                view.leave(user.uid, values["channel"], values["by"], values["text"])
