"""Runs every shipped scenario and those beside this file; prints name, verdict and digest of each.

Large crowds are SCALE times as large: the scenarios at their full size are for `crossrp simulate`.

python tests/world/scenario_digests.py
"""

import json
from pathlib import Path

from generator.world.scenarios import Run, load, shipped

SCALE = 0.06
LARGE = 50
OWN = Path(__file__).parent / "scenarios"

if __name__ == "__main__":
    for path in [*shipped().values(), *sorted(OWN.glob("*.toml"))]:
        scenario = load(path)
        large = sum(crowd.count for crowd in scenario.crowds) > LARGE
        result = Run(scenario.scaled(SCALE) if large else scenario).finish()
        known = [judged.name for judged in result.expectations if judged.state == "gap"]
        words = {"broken": result.broken, "unfired": result.unfired, "gaps": known, "errors": result.errors}
        undecided = [judged.name for judged in result.expectations if judged.state == "undecided"]
        line = {"name": path.stem, "verdict": result.verdict, "digest": result.digest, "records": result.records}
        print(json.dumps({**line, **words, "undecided": undecided}), flush=True)
