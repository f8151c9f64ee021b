"""``crossrp``: the table of its commands, and what every command does with an error.

Exit codes: 0 fine, 1 something was found, 2 wrong use or unusable input, 3 a fault of ours, 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple, TextIO

import click

from generator import __version__

from . import interrupting
from .console import complain, say

FINDINGS, MISUSE, FAULT, INTERRUPTED = 1, 2, 3, 130
EXIT_CODES = {
    0: "fine",
    FINDINGS: "something was found: a faulty addon, a file out of date, a failed test, a profile that did not arrive",
    MISUSE: "wrong use, or input that cannot be used; the message says what to do",
    FAULT: "a fault of crossrp itself; please report it",
    INTERRUPTED: "interrupted with Ctrl-C",
}


class Entry(NamedTuple):
    """A command: the heading it stands under, its module in this package, and its line in the overview."""

    group: str
    name: str
    module: str
    line: str


#: In the order of the overview. A module is imported when its command is used, so the overview stays quick.
COMMANDS = (
    Entry("The addon", "build", "build", "Generate the addon's folder, check it and try it."),
    Entry("The addon", "install", "install", "Put the addon into the game."),
    Entry("The addon", "package", "package", "Make a release: a zip and its release.json."),
    Entry("The addon", "audit", "audit", "Judge any addon by what it asks of the client."),
    Entry("The protocol", "spec", "spec", "List and show the protocols; check the notes are covered."),
    Entry("The protocol", "decode", "decode", "Say what is in lines or packets."),
    Entry("The protocol", "diff", "diff", "What changed from one revision to another, and what it breaks."),
    Entry("The protocol", "lift", "lift", "Read from an addon's Lua what it does on the wire."),
    Entry("The protocol", "docs", "docs", "Write what is made in the pages of docs/."),
    Entry("Trying it out", "demo", "demo", "Carry a profile across two factions, simulated."),
    Entry("Trying it out", "simulate", "simulate", "Play a scenario with many players, and judge it."),
    Entry("Trying it out", "test", "test", "Run the addon's Lua tests."),
    Entry("A mesh of servers", "citrus", "citrus", "Run a Citrus server, ask it, and try meshes out."),
)


class Commands(click.Group):
    """Commands by the table, and one place where exceptions become a message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        for entry in COMMANDS:
            if entry.name == cmd_name:
                command: click.Command = getattr(import_module(f"{__package__}.{entry.module}"), entry.name)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(f"there is no command {args[0]!r}{_guess(args[0])}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        width = max(len(entry.name) for entry in COMMANDS)
        for group in dict.fromkeys(entry.group for entry in COMMANDS):
            rows = [(entry.name.ljust(width), entry.line) for entry in COMMANDS if entry.group == group]
            with formatter.section(group):
                formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        options["standalone_mode"] = False
        try:
            code = super().main(args, *rest, **options)
        except Exception as error:
            code = explain(error)
        except KeyboardInterrupt:
            complain("interrupted")
            code = INTERRUPTED
        sys.exit(code if isinstance(code, int) else 0)


def _guess(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, [entry.name for entry in COMMANDS], n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def explain(error: Exception) -> int:
    """Say what went wrong, to the person who can do something about it; the exit code."""
    # Only an error pays for these imports.
    from generator.lua.errors import BrokenAddon, Refused
    from generator.spec.catalog import UnknownRevision
    from generator.spec.place import SpecError

    match error:
        case click.Abort():
            complain("interrupted")
            return INTERRUPTED
        case click.ClickException():
            complain(error.format_message())
            if isinstance(error, click.UsageError) and error.ctx:
                say(f"Try {error.ctx.command_path} --help", stderr=True)
            return MISUSE
        case BrokenAddon():
            complain("the addon is faulty; nothing was written")
            for finding in error.findings:
                say(f"  {finding}", stderr=True)
            return FINDINGS
        case Refused() | UnknownRevision() | SpecError():
            complain(str(error))
            return MISUSE
        case OSError() if error.strerror:
            names = " -> ".join(str(name) for name in (error.filename, error.filename2) if name)
            complain(f"{names}: {error.strerror}" if names else error.strerror)
            return MISUSE
    return _fault(error)


def _fault(error: Exception) -> int:
    if os.environ.get("CROSSRP_DEBUG"):
        raise error
    complain(f"a fault of crossrp itself: {type(error).__name__}: {error}")
    say("Please report it, with the command. CROSSRP_DEBUG=1 shows where it happened.", stderr=True)
    return FAULT


@click.group("crossrp", cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, "-V", "--version", prog_name="crossrp", message="%(prog)s %(version)s")
def cli() -> None:
    """Cross RP: the protocol, the addon made from it, and a world to try it in.

    \b
    Example:
      crossrp build
      crossrp install --wow-dir "C:\\Program Files (x86)\\World of Warcraft"

    crossrp COMMAND --help tells more. Exit codes: 0 fine, 1 something was found,
    2 wrong use or unusable input.
    """


def main() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail(stream)
    if sys.platform != "win32":
        # As other tools do: end without a word when the reader of our output has gone.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    interrupting.install()
    cli()


def _never_fail(stream: TextIO) -> None:
    """A character the terminal cannot show is no reason to stop."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")


if __name__ == "__main__":
    main()
