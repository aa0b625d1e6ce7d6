"""Exit statuses, and how the command line speaks to the user."""

from __future__ import annotations

import os
import sys

CLEAN = 0
"""No certain error."""
ERRORS = 1
"""Certain errors found (with --strict, warnings too)."""
FAILED = 2
"""Something could not be read or written, or bad usage."""
INTERRUPTED = 130
"""The user stopped it."""


def say(message: str) -> None:
    """One line to the user beside the output proper."""
    print(message, file=sys.stderr, flush=True)


def debugging() -> bool:
    """Whether tracebacks are wanted (MINGZHANG_DEBUG=1)."""
    return os.environ.get("MINGZHANG_DEBUG", "") not in ("", "0")
