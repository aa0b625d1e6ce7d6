"""Run every benchmark on the built-in example and, where it is there, on the folder of samples.

Run: python -m benchmarks [FILE…]
"""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
FINAL_ACCOUNTS = ("datong-gxj-2023.txt", "putuo-guihua-2024.pdf")


def main() -> int:
    """Speed, planted digits, round trips, planted slips and damage, each in a process of its own."""
    example = Path(str(files("mingzhang") / "example" / "disclosure.pdf"))
    found = [SAMPLES / name for name in FINAL_ACCOUNTS if (SAMPLES / name).exists()]
    documents = [str(path) for path in map(Path, sys.argv[1:])] or [str(path) for path in (found or [example])]
    runs = [
        ["benchmarks.speed", *documents],
        ["benchmarks.planted_digits", *documents, "--list"],
        ["benchmarks.round_trip"],
        ["benchmarks.planted_slips", "--pdf", "10"],
        ["benchmarks.damage", *documents],
    ]
    return max(subprocess.run([sys.executable, "-m", *run], check=False).returncode for run in runs)


if __name__ == "__main__":
    sys.exit(main())
