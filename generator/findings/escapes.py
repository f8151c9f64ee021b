"""Text of a finding in the forms of reports, where what stands in it must not become part of the form."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# XML 1.0 has no form for most control characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def in_xml(words: str) -> str:
    """Text that XML can hold; the writer of XML does the rest."""
    return _CONTROL.sub("?", words)


def in_command(words: str) -> str:
    """The text of one of GitHub's workflow commands."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def in_property(words: str) -> str:
    """A property of one of GitHub's workflow commands."""
    return in_command(words).replace(":", "%3A").replace(",", "%2C")


def in_markdown(words: str) -> str:
    """Markdown in which only what stands between backquotes is code."""
    parts = words.split("`")
    for at in range(0, len(parts), 2):
        for mark in "\\*_<>[]#|":
            parts[at] = parts[at].replace(mark, f"\\{mark}")
    return "`".join(parts)


def in_html(words: str) -> Markup:
    """HTML in which only what stands between backquotes is code."""
    parts = words.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 and len(parts) % 2 else escape(part)
        for at, part in enumerate(parts)
    )
