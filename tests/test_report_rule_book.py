from __future__ import annotations

from pathlib import Path

from mingzhang.check import Rule, rules
from mingzhang.report.rule_book import rule_book

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"


def test_the_page_says_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == rule_book(rules()), "run: make rules"


def test_every_rule_is_told_in_full():
    page = rule_book(rules())
    for rule in rules():
        section = page.split(f"\n## {rule.id}\n")[1].split("\n## ")[0]
        assert rule.title in section
        assert "- 通过的例子：" in section
        assert "- 不通过的例子：" in section
        assert ("- 不适用：" in section) == bool(rule.not_applicable)
        assert f"| [{rule.id}](#{rule.id.replace('.', '')}) |" in page


def test_signs_of_markdown_stay_text():
    rule = Rule("a.b", "一|二", "*甲* <b>\n[乙](丙)", "error", "无", "", "`1`", "2")
    page = rule_book([rule])
    assert "一\\|二" in page
    assert "\\*甲\\* \\<b\\> \\[乙\\](丙)" in page
    assert "共 1 条：确定错误 1。" in page
