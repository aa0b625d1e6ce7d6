from __future__ import annotations

from decimal import Decimal

import report_sample as sample
from mingzhang.finding import Outcome, Report, Tally
from mingzhang.report.bars import judged, money


def test_the_bars_show_the_printed_parts_on_one_scale():
    income, spending = money(sample.disclosure())
    assert [(part.label, part.amount, part.share) for part in income.slices] == [
        ("一般公共预算财政拨款收入", "1,180.00 万元", "92.9"),
        ("其他收入", "90.00 万元", "7.1"),
    ]
    assert spending.slices[0].label == "自然资源海洋气象等支出"
    assert income.total == "本年收入合计 1,270.00 万元"
    assert sum(Decimal(part.width) for part in income.slices) == Decimal("1000.00")


def test_without_a_summary_table_there_are_no_bars():
    document = sample.disclosure()
    del document.tables[0]
    assert money(document) == []


def test_a_single_failure_is_still_to_be_seen():
    parts = judged(Report([Outcome("r", (), Tally(100_000, 1))]))
    assert [(kind, number) for kind, _, number, _, _ in parts][:2] == [("passed", 100_000), ("failed", 1)]
    assert Decimal(parts[1][4]) >= 4
