"""Packets and bytes, per medium and per player."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class MediumCount:
    """One medium's packets; ``bytes`` are the payload bytes sent, without prefixes."""

    packets: int = 0
    bytes: int = 0
    delivered: int = 0
    delivered_bytes: int = 0
    refused: int = 0
    dropped: int = 0


@dataclass(slots=True)
class PlayerCount:
    """One player's sending, over all media; ``sends`` are (time in seconds, payload bytes) in order."""

    packets: int = 0
    bytes: int = 0
    refused: int = 0
    sends: list[tuple[float, int]] = field(default_factory=list)

    def peak(self, window: float = 1.0, overhead: int = 0) -> int:
        """Most bytes sent in any ``window`` seconds, each packet counted with ``overhead`` bytes more."""
        best = total = start = 0
        for time, size in self.sends:
            total += size + overhead
            while self.sends[start][0] <= time - window:
                total -= self.sends[start][1] + overhead
                start += 1
            best = max(best, total)
        return best


class Counts:
    """Running counts: ``counts.media["WHISPER"].bytes``, ``counts.players["Tammya-MoonGuard"].peak()``.

    Asking for a medium or player that sent nothing gives zeros.
    """

    def __init__(self) -> None:
        self.media: dict[str, MediumCount] = {}
        self.players: dict[str, PlayerCount] = {}
        self.errors = 0

    def medium(self, name: str) -> MediumCount:
        """The counts of one medium."""
        count = self.media.get(name)
        if count is None:
            count = self.media[name] = MediumCount()
        return count

    def player(self, name: str) -> PlayerCount:
        """The counts of one player, by ``Name-NormalizedRealm``."""
        count = self.players.get(name)
        if count is None:
            count = self.players[name] = PlayerCount()
        return count

    def add(self, kind: str, medium: str, sender: str, time: float, size: int) -> None:
        """Count one trace record."""
        if kind == "send":
            self._sent(medium, sender, time, size)
        elif kind == "refuse":
            self.medium(medium).refused += 1
            self.player(sender).refused += 1
        elif kind == "deliver":
            count = self.medium(medium)
            count.delivered += 1
            count.delivered_bytes += size
        elif kind == "drop":
            self.medium(medium).dropped += 1
        elif kind == "error":
            self.errors += 1

    def _sent(self, medium: str, sender: str, time: float, size: int) -> None:
        count = self.medium(medium)
        count.packets += 1
        count.bytes += size
        player = self.player(sender)
        player.packets += 1
        player.bytes += size
        player.sends.append((time, size))
