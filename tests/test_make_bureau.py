from __future__ import annotations

import csv

import pytest

from examples.bureau_maker.claims import compare, load
from examples.bureau_maker.plan import load_plan
from examples.bureau_maker.solve import cube_of, printed, solve
from examples.make_bureau import BOOK, PRINTED, make


def test_the_committed_book_is_what_the_script_makes(shared, tmp_path):
    make(tmp_path / "book", tmp_path / "printed")
    for made, committed in ((tmp_path / "book", BOOK), (tmp_path / "printed", PRINTED)):
        assert {path.name for path in made.iterdir()} == {path.name for path in committed.iterdir()}
        for path in made.iterdir():
            assert path.read_bytes() == (committed / path.name).read_bytes(), path.name


def _cells():
    with (PRINTED / "cells.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["unit"] == "万元" and row["row_key"] != "预算数"]
    return {(row["table"], row["row_key"], row["column"]): row["value"] for row in rows}


def test_the_solver_meets_every_cell():
    cells = _cells()
    assert {name: text for name, (text, _) in printed(cube_of(solve(load_plan(), cells))).items()} == cells


def test_the_solver_says_that_contradicting_cells_cannot_be_met():
    cells = _cells() | {("GK05", "208", "小计"): "1284.62"}
    with pytest.raises(ValueError, match="no amounts"):
        solve(load_plan(), cells)


def test_the_solver_says_that_the_plan_has_other_cells():
    cells = _cells()
    del cells["GK05", "208", "小计"]
    with pytest.raises(ValueError, match="other cells"):
        solve(load_plan(), cells)


def test_claims_that_a_text_lacks_or_should_not_make_are_found():
    claims = load(PRINTED / "claims.csv")
    said = [(claim.measure, claim.value, claim.unit) for claim in claims if not claim.why]
    assert compare(claims, said) == ([], [])
    lost, odd = claims[0], next(claim for claim in claims if claim.why)
    told = [one for one in said if one != (lost.measure, lost.value, lost.unit)]
    missing, surprising = compare(claims, [*told, (odd.measure, odd.value, odd.unit)])
    assert lost in missing
    assert surprising == [odd]


def test_each_claim_is_either_derivable_or_says_why_not():
    with (PRINTED / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["行号"]) for row in rows] == list(range(2, len(rows) + 2))
    assert all((row["编出的文字"] == "是") == (not row["说明"]) for row in rows)
    assert all(row["能否写出"] == "是" for row in rows if row["编出的文字"] == "是")
    assert sum(row["能否写出"] == "是" for row in rows) > 150


def test_no_passage_of_the_sample_is_repeated(shared):
    sample = "".join((shared / "samples" / "datong-gxj-2023.txt").read_text(encoding="utf-8").split())
    for sheet in ("概况", "单位", "原因", "项目", "绩效指标"):
        with (BOOK / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for label, text in row.items():
                    if label in ("年初指标值", "调整后指标值", "实际完成值", "二级指标"):
                        continue
                    pieces = {text[at : at + 10] for at in range(len(text) - 9)}
                    assert not [piece for piece in pieces if piece in sample], (sheet, text)
