"""``crossrp citrus status`` and ``crossrp citrus explain``."""

from __future__ import annotations

from typing import Any

import click

from .page import Page, show_json

_control = click.option(
    "--control", metavar="PATH", default="citrus.control", show_default=True, help="The server's control socket."
)
_format = click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)


def _ask(path: str, question: dict[str, str]) -> dict[str, Any]:
    from generator.citrus.shell.control import NoAnswer, ask

    try:
        return ask(path, question)
    except NoAnswer as error:
        raise click.UsageError(str(error)) from None


@click.command(short_help="What a running server sees.")
@_control
@_format
def status(control: str, form: str) -> None:
    """What a running server sees: its links, the ways it takes, and a digest that servers which agree share.

    \b
    Example:
      crossrp citrus status
      crossrp citrus status --control /run/hub/citrus.control --format json
    """
    found = _ask(control, {"command": "status"})
    if form == "json":
        show_json(found)
        return
    page = Page()
    page.title(f"{found['sid']} {found['name']}")
    page.table([("digest", found["digest"]), ("users", str(found["users"])), ("channels", str(found["channels"]))])
    page.title("Links")
    page.table(
        [
            (
                link["peer"],
                link["state"],
                "-" if link["lag_ms"] is None else f"{link['lag_ms']:.2f} ms",
                f"{link['queued']:,} bytes waiting",
                "encrypted" if link["secure"] else "local",
            )
            for link in found["links"]
        ]
    )
    page.title("Ways")
    page.table(
        [
            (sid, f"{way['ms']:.2f} ms", " > ".join(way["path"]), "long" if len(way["path"]) > 3 else "")
            for sid, way in found["routes"].items()
        ]
    )
    if found["counts"]:
        page.title("Counted")
        page.table([(name, f"{count:,}") for name, count in found["counts"].items()])
    page.show()


@click.command(short_help="Why messages go the way they go.")
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@_control
@_format
def explain(start: str, end: str, control: str, form: str) -> None:
    """Why messages from one server to another go where they go, as the server asked sees the mesh.

    \b
    Example:
      crossrp citrus explain 1AA 3CC
    """
    found = _ask(control, {"command": "explain", "from": start, "to": end})
    if form == "json":
        show_json(found)
        return
    page = Page()
    page.title(f"{start} to {end}: {_way(found['taken'])}")
    page.table([("why", found["why"])])
    direct = found["direct"]
    rows = [("the link itself", "none" if direct is None else f"{direct / 1000:.2f} ms")]
    rows += [(f"at most {hops} hops", _way(way)) for hops, way in found["by_hops"].items()]
    page.table(rows)
    page.show()


def _way(way: dict[str, Any] | None) -> str:
    return f"{' > '.join(way['path'])}, {way['us'] / 1000:.2f} ms" if way else "no way"
