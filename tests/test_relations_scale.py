"""Large documents and large amounts: thousands of relations, figures of 10^13 元, exact all the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random

import pytest

from mingzhang.amount import parse_amount
from mingzhang.forms import forms
from mingzhang.forms.address import fact_at
from mingzhang.model import Place, Print, Table
from mingzhang.relations.generate import generate
from mingzhang.relations.locate import diagnose
from mingzhang.relations.system import judge

COLUMNS = {"GK03": ("本年支出合计", "基本支出", "项目支出"), "GK05": ("合计", "基本支出", "项目支出")}


def tables() -> list[Table]:
    """Two tables of 1,675 codes; all money is fiscal, so that they print the same amounts."""
    chance = Random(7)
    leaves: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for code in (f"{201 + a}{b:02}{c:02}" for a in range(25) for b in range(1, 7) for c in range(1, 11)):
        for kind in (0, 1):
            amount = chance.randrange(10**11)  # 分 of 万元: up to 10^13 元 over a 类
            for above in (code, code[:5], code[:3], "合计"):
                leaves[above][kind] += amount
    made = []
    for name, columns in COLUMNS.items():
        prints = []
        for code in sorted(leaves, key=lambda key: (key != "合计", key)):
            basic, project = leaves[code]
            for column, amount in zip(columns, (basic + project, basic, project), strict=True):
                text = f"{amount // 100:,}.{amount % 100:02}"
                key, _ = fact_at(forms()[name], code, column)
                place = Place(table=name, row=code, column=column)
                prints.append(Print(key, text, parse_amount(text, "万元"), place, code, code, column))
        made.append(Table(name, forms()[name].title, prints, [], Place(), "万元"))
    return made


@pytest.fixture(scope="module")
def printed() -> list[Table]:
    return tables()


def test_thousands_of_relations_over_large_amounts_hold_exactly(printed):
    system = generate(printed)
    assert len(system.relations) > 5000
    assert max(figure.value for figure in system.figures) * system.quantum > 10**13
    assert {judge(system.figures, relation) for relation in system.relations} == {"pass"}
    assert diagnose(system) == []


def test_one_wrong_digit_among_them_is_the_only_explanation(printed):
    table = printed[0]
    at = next(i for i, item in enumerate(table.prints) if item.row_key == "2130405" and item.column == "项目支出")
    right = table.prints[at]
    wrong = right.text[:-4] + ("7" if right.text[-4] != "7" else "3") + right.text[-3:]
    prints = [*table.prints]
    prints[at] = replace(right, text=wrong, amount=parse_amount(wrong, "万元"))
    system = generate([replace(table, prints=prints), printed[1]])
    (diagnosis,) = diagnose(system)
    ((culprit,),) = diagnosis.explanations
    assert culprit.figure is not None and system.figures[culprit.figure].row_key == "2130405"
    assert culprit.value * system.quantum == right.amount.base
