from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.amount import format_amount
from mingzhang.model import Table
from mingzhang.relations.locate import Culprit, Diagnosis, diagnose
from mingzhang.relations.system import System
from small_disclosure import balanced, cell, honest_tables, read_text_dump, reprinted, system_of, table, without_row

CLOSED = """
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
"""A small closed table whose every figure stands in a sum along its codes and across its columns."""


def named(system: System, culprit: Culprit) -> str:
    """A culprit as "GK03 208 basic -> 12.30", a lost row as "GK03: row under 208"."""
    if culprit.figure is None:
        return f"{culprit.table}: row under {culprit.node}"
    figure = system.figures[culprit.figure]
    assert figure.print is not None
    value = format_amount(system.amount(culprit.value) / 10_000, thousands=False)
    return f"{figure.form} {figure.row_key} {figure.column} -> {value}"


def explained(*tables: Table) -> list[list[list[str]]]:
    """All explanations of all diagnoses, in words."""
    system = system_of(*tables)
    return [
        [[named(system, culprit) for culprit in explanation] for explanation in diagnosis.explanations]
        for diagnosis in diagnose(system)
    ]


def only(*tables: Table) -> tuple[System, Diagnosis]:
    system = system_of(*tables)
    (diagnosis,) = diagnose(system)
    return system, diagnosis


def test_nothing_is_wrong_where_nothing_fails():
    assert diagnose(system_of(table("GK03", CLOSED))) == []
    assert diagnose(system_of()) == []


def test_a_wrong_leaf_is_found_with_its_right_value_and_the_name_of_the_slip():
    made = table("GK03", CLOSED)
    wrong = reprinted(made, cell(made, "2080501", "basic"), "172.93")
    system, diagnosis = only(wrong)
    (explanation,) = diagnosis.explanations
    assert [named(system, culprit) for culprit in explanation] == ["GK03 2080501 basic -> 127.93"]
    assert explanation[0].slip == "相邻两位数字颠倒"
    assert len(diagnosis.failed) == 2  # along the codes and across the columns


def damaged(text: str) -> list[tuple[str, str]]:
    """A printed amount with slips that a clerk makes, each with its name."""
    digits = text.replace(".", "")
    first = str((int(digits[0]) + 4) % 9 + 1)
    at = next(i for i in range(len(digits) - 1) if digits[i] != digits[i + 1])
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    tenfold = digits + "0"
    return [
        ("一位数字录错", f"{first}{text[1:]}"),
        ("相邻两位数字颠倒", f"{swapped[:-2]}.{swapped[-2:]}"),
        ("正负号写反", f"-{text}"),
        ("放大了十倍", f"{tenfold[:-2]}.{tenfold[-2:]}"),
    ]


PRINTED = [
    (item.row_key, item.column, name, text)
    for item in table("GK03", CLOSED).prints
    if item.amount
    for name, text in damaged(item.text)
]


@pytest.mark.parametrize(("row", "column", "name", "text"), PRINTED, ids=[f"{r}-{c}-{t}" for r, c, _, t in PRINTED])
def test_a_slip_in_any_cell_of_a_closed_table_is_located(row: str, column: str, name: str, text: str):
    made = table("GK03", CLOSED)
    at = cell(made, row, column)
    right = made.prints[at].text
    system, diagnosis = only(reprinted(made, at, text))
    singles = {named(system, e[0]): e[0].slip for e in diagnosis.explanations if len(e) == 1}
    assert f"GK03 {row} {column} -> {right}" in singles, singles
    assert singles[f"GK03 {row} {column} -> {right}"] == name
    assert all(len(explanation) == 1 for explanation in diagnosis.explanations)


BOOKS = balanced(
    {
        ("general", "2080501", "basic"): 1_279_313,
        ("general", "2080505", "basic"): 934_377,
        ("general", "2101101", "basic"): 3_061_249,
        ("general", "2150501", "basic"): 5_990_411,
        ("general", "2150502", "project"): 4_139_493,
        ("other", "2150502", "project"): 612_077,
        ("government_fund", "2120899", "project"): 8_123_456,
    },
    {("general", "2150502"): 1_200_049, ("other", "2101101"): 340_055},
)
DOCUMENT = honest_tables(BOOKS)
CELLS = [(number, at) for number, made in enumerate(DOCUMENT) for at, item in enumerate(made.prints) if item.amount]


def test_the_document_under_test_is_honest_and_all_its_cells_are_tied():
    system = system_of(*DOCUMENT)
    assert diagnose(system) == []
    tied = {index for relation in system.relations if relation.sense == "=" for _, index in relation.terms}
    assert {f.index for f in system.figures if not f.blank} <= tied
    assert len(CELLS) > 120


@pytest.mark.parametrize("share", range(4))
def test_a_slip_in_any_cell_of_a_whole_document_is_located(share: int):
    for number, at in CELLS[share::4]:
        made = DOCUMENT[number]
        item = made.prints[at]
        assert item.amount is not None
        wrong = item.amount.value + Decimal("30.00")
        tables = [*DOCUMENT]
        tables[number] = reprinted(made, at, f"{wrong}")
        system, diagnosis = only(*tables)
        changes = {culprit.figure: culprit.value for e in diagnosis.explanations if len(e) == 1 for culprit in e}
        index = sum(len(before.prints) for before in DOCUMENT[:number]) + at
        where = f"{made.form} {item.row_key} {item.column}"
        assert index in changes, f"{where}: {[[named(system, c) for c in e] for e in diagnosis.explanations]}"
        proposed = system.amount(changes[index]) / 10_000
        assert abs(proposed - item.amount.value) <= Decimal("0.01"), f"{where}: {proposed} instead of {item.text}"


def test_the_wrong_cell_comes_first_where_others_could_explain_it_too():
    """815 = 599 + 216 could be three slips; only one of them is a slip that people make."""
    made = table("GK03", "all basic project\n合计 815.00 599.00 261.00")
    ((first, *others),) = explained(made)
    assert first == ["GK03 合计 project -> 216.00"]
    assert {tuple(other) for other in others} == {("GK03 合计 all -> 860.00",), ("GK03 合计 basic -> 554.00",)}


def test_a_blank_cell_can_be_what_is_wrong():
    made = table("GK03", CLOSED)
    assert explained(reprinted(made, cell(made, "2150502", "project"), "")) == [[["GK03 2150502 project -> 713.95"]]]


def test_a_figure_of_another_unit_is_named():
    made = table("GK03", CLOSED)
    system, diagnosis = only(reprinted(made, cell(made, "208", "basic"), "2213700.00"))
    ((culprit,),) = diagnosis.explanations
    assert named(system, culprit) == "GK03 208 basic -> 221.37"
    assert culprit.slip == "放大了一万倍（元与万元混用）"


def test_a_lost_row_is_explained_as_a_lost_row():
    made = table("GK03", CLOSED)
    found = explained(without_row(made, "2080505"))
    assert ["0: row under 20805"] in [explanation for diagnosis in found for explanation in diagnosis]
    assert all(len(explanation) == 1 for diagnosis in found for explanation in diagnosis)


def test_a_lost_class_is_explained_as_a_lost_row_under_the_total():
    made = without_row(
        without_row(without_row(without_row(table("GK03", CLOSED), "208"), "20805"), "2080501"), "2080505"
    )
    assert {tuple(map(tuple, diagnosis)) for diagnosis in explained(made)} == {(("0: row under all",),)}


def test_a_lost_row_is_one_diagnosis_whatever_the_number_of_columns():
    made = table("GK03", CLOSED)
    assert len(diagnose(system_of(without_row(made, "2080505")))) == 1


def test_a_row_that_another_table_still_prints_is_missed_there():
    made = [m if m.form != "GK05" else without_row(m, "2080505") for m in DOCUMENT]
    number = next(at for at, m in enumerate(DOCUMENT) if m.form == "GK05")
    system = system_of(*made)
    diagnoses = diagnose(system)
    smallest = [
        [named(system, c) for c in explanation] for diagnosis in diagnoses for explanation in diagnosis.explanations
    ]
    assert [f"{number}: row under 20805"] in smallest


def too_large() -> Table:
    """One item is 100.00 too large in 合计 and in 基本支出 alike, so that its own row still adds up."""
    made = table("GK03", CLOSED)
    for column in ("all", "basic"):
        made = reprinted(made, cell(made, "2080505", column), "193.44")
    return made


def test_a_row_whose_parts_are_too_large_is_not_explained_by_a_lost_row():
    """The items together exceed their 款: a further row could only make it worse."""
    texts = [text for diagnosis in explained(too_large()) for explanation in diagnosis for text in explanation]
    assert not any("row under" in text for text in texts)


def test_a_wrong_figure_carried_into_the_column_beside_it_is_explained_by_both():
    right = {"GK03 2080505 all -> 93.44", "GK03 2080505 basic -> 93.44"}
    found = [set(explanation) for diagnosis in explained(too_large()) for explanation in diagnosis]
    assert right in found


def test_two_slips_far_apart_give_two_diagnoses():
    made = table("GK03", CLOSED)
    wrong = reprinted(made, cell(made, "2080501", "basic"), "172.93")
    wrong = reprinted(wrong, cell(wrong, "2150502", "project"), "731.95")
    found = explained(wrong)
    assert sorted(explanation for diagnosis in found for explanation in diagnosis) == [
        ["GK03 2080501 basic -> 127.93"],
        ["GK03 2150502 project -> 713.95"],
    ]
    assert len(found) == 2


def test_two_slips_that_hang_together_are_explained_together():
    made = table("GK03", CLOSED)
    wrong = reprinted(made, cell(made, "2080501", "basic"), "172.93")
    wrong = reprinted(wrong, cell(wrong, "2080505", "basic"), "39.44")
    ((*explanations,),) = explained(wrong)
    right = {"GK03 2080501 basic -> 127.93", "GK03 2080505 basic -> 93.44"}
    assert right in [set(explanation) for explanation in explanations]
    assert {len(explanation) for explanation in explanations} == {2}


def test_a_table_full_of_slips_is_left_unexplained_rather_than_guessed():
    made = table("GK03", CLOSED)
    for row, text in (("208", "500.00"), ("20805", "11.00"), ("2080501", "900.00"), ("2080505", "77.00")):
        for column in ("all", "basic"):
            made = reprinted(made, cell(made, row, column), text if column == "all" else text[1:])
    for column in ("all", "basic", "project"):
        made = reprinted(made, cell(made, "合计", column), "1.00")
    (diagnosis,) = diagnose(system_of(made))
    assert diagnosis.explanations == ()
    assert len(diagnosis.failed) >= 8


@pytest.mark.parametrize("scale", [10**9, 10**13])
def test_a_wrong_cent_among_big_amounts_is_located(scale: int):
    sheet = f"""
        all basic project
        合计    {scale}.00 {scale}.00 .
        208     {scale}.00 {scale}.00 .
        20805   {scale}.00 {scale}.00 .
        2080501 {scale - 7}.00 {scale - 7}.00 .
        2080505 7.00 7.00 .
    """
    made = table("GK03", sheet, "元")
    wrong = reprinted(made, cell(made, "2080501", "basic"), f"{scale - 6}.00")
    system, diagnosis = only(wrong)
    ((culprit,),) = diagnosis.explanations
    assert culprit.figure is not None
    assert (system.figures[culprit.figure].row_key, system.figures[culprit.figure].column) == ("2080501", "basic")
    assert system.amount(culprit.value) == scale - 7


def test_a_slip_in_a_dump_is_located_across_tables():
    """The total of 公开01 disagrees with 公开03, with its own classes and with its balance."""
    tables = read_text_dump().tables
    at = next(n for n, item in enumerate(tables[0].prints) if item.row_key == "支出:本年支出合计")
    tables[0] = reprinted(tables[0], at, "1,001.00")
    assert explained(*tables) == [[["GK01 支出:本年支出合计 金额 -> 1000.00"]]]


def test_the_answer_is_the_same_every_time():
    made = table("GK03", "all basic project\n合计 815.00 599.00 261.00\n208 815.00 599.00 261.00")
    assert [explained(made) for _ in range(3)] == [explained(made)] * 3
