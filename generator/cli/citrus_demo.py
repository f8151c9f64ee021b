"""``crossrp citrus demo``."""

from __future__ import annotations

import click

from .console import bad, good, say


@click.command(short_help="Three servers, a slow link, a death and a heal.")
def demo() -> None:
    """Three servers and an account service on loopback, in some ten seconds: traffic goes around a link that became
    slow, a server dies and comes back, and all agree again.

    Exits 1 when what is shown does not come to be.

    \b
    Example:
      crossrp citrus demo
    """
    from generator.citrus.accounts.guest import AccountGuest
    from generator.citrus.demo import Demo, Failed
    from generator.citrus.irc.guests import IrcGuests
    from generator.citrus.shell.running import run_quickly

    shown = Demo(say, [AccountGuest(), IrcGuests()])
    try:
        run_quickly(shown.run())
    except Failed as error:
        say(bad("It failed: ") + str(error))
        raise SystemExit(1) from None
    equal = len(set(shown.digests.values())) == 1
    say(good("The digests are equal.") if equal else bad("The digests differ."))
    raise SystemExit(0 if equal else 1)
