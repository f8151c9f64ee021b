"""How many examples the property tests of this folder try.

``CROSSRP_EXAMPLES=20 pytest tests/codec`` tries twenty times as many, other ones each time. Without it, the same
examples are tried on every run.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

FACTOR = max(1, int(os.environ.get("CROSSRP_EXAMPLES", "1")))


def examples(count: int) -> settings:
    return settings(
        max_examples=count * FACTOR,
        derandomize=FACTOR == 1,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
