"""Tables close also where an office has money on items that the edition or the catalogue does not foresee."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.compile.cube import Cube
from mingzhang.forms import editions
from mingzhang.relations.generate import generate
from mingzhang.write.prints import prints_of
from mingzhang.write.style import TableStyle
from mingzhang.write.tables import print_tables


@pytest.mark.parametrize("edition", sorted(editions()))
@pytest.mark.parametrize("economic", ["30701", "31299", "39999", "30250"])
def test_every_item_of_basic_spending_has_a_cell(edition, economic):
    cube = Cube("云州市星图局", 2023, "部门", {"30250": "星图使用费"})
    for code, amount in (("30101", 50_000), ("30201", 20_000), (economic, 10_000)):
        at = {"fund": "general", "function": "2150501", "kind": "basic", "economic": code}
        cube.add(Decimal(amount), "expenditure", **at)
        cube.add(Decimal(amount), "income", fund="general", function="2150501")
    tables = print_tables(editions()[edition], cube, TableStyle())
    cells = {cell.name[0]: cell.text for table in tables if table.form == "GK06" for row in table.body for cell in row}
    assert cells[economic] == "1.00"
    system = generate(prints_of(tables))
    failed = [r for r in system.relations if r.sense == "=" and sum(s * system.figures[at].value for s, at in r.terms)]
    assert failed == []
