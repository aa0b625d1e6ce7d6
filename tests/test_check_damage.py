"""What a damaged text dump leaves of a figure accuses nobody."""

from __future__ import annotations

import pytest

from mingzhang.check import check
from mingzhang.check.example import Example

CELLS = """
    GK01 支出:本年支出合计 决算数 100.00
    GK01 支出:教育支出 决算数 60.00
    GK01 支出:社会保障和就业支出 决算数 40.00
    GK03 合计 本年支出合计 100.00
    GK03 205 本年支出合计 60.00
    GK03 208 本年支出合计 40.00
"""


def certainties(printed: str, form: str) -> set[str]:
    cells = CELLS.strip().replace("社会保障和就业支出 决算数 40.00", f"社会保障和就业支出 决算数 {printed}")
    document = Example(cells).document()
    document.format = form
    findings = [finding for finding in check(document).findings if finding.level == "error"]
    assert findings
    return {finding.certainty for finding in findings}


@pytest.mark.parametrize("printed", ["3940.00", "9"])
def test_the_number_of_a_line_in_a_figure_is_to_confirm_in_a_dump_and_an_error_in_print(printed):
    assert certainties(printed, "text") == {"to_confirm"}
    assert certainties(printed, "pdf") == {"certain"}


def test_another_wrong_figure_is_certain_in_a_dump_too():
    assert certainties("47.00", "text") == {"certain"}
