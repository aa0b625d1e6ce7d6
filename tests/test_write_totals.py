from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.generator.document import make_document
from benchmarks.generator.style import Style, style_of
from mingzhang.forms import editions
from mingzhang.write.printed import Cell, PrintedTable, placed
from mingzhang.write.totals import Spot, exact_value, totals

EDITIONS = sorted(editions())


def tables(edition: str = EDITIONS[0], seed: int = 1) -> list[PrintedTable]:
    return make_document(editions()[edition], seed, style_of(seed)).tables


def figures(printed: list[PrintedTable]) -> dict[Spot, Cell]:
    return {
        Spot(number, row, column): cell
        for number, table in enumerate(printed)
        for row, column, cell in placed(table.body, len(table.widths))
        if cell.key is not None
    }


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_total_is_exactly_its_parts_and_none_leads_back_to_itself(edition: str, seed: int):
    printed = tables(edition, seed)
    cells, found = figures(printed), totals(printed)
    done: dict[Spot, Decimal] = {}

    def worked_out(spot: Spot, above: frozenset[Spot] = frozenset()) -> Decimal:
        assert spot not in above, "a total that is its own part"
        if spot not in found:
            return cells[spot].value or Decimal(0)
        if spot not in done:
            done[spot] = sum((worked_out(part, above | {spot}) for part in found[spot].parts), Decimal(0))
        return done[spot]

    assert len(found) > 200
    for spot in found:
        assert worked_out(spot) == (cells[spot].value or 0)
        assert cells[spot].text, "a blank cell stays blank"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_printed_total_of_a_table_is_traceable(edition: str):
    """Whatever a table calls a total, and every code above the last level, has its sum, in every column."""
    printed = tables(edition)
    cells, found = figures(printed), totals(printed)
    for number, table in enumerate(printed):
        codes = {cell.name[0] for spot, cell in cells.items() if spot.table == number and cell.name[0].isdigit()}
        for spot, cell in cells.items():
            name = cell.name[0].rpartition(":")[2]
            parent = any(other != name and other.startswith(name) for other in codes)
            if spot.table == number and cell.text and (parent or name in ("总计", "本年收入合计", "本年支出合计")):
                assert spot in found, (table.title, cell.name)


def test_a_sum_down_the_column_goes_before_a_sum_along_the_row():
    printed = tables()
    cells, found = figures(printed), totals(printed)
    both = [spot for spot in found if cells[spot].name == ("208", "本年支出合计")]
    assert both
    assert {part.column for part in found[both[0]].parts} == {both[0].column}
    leaf = next(spot for spot, cell in cells.items() if len(cell.name[0]) == 7 and spot.column == both[0].column
                and spot.table == both[0].table)  # fmt: skip
    assert {part.row for part in found[leaf].parts} == {leaf.row}


def test_a_figure_of_a_summary_follows_the_total_of_the_table_that_explains_it():
    printed = tables()
    found = totals(printed)
    across = [(spot, total) for spot, total in found.items() if total.parts[0].table != spot.table]
    assert across
    assert all(len(total.parts) == 1 and total.parts[0] in found for _, total in across)


def changed(table: PrintedTable, name: tuple[str, str], by: Decimal) -> None:
    for row in table.body:
        for at, cell in enumerate(row):
            if cell.name == name and cell.value is not None:
                row[at] = replace(cell, value=cell.value + by)


def test_a_total_that_does_not_add_up_stays_a_number():
    printed = tables()
    number = next(at for at, table in enumerate(printed) if any(cell.name == ("208", "基本支出") for _, _, cell in
                  placed(table.body, len(table.widths))))  # fmt: skip
    before = totals(printed)
    changed(printed[number], ("208", "基本支出"), Decimal("0.000001"))
    after = totals(printed)
    cells = figures(printed)
    spot = next(spot for spot, cell in cells.items() if spot.table == number and cell.name == ("208", "基本支出"))
    assert spot in before and spot not in after
    assert after.keys() < before.keys()


def test_an_office_that_levels_its_figures_still_gets_the_sums_that_hold():
    document = make_document(editions()[EDITIONS[0]], 3, Style())
    for table in document.tables:
        for row in table.body:
            for at, cell in enumerate(row):
                if cell.value is not None and cell.unit == "万元":
                    row[at] = replace(cell, value=cell.value.quantize(Decimal("0.01")))
    cells, found = figures(document.tables), totals(document.tables)
    assert found
    for spot, total in found.items():
        assert sum((cells[part].value or Decimal(0) for part in total.parts), Decimal(0)) == (cells[spot].value or 0)


def test_what_is_printed_counts_where_the_exact_value_would_print_otherwise():
    cell = next(cell for cell in figures(tables()).values() if cell.value)
    assert exact_value(cell) == cell.value
    other = replace(cell, text="1.00", value=Decimal(7))
    assert exact_value(other) == 1
    assert exact_value(replace(cell, text="")) is None
    assert exact_value(replace(cell, text="────")) is None
