"""The built-in example: a fictitious bureau's disclosure with six planted slips.

`python -m benchmarks.generator.example` writes src/mingzhang/example/; a second run writes the same bytes.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from benchmarks.generator.cube import Seeded
from benchmarks.generator.document import make_document
from benchmarks.generator.evaluation import Item, Project
from benchmarks.generator.producers.typst_pdf import typst_pdf
from benchmarks.generator.slip import Slip, drop_notes, misprint, misstate
from benchmarks.generator.style import Style
from mingzhang.forms import editions
from mingzhang.write.printed import Document

FOLDER = Path(__file__).resolve().parents[2] / "src" / "mingzhang" / "example"
OFFICE = "云州市数字发展局"
_STYLE = Style(landscape=False, name_width=13, shared_pages=True)
_BASIC = {
    "2080501": {"30301": "186400", "30302": "1023577.6", "30305": "98650"},
    "2080502": {"30302": "412880"},
    "2080505": {"30108": "1386420.35"},
    "2080506": {"30109": "693210.18"},
    "2101101": {"30110": "512360.4"},
    "2101102": {"30110": "186740.22"},
    "2150501": {
        "30101": "4123620.5", "30102": "2689013.77", "30103": "1964408", "30112": "98736.11", "30201": "312450.6",
        "30202": "56780", "30207": "128765.44", "30209": "236000", "30211": "198432.1", "30213": "76540",
        "30215": "12860", "30216": "45320", "30217": "8600", "30228": "264315.28", "30229": "187600",
        "30231": "48000", "30239": "623450", "30299": "96321.55", "31002": "83200",
    },
    "2150550": {
        "30101": "1562034.9", "30107": "983520.66", "30112": "41203.9", "30201": "88960.3", "30211": "36200",
        "30226": "152000", "30228": "76540.45",
    },
    "2210201": {"30113": "1268430"},
}  # fmt: skip
_PROJECTS = {"2150502": "2365410.8", "2150517": "10864000", "2150805": "4236800", "2080799": "65700"}
_BUDGET = {"30217": "20000", "30231": "55000"}


def clean_cube() -> Seeded:
    """The books of the bureau."""
    cube = Seeded(OFFICE, 2023, "部门")

    def add(amount: str | Decimal, measure: str, **at: str) -> None:
        cube.add(Decimal(amount), measure, **at)

    for function, amounts in _BASIC.items():
        for economic, amount in amounts.items():
            add(amount, "expenditure", fund="general", function=function, kind="basic", economic=economic)
        add(sum(map(Decimal, amounts.values()), Decimal(0)), "income", fund="general", function=function)
    for function, amount in _PROJECTS.items():
        add(amount, "expenditure", fund="general", function=function, kind="project", economic="30227")
    add("4000", "expenditure", fund="general", function="2150502", kind="project", economic="30217")
    add("2169410.8", "income", fund="general", function="2150502")
    add("200000", "opening", fund="general", function="2150502")
    add("11000000", "income", fund="general", function="2150517")
    add("136000", "closing", fund="general", function="2150517")
    add("4236800", "income", fund="general", function="2150805")
    add("65700", "income", fund="general", function="2080799")
    add("2600000", "income", fund="government_fund", function="2120899")
    add("2600000", "expenditure", fund="government_fund", function="2120899", kind="project")
    add("123500", "income", fund="other", function="2150550")
    add("152460.3", "expenditure", fund="other", function="2150550", kind="basic")
    add("56000", "opening", fund="other")
    add("27039.7", "closing", fund="other")
    for economic, amount in _BUDGET.items():
        add(amount, "expenditure", fund="general", economic=economic, stage="full_year_budget")
    for category, amount in (("goods", "862300"), ("services", "5236400")):
        add(amount, "procurement", category=category)
    add("2378634.97", "running_costs", unit_type="administrative")
    add("1", "vehicles", use="confidential")
    add("1", "vehicles", use="other")
    return cube


def _project(name: str, funds: tuple[str, ...], source: str, items: tuple[Item, ...], total: str) -> Project:
    return Project(
        name, f"312-{OFFICE}[部门]", f"312001-{OFFICE}", 2023, (("资金总额", *funds), (source, *funds)),
        "按年度计划完成各项建设任务，提高公共服务水平。", "各项建设任务按计划完成，公共服务水平有所提高。",
        items, total, "优",
        (
            ("项目实施和预算执行情况及分析", "项目按计划实施，资金按进度支付。"),
            ("产出情况及分析", "各项产出指标基本完成。"), ("主要经验做法", "无"),
        ),
    )  # fmt: skip


def _projects() -> tuple[Project, ...]:
    """Two forms by the scheme 10 + 50 + 30 + 10; the second prints a total above the sum of its scores."""
    cloud = (
        Item("产出指标", "数量指标", "接入部门数量", "≥36个", "38个", "20", "20"),
        Item("产出指标", "质量指标", "系统可用率", "≥99.9%", "99.95%", "10", "10"),
        Item("产出指标", "时效指标", "按期完成", "2023年12月底前", "达成预期指标", "10", "10"),
        Item("产出指标", "成本指标", "平台建设成本", "≤1100万元", "1086.4万元", "10", "10"),
        Item(
            "效益指标", "社会效益指标", "网上办理便利程度", "提高", "达成预期指标", "30", "28", "部分事项仍需现场办理"
        ),
        Item("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", "10", "10"),
    )
    firms = (
        Item("产出指标", "数量指标", "补助企业数量", "≥40家", "42家", "20", "20"),
        Item("产出指标", "质量指标", "补助对象合规率", "100%", "100%", "10", "10"),
        Item("产出指标", "时效指标", "资金拨付及时率", "≥95%", "96%", "10", "10"),
        Item("产出指标", "成本指标", "户均补助", "≤10.1万元", "10.09万元", "10", "10"),
        Item("效益指标", "经济效益指标", "企业营业收入增长", "≥5%", "4.2%", "30", "25", "市场需求不足"),
        Item("满意度指标", "服务对象满意度指标", "企业满意度", "≥90%", "93%", "10", "10"),
    )
    return (
        _project(
            "数字政务平台建设",
            ("1100.000", "1100.000", "1100.000", "1086.400", "13.600", "98.76%", "9.88"),
            "市县区财政资金",
            cloud,
            "97.88",
        ),
        _project(
            "中小企业数字化补助",
            ("423.680", "423.680", "423.680", "423.680", "0.000", "100.00%", "10.00"),
            "市县区财政资金",
            firms,
            "97.00",
        ),
    )


def example() -> tuple[Document, list[Slip]]:
    """The document with its slips."""
    document = make_document(editions()["山西2023"], 0, _STYLE, clean_cube(), _projects())
    slips = [
        misprint(document, "GK03", "2150517", "项目支出", "1,036.40", "一位数字印错（8 印作 3）"),
        misprint(document, "GK06", "301", "决算数", "1,505.97", "合计中相邻两位颠倒"),
        misprint(document, "GK10", "（一）行政单位", "统计数", "2,378.60", "小数点错位，机关运行经费超过公用经费"),
        misstate(
            document,
            "2023年度支出合计",
            "基本支出2,011.60万元",
            "基本支出1,996.35万元",
            "文字误用了另一张表的数字（只含一般公共预算）",
        ),
        drop_notes(document, "GK08", "空表没有说明"),
        Slip("自评表各项得分之和与总分不符", "《中小企业数字化补助项目支出绩效自评表》总分", "97.00", "95.00"),
    ]
    return document, slips


def readme(slips: list[Slip]) -> str:
    """What is planted, for whoever wonders."""
    rows = "\n".join(
        f"| {number} | {slip.where} | {slip.printed} | {slip.right} | {slip.kind} |"
        for number, slip in enumerate(slips, start=1)
    )
    return (
        "# 自带的例子\n\n"
        f"`disclosure.pdf` 是虚构的“{OFFICE}”2023 年度部门决算：十张表、情况说明、名词解释、两张项目自评表。"
        "单位、人员和金额都是编造的，与任何真实单位无关。\n\n"
        "里面故意写错了几处，`mingzhang demo` 会把它们找出来：\n\n"
        "| 序号 | 位置 | 印作 | 应为 | 错误 |\n|---|---|---|---|---|\n"
        f"{rows}\n\n"
        "文件由 `python -m benchmarks.generator.example` 生成，每次生成的字节相同。\n"
    )


def main() -> None:
    """Write the example."""
    document, slips = example()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "disclosure.pdf").write_bytes(typst_pdf(document, _STYLE))
    (FOLDER / "README.md").write_text(readme(slips), encoding="utf-8")


if __name__ == "__main__":
    main()
