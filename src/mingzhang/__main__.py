"""`python -m mingzhang` is the same as `mingzhang`."""

from __future__ import annotations

import sys

from mingzhang.cli import main

sys.exit(main())
