"""``crossrp audit``."""

from __future__ import annotations

from pathlib import Path

import click

from generator.findings.forms import FORMS

from .console import say
from .options import findings_options

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("addon", type=FOLDER, required=False)
@click.option("--product", "products", multiple=True, metavar="P", help="A client to judge it for; may be repeated.")
@click.option("--from", "older", metavar="P", help="With --to: the client it works on.")
@click.option("--to", "newer", metavar="P", help="With --from: the client whose changes are looked for.")
@click.option("--client-data", type=FOLDER, metavar="DIR", help="Whole clients: a JSON file each, such as wow.json.")
@click.option("--client-docs", type=FOLDER, metavar="DIR", help="Blizzard_APIDocumentationGenerated of one client.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="Form of it.")
@findings_options
@click.option("--docs", default="docs/", show_default=True, metavar="URL", help="Where the HTML form finds docs/.")
@click.option("--uses", "listing", is_flag=True, help="List what it uses of the client, with places, and end.")
@click.option("--no-cache", is_flag=True, help="Read every file anew, and keep nothing.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the JSON form and end.")
def audit(
    addon: Path | None,
    products: tuple[str, ...],
    older: str | None,
    newer: str | None,
    client_data: Path | None,
    client_docs: Path | None,
    form: str,
    fail_on: str,
    suppress: Path | None,
    out: Path | None,
    docs: str,
    listing: bool,
    no_cache: bool,
    schema: bool,
) -> None:
    """What the addon in a folder asks of the client, and what of it is missing, wrong or dangerous there.

    Its Lua and XML are read, never run. Without --product it is judged for the clients its TOC names.
    docs/audit.md has the rules.

    \b
    Example:
      crossrp audit addon_out/CrossRP
      crossrp audit MyAddon --product wow --format html --out audit.html
      crossrp audit MyAddon --from wowxptr --to wow
    """
    from . import auditing

    if schema:
        say(auditing.schema_text())
        return
    if addon is None:
        raise click.UsageError("a folder is needed: crossrp audit ADDON")
    if (older is None) != (newer is None):
        raise click.UsageError("--from and --to belong together")
    if older and products:
        raise click.UsageError("--product judges for a client, --from and --to for a change; give one or the other")
    given = auditing.client_data(client_data, client_docs)
    read, clients = auditing.read(addon, (older, newer) if older and newer else products, given, cache=not no_cache)
    report = auditing.judged(read, clients, changed=older is not None, accepted=suppress)
    if listing:
        auditing.write(auditing.listed(report), out)
        return
    auditing.write(auditing.rendered(report, form, fail_on, docs), out)
    if report.fails(fail_on):
        click.get_current_context().exit(1)
