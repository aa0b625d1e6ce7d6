"""Printed tables: filled rows, the truth of every cell, and the manners of offices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.generator.cube import make_cube
from benchmarks.generator.score import table_truth
from benchmarks.generator.style import Style, style_of
from benchmarks.generator.tables import print_tables
from mingzhang.forms import editions
from mingzhang.write.printed import Cell, parts, placed
from mingzhang.write.printer import heading_rows, numeral

EDITIONS = sorted(editions())


def tables(edition, seed=1, **style):
    return {table.form: table for table in print_tables(editions()[edition], make_cube(seed), Style(**style))}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", range(5))
def test_every_row_is_filled_to_the_width(edition, seed):
    for table in print_tables(editions()[edition], make_cube(seed), style_of(seed)):
        width = len(table.widths)
        for rows in (table.heading, *parts(table)):
            assert sum(cell.rows * cell.columns for _, _, cell in placed(rows, width)) == len(rows) * width


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_truth_names_every_cell_once_and_holds_what_is_printed(edition):
    for table in print_tables(editions()[edition], make_cube(2), style_of(2)):
        keys = [(row.row_key, row.column) for row in table_truth(table)]
        assert len(keys) == len(set(keys))
        printed = {
            cell.name: cell.text.replace(",", "") for row in table.body for cell in row if cell.figure and cell.text
        }
        assert printed == {(row.row_key, row.column): row.value for row in table_truth(table)}


def test_tables_come_in_the_editions_order_with_its_numbers():
    printed = print_tables(editions()["通用2021"], make_cube(1), Style())
    assert [table.form for table in printed][6:] == ["GK09", "GK07", "GK08"]
    assert [table.number for table in printed][6:] == ["公开07表", "公开08表", "公开09表"]


def test_stage_inside_alternates_budget_and_final():
    heading = tables("上海2024")["GK09"].heading
    assert [cell.text for cell in heading[-1]][:4] == ["预算数", "决算数", "预算数", "决算数"]
    assert [cell.text for cell in tables("山西2023")["GK09"].heading[0]] == ["预算数", "决算数"]


def test_the_total_comes_first_or_last():
    def first(table):
        return table.body[0][0].text

    assert first(tables("山西2023")["GK05"]) == "合计"
    assert tables("上海2024")["GK05"].body[-1][0].text == "合计"
    assert tables("山西2023", total_flipped=True)["GK05"].body[-1][0].text == "合计"


def test_three_code_columns_hold_the_digits_of_class_item_and_detail():
    rows = tables("山西2023", code_columns=3)["GK03"].body
    codes = ["".join(cell.text for cell in row[:3]) for row in rows if not row[0].columns > 1]
    assert codes
    assert all(code.isdigit() and len(code) in (3, 5, 7) for code in codes)
    own = tables("山西2023", code_columns=3, own_digits=True)["GK03"].body
    assert any(not row[0].text and row[2].text for row in own)


def test_a_small_amount_and_a_zero_are_told_apart():
    assert {row.value for row in table_truth(tables("上海2024")["GK02"])} & {"0.00"}
    assert not any(row.value == "0.00" for row in table_truth(tables("山西2023")["GK02"]))


def test_an_empty_table_keeps_its_frame_and_says_so():
    seed = next(seed for seed in range(20) if not make_cube(seed).get("total", fund="state_capital"))
    for manner in range(3):
        table = tables("山西2023", seed, empty_manner=manner)["GK08"]
        assert not table_truth(table)
        assert len(table.body) >= 2
        assert "数据" in table.notes[-1] or "空表" in table.notes[-1]


def test_a_row_may_be_left_empty_at_the_page_break():
    plain = tables("山西2023", forced_breaks=True)["GK03"]
    blank = tables("山西2023", forced_breaks=True, blank_at_break=True)["GK03"]
    assert len(parts(plain)) == len(parts(blank)) == 2
    assert all(not cell.text for cell in parts(blank)[1][0])
    assert len(blank.body) == len(plain.body) + 1


def test_units_and_separators_follow_the_style():
    yuan = tables("山西2023", unit="元", decimals=0)["GK01"]
    wan = tables("山西2023", unit="万元", decimals=6, thousands=False)["GK01"]
    assert {row.unit for row in table_truth(yuan)} == {"元"}
    assert all("." not in row.value for row in table_truth(yuan))
    assert all(len(row.value.partition(".")[2]) == 6 for row in table_truth(wan))
    assert all("," not in cell.text for row in wan.body for cell in row if cell.figure)


def test_headings_that_share_an_outer_heading_are_merged():
    rows = heading_rows([("项目", "代码"), ("项目", "名称"), ("合计",)])
    assert rows == [[Cell("项目", columns=2), Cell("合计", rows=2)], [Cell("代码"), Cell("名称")]]


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六")])
def test_numeral(number, text):
    assert numeral(number) == text


def test_a_style_is_drawn_from_its_seed():
    assert style_of(4) == style_of(4)
    assert len({replace(style_of(seed)) for seed in range(20)}) > 15
