"""A report in each of its forms."""

from __future__ import annotations

import json

from . import for_ci, for_machines, for_people
from .page import html
from .record import Report, worst

FORMS = ("text", "markdown", "html", "json", "junit", "github")


def rendered(report: Report, form: str, fail_on: str, docs: str = "docs/") -> str:
    """The report as text that ends with a newline, or nothing.

    ``fail_on`` decides which of JUnit's cases fail; ``docs`` is where the HTML form finds the pages of docs/.
    """
    match form:
        case "text":
            return for_people.text(report)
        case "markdown":
            return for_people.markdown(report)
        case "html":
            return html(report, docs if docs.endswith("/") else f"{docs}/")
        case "json":
            return json.dumps(for_machines.as_json(report), indent=2) + "\n"
        case "junit":
            return for_ci.junit(report.subject, report.clean, for_machines.cases(report), worst(fail_on))
        case "github":
            return for_ci.github(for_machines.cases(report))
    raise ValueError(f"no form {form!r}: there are {', '.join(FORMS)}")
