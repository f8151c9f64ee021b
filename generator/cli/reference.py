"""The commands as pages of the site, read from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from generator.docs.markdown import code, plain, table
from generator.site.page import Page, text

from .main import COMMANDS, EXIT_CODES, cli


def command_pages() -> list[Page]:
    """A page for all commands, and one for each."""
    context = _context(cli, "crossrp")
    pages = [Page("commands/index.html", "Commands", (text(_overview()),), "Overview", kind="commands")]
    for entry in COMMANDS:
        command = cli.get_command(context, entry.name)
        assert command is not None
        pages += _pages(command, _context(command, entry.name, context), entry.group)
    return pages


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    """As when the command is called: a command keeps what it makes of its settings, such as -h."""
    return click.Context(command, parent, name, **command.context_settings)


def _pages(command: click.Command, context: click.Context, group: str) -> Iterator[Page]:
    name = context.command_path
    yield Page(_path(name), name, (text(_lines(command, context)),), name, group, kind="command", rows=True)
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            inner = command.get_command(context, part)
            assert inner is not None
            yield from _pages(inner, _context(inner, part, context), group)


def _path(name: str) -> str:
    return f"commands/{name.removeprefix('crossrp ').replace(' ', '-')}.html"


def _overview() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "`crossrp COMMAND --help` tells the same in a terminal."
    for group in dict.fromkeys(entry.group for entry in COMMANDS):
        yield from ("", f"## {group}", "")
        for entry in COMMANDS:
            if entry.group == group:
                yield f"- [`crossrp {entry.name}`](/commands/{entry.name}.html): {plain(entry.line)}"
    yield from ("", "## Exit codes", "")
    yield from _exit_codes()
    yield from (
        "",
        "Results go to stdout, everything else to stderr. `NO_COLOR` is respected, and pipes get no colour.",
    )


def _exit_codes() -> Iterator[str]:
    yield from table(("Code", "Meaning"), [(str(number), plain(words)) for number, words in EXIT_CODES.items()])


def _lines(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command: what it does, how it is written, examples, arguments and options, and how it ends."""
    yield f"# {context.command_path}"
    told, example = _help(command)
    yield from ("", told, "", "## Usage", "", "```")
    yield " ".join((context.command_path, *command.collect_usage_pieces(context)))
    yield "```"
    if example:
        yield from ("", "## Example", "", "```", example, "```")
    if isinstance(command, click.Group):
        yield from ("", "## Its commands", "")
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            path = f"{context.command_path} {name}"
            yield f"- [`{path}`](/{_path(path)}): {plain(inner.get_short_help_str(200))}"
    yield from ("", "## Options", "")
    # A command keeps the help option that was asked for first, whoever asked.
    help_option = click.Option(context.help_option_names, is_flag=True, help="Show this message and exit.")
    options = [each for each in (*command.params, help_option) if isinstance(each, click.Option)]
    rows = [_option(*record) for each in options if (record := each.get_help_record(context))]
    yield from table(("Option", "What it does", "Default and bounds"), rows)
    yield from ("", "## Exit codes", "")
    yield from _exit_codes()


def _help(command: click.Command) -> tuple[str, str]:
    """The help of a command as Markdown, and its example."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    told, example = [], ""
    for paragraph in paragraphs:
        if not paragraph.startswith("\b\n"):
            told.append(plain(" ".join(paragraph.split())))
        elif paragraph.startswith("\b\nExample:\n"):
            example = inspect.cleandoc("\n".join(paragraph.splitlines()[2:]))
        else:
            told.append("\n".join(("```", *paragraph.splitlines()[1:], "```")))
    return "\n\n".join(told), example


def _option(names: str, words: str) -> tuple[str, ...]:
    """An option's row, from what its help says; arguments stand in the usage and the text."""
    told, mark, extra = words.rpartition("  [")
    bounds = extra.removesuffix("]").removeprefix("default: ") if mark else ""
    return code(names), plain(told if mark else words), plain(bounds)
