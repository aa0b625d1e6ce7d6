"""Every figure the explanation states, as CSV."""

from __future__ import annotations

import csv
import io

from mingzhang.model import Disclosure
from mingzhang.narrative.claims import statements
from mingzhang.report.cells_csv import harmless

COLUMNS = ("section", "quote", "subject", "measure", "value", "unit")


def claims_csv(disclosure: Disclosure) -> str:
    """One line for each stated figure, in print order; the first line names the columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in statements(disclosure):
        row = (item.section, item.quote, item.subject, item.measure, item.value, item.unit)
        writer.writerow([harmless(text) for text in row])
    return out.getvalue()
