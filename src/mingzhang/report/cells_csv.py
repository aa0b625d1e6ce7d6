"""The cells of a disclosure's tables as CSV."""

from __future__ import annotations

import csv
import io

from mingzhang.amount import is_blank, parse_amount
from mingzhang.model import Disclosure, Print

COLUMNS = ("table", "row_key", "row_name", "column", "value", "unit")
_FORMULA = frozenset("=+-@＝＋－＠")


def cells_csv(disclosure: Disclosure) -> str:
    """Every cell that is not blank, one line each, in print order; the first line names the columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for table in disclosure.tables:
        for item in table.prints:
            if not is_blank(item.text):
                unit = item.amount.unit if item.amount else ""
                row = (table.form, item.row_key, item.row_name, item.column, _value(item), unit)
                writer.writerow([harmless(text) for text in row])
    return out.getvalue()


def _value(item: Print) -> str:
    if item.amount is None:
        return item.text.strip()
    return "".join(item.text.split()).replace(",", "").replace("，", "")


def harmless(text: str) -> str:
    """The text, made plain where a spreadsheet would run it as a formula."""
    # a leading apostrophe makes it text
    visible = text.lstrip()
    if visible[:1] in _FORMULA and visible and parse_amount(text) is None:
        return "'" + text
    return text
