"""Values that slipped by one cell are named as what they are, with the right value of each."""

from __future__ import annotations

from mingzhang.amount import format_amount
from mingzhang.relations.locate import diagnose
from mingzhang.relations.shift import COLUMN, ROW
from small_disclosure import system_of, table

RIGHT = """
         all     basic  project
合计     1534.36 820.41 713.95
208       221.37 221.37 .
20805     221.37 221.37 .
2080501   127.93 127.93 .
2080505    93.44  93.44 .
215      1312.99 599.04 713.95
21505    1312.99 599.04 713.95
2150501   599.04 599.04 .
2150502   713.95      . 713.95
"""


def first(text):
    """The likeliest explanation of the first diagnosis: (row, column, right value, name of the slip)."""
    system = system_of(table("GK03", text))
    [diagnosis] = diagnose(system)
    return [
        (
            system.figures[culprit.figure].row_key,
            system.figures[culprit.figure].column,
            format_amount(system.amount(culprit.value) / 10_000, thousands=False),
            culprit.slip,
        )
        for culprit in diagnosis.explanations[0]
    ]


def test_a_row_one_column_too_far_right():
    text = RIGHT.replace("2150501   599.04 599.04 .", "2150501   . 599.04 599.04")
    assert first(text) == [
        ("2150501", "all", "599.04", ROW),
        ("2150501", "project", "0.00", ROW),
    ]


def test_a_column_one_row_too_low():
    text = RIGHT.replace("208       221.37 221.37 .", "208       221.37 . .")
    text = text.replace("2080501   127.93 127.93 .", "2080501   127.93 221.37 .")
    text = text.replace("2080505    93.44  93.44 .", "2080505    93.44 127.93 .")
    assert {(row, value, slip) for row, _, value, slip in first(text)} == {
        ("208", "221.37", COLUMN),
        ("2080501", "127.93", COLUMN),
    }


def test_one_wrong_figure_stays_one_wrong_figure():
    [(row, column, value, slip)] = first(RIGHT.replace("2080501   127.93 127.93", "2080501   127.93 172.93"))
    assert (row, column, value) == ("2080501", "basic", "127.93")
    assert slip not in (ROW, COLUMN)
