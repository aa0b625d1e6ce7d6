"""Recognise a grid as one of the public tables: the only place where grids meet forms."""

from __future__ import annotations

from mingzhang.forms import Form
from mingzhang.model import Place, Table
from mingzhang.read.layout import Grid
from mingzhang.read.table_code_panels import read_code_panels
from mingzhang.read.table_codes import read_codes
from mingzhang.read.table_panels import read_panels
from mingzhang.read.table_reading import Reading
from mingzhang.read.table_single import read_single


def recognise(form: Form, grid: Grid, unit: str) -> Table | None:
    """The table a grid is, read by one form; None where nothing of the form is found in it."""
    reading = Reading(form, unit, grid.matrix(), doubts=list(grid.doubts))
    readers = {"codes": read_codes, "panels": read_panels, "code panels": read_code_panels, "single": read_single}
    readers[form.shape](reading)
    if not reading.prints and not reading.matched:
        return None
    place = next((cell.place for cell in grid.cells), Place())
    return Table(
        form.id,
        form.title,
        reading.prints,
        reading.rows,
        place,
        unit,
        doubts=reading.doubts,
        unread=reading.unread,
        pages=grid.pages,
    )
