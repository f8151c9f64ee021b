"""The same scenario and seed give the same trace, byte for byte, in any process."""

import os
import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).with_name("determinism_run.py")
ROOT = RUN.parents[2]


def start(seed: int, folder: Path, hashseed: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONHASHSEED": hashseed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(RUN), str(seed), str(folder)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_fresh_processes_with_other_hash_seeds_agree(probe_folder):
    runs = [start(7, probe_folder, "1"), start(7, probe_folder, "4242"), start(8, probe_folder, "1")]
    first, second, other = (run.communicate(timeout=120)[0] for run in runs)
    replay = f"python {RUN.relative_to(ROOT)} 7 {probe_folder}"
    digest, records, errors = first.split()
    assert int(records) > 1000, f"too little happened; look with: {replay}"
    assert errors == "0", f"clients failed; look with: {replay}"
    assert first == second, f"not deterministic; compare: PYTHONHASHSEED=1 and =4242 {replay}"
    assert other.split()[0] != digest, "the seed decides nothing"
