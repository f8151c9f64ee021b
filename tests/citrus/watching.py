"""What a client makes of the lines it gets: who is in its channels, with which prefix, topics and modes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.citrus.irc.line import Line, split

PREFIXES = {b"q": b"~", b"a": b"&", b"o": b"@", b"h": b"%", b"v": b"+"}
LISTS = (b"b", b"e", b"I")


@dataclass
class Channel:
    names: dict[bytes, bytes] = field(default_factory=dict)
    modes: dict[bytes, bytes] = field(default_factory=dict)
    masks: dict[bytes, set[bytes]] = field(default_factory=lambda: {letter: set() for letter in LISTS})
    topic: bytes = b""


@dataclass
class Watcher:
    """Channels by name in lower case; only those it is in."""

    nick: bytes = b""
    channels: dict[bytes, Channel] = field(default_factory=dict)
    wrong: list[bytes] = field(default_factory=list)

    def watch(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self._line(line, split(line))

    def _line(self, raw: bytes, line: Line) -> None:
        who, params = line.source.partition(b"!")[0], line.params
        channel = self.channels.get(params[0].lower()) if params else None
        match line.command:
            case b"001":
                self.nick = params[0]
            case b"NICK":
                self._rename(who, params[0])
            case b"JOIN":
                if who == self.nick:
                    channel = self.channels.setdefault(params[0].lower(), Channel())
                if channel is None or who in channel.names:
                    self.wrong.append(raw)
                else:
                    channel.names[who] = b""
            case b"PART" | b"KICK":
                self._out(raw, params[1] if line.command == b"KICK" else who, params[0].lower())
            case b"QUIT":
                if not any(each.names.pop(who, None) is not None for each in list(self.channels.values())):
                    self.wrong.append(raw)
                for each in self.channels.values():
                    each.names.pop(who, None)
            case b"353" if (inside := self.channels.get(params[2].lower())) is not None:
                for word in params[3].split():
                    nick = word.lstrip(b"~&@%+")
                    inside.names[nick.partition(b"!")[0]] = word[: len(word) - len(nick)]
            case b"332" if (inside := self.channels.get(params[1].lower())) is not None:
                inside.topic = params[2]
            case b"TOPIC" if channel is not None:
                channel.topic = params[1]
            case b"MODE" if channel is not None:
                self._mode(raw, channel, params[1], params[2:])

    def _rename(self, old: bytes, new: bytes) -> None:
        if old == self.nick:
            self.nick = new
        for channel in self.channels.values():
            channel.names = {new if nick == old else nick: prefix for nick, prefix in channel.names.items()}

    def _out(self, raw: bytes, nick: bytes, name: bytes) -> None:
        channel = self.channels.get(name)
        if channel is None or nick not in channel.names:
            self.wrong.append(raw)
        elif nick == self.nick:
            del self.channels[name]
        else:
            del channel.names[nick]

    def _mode(self, raw: bytes, channel: Channel, words: bytes, values: list[bytes]) -> None:
        sign, left = b"+", list(values)
        for at in range(len(words)):
            letter = words[at : at + 1]
            if letter in (b"+", b"-"):
                sign = letter
            elif letter in PREFIXES:
                nick = left.pop(0)
                if nick not in channel.names or (sign == b"-" and channel.names[nick] != PREFIXES[letter]):
                    self.wrong.append(raw)
                channel.names[nick] = PREFIXES[letter] if sign == b"+" else b""
            elif letter in LISTS:
                masks, mask = channel.masks[letter], left.pop(0)
                if sign == b"+" and mask in masks:
                    self.wrong.append(raw)
                (masks.add if sign == b"+" else masks.discard)(mask)
            elif sign == b"-":
                if letter == b"k":
                    left.pop(0)
                channel.modes.pop(letter, None)
            else:
                channel.modes[letter] = left.pop(0) if letter in (b"k", b"l") else b"+"
