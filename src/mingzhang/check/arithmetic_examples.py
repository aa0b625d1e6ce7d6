"""Small documents that the rules of arithmetic pass or fail."""

from __future__ import annotations

from mingzhang.check.example import Example

_CELLS: dict[str, tuple[str, str, str]] = {
    "sum.function": (
        "GK03 合计 本年支出合计 100.00\nGK03 205 本年支出合计 60.00\nGK03 208 本年支出合计 {}", "40.00", "30.00",
    ),
    "sum.kind": ("GK03 合计 本年支出合计 100.00\nGK03 合计 基本支出 60.00\nGK03 合计 项目支出 {}", "40.00", "30.00"),
    "sum.fund": (
        "GK04 支出:本年支出合计 合计 100.00\nGK04 支出:本年支出合计 一般公共预算财政拨款 60.00\n"
        "GK04 支出:本年支出合计 政府性基金预算财政拨款 {}\nGK04 支出:本年支出合计 国有资本经营预算财政拨款 .",
        "40.00", "30.00",
    ),
    "sum.economic": ("GK06 人员经费合计 决算数 100.00\nGK06 301 决算数 60.00\nGK06 303 决算数 {}", "40.00", "30.00"),
    "sum.information": (
        "GK10 合计 统计数 100.00\nGK10 货物 统计数 60.00\nGK10 工程 统计数 .\nGK10 服务 统计数 {}", "40.00", "30.00",
    ),
    "balance.total": (
        "GK01 收入:总计 决算数 100.00\nGK01 收入:本年收入合计 决算数 60.00\nGK01 收入:年初结转和结余 决算数 {}",
        "40.00", "30.00",
    ),
    "agreement": ("GK01 支出:本年支出合计 决算数 100.00\nGK03 合计 本年支出合计 {}", "100.00", "90.00"),
    "bound.part": ("GK03 205 本年支出合计 100.00\nGK05 205 合计 {}", "90.00", "120.00"),
    "bound.running-costs": ("GK06 公用经费合计 决算数 100.00\nGK10 行政单位 统计数 {}", "90.00", "120.00"),
}  # fmt: skip
_TEXT = "三、支出决算情况说明\n2023年度支出合计100.00万元，其中：基本支出60.00万元，项目支出40.00万元。"
_SAID = "GK03 合计 本年支出合计 100.00\nGK03 合计 基本支出 60.00\nGK03 合计 项目支出 40.00"


def examples(rule: str) -> tuple[Example, Example]:
    """The passing and the failing example of a rule of arithmetic."""
    if rule == "text.figures":
        return Example(_SAID, _TEXT), Example(_SAID, _TEXT.replace("基本支出60.00", "基本支出66.00"))
    cells, right, wrong = _CELLS[rule]
    return Example(cells.format(right)), Example(cells.format(wrong))
