from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

import report_sample as sample
from mingzhang.finding import Outcome, Report, Tally
from mingzhang.report.terminal import render


def rendered(**options) -> str:
    document = sample.disclosure()
    return render(document, sample.report(document), **options)


def test_a_clerk_reads_what_is_wrong_where_and_what_to_do():
    text = rendered(width=120)
    assert "确定错误 2   须说明 1   规范性提示 7   审计线索 0   待确认 1" in text
    assert "第 8 页 公开03 支出决算表 · 208 社会保障和就业支出 · 基本支出：「207.00」" in text
    assert "207.00 + 530.00 = 737.00" in text
    assert "最可能：208 的基本支出应为 270.00" in text
    assert "也可能：合计应为 737.00" in text
    assert "第 5–6 行：「基本支出800.00万元」" in text
    assert text.splitlines()[-1].startswith("结论：发现 2 处确定错误")


def test_heavier_groups_come_first_and_long_lists_fold():
    text = rendered()
    assert [text.index(f"■ {name}") for name in ("确定错误", "须说明", "规范性提示", "待确认", "查了什么")] == sorted(
        text.index(f"■ {name}") for name in ("确定错误", "须说明", "规范性提示", "待确认", "查了什么")
    )
    assert "第 3 处尾差" in text
    assert "第 4 处尾差" not in text
    assert "同类还有 4 条" in text


def test_what_was_not_checked_is_said():
    text = rendered()
    assert "判定 315 项：通过 304，不符 11；不适用 4；空白 12" in text
    assert "未查 合计等于各项之和：国有资本经营预算表为空表（3 次）" in text
    assert "读得没有把握：公开09" in text
    assert "1 处页面上看不见的文字" in text


def test_the_document_cannot_steer_the_terminal():
    text = rendered()
    assert not {"\x1b", "\u202e", "\x00"} & set(text)
    assert "\x1b[" in rendered(colour=True)
    assert "\x1b[31m&" not in rendered(colour=True)


def test_lines_keep_to_the_width_and_the_output_is_the_same_every_time(monkeypatch):
    first = rendered(width=60)
    assert max(cell_len(line) for line in first.splitlines()) <= 60
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert rendered(width=60) == first


def test_a_clean_report_still_says_what_was_judged():
    text = render(sample.disclosure(), Report([Outcome("r", (), Tally(7, 0, 2))]))
    assert "判定 7 项：通过 7，不符 0；不适用 2" in text
    assert text.endswith("结论：已判定的 7 项中未发现确定错误；另有 2 项无法判定。\n")


def test_a_rule_that_fails_everywhere_does_not_bury_the_others():
    many = tuple(replace(sample.sentence(), rule="sum.kind", message=f"第 {n} 处不符") for n in range(150))
    report = Report(
        [Outcome("sum.kind", many, Tally(0, 150)), Outcome("text.agrees", (sample.sentence(),), Tally(0, 1))]
    )
    text = render(sample.disclosure(), report, ids=True)
    assert text.count("算式") + text.count("应为 1,270.00") < 15
    assert "第 107 处不符" in text
    assert "第 108 处不符" not in text
    assert "同类还有 42 条" in text
    assert "文字说本年支出合计" in text
    # Each that is shown can be explained away.
    assert text.count("编号：") == 109
