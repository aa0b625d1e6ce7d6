"""The explanation of a disclosure: sentences whose figures come from the cube."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random

from benchmarks.generator.cube import Seeded
from mingzhang.amount import format_amount
from mingzhang.forms import Edition
from mingzhang.write.printed import Text
from mingzhang.write.printer import numeral

_WAN = Decimal(10_000)
_FUNDS = {"GK07": ("政府性基金预算财政拨款", "government_fund"), "GK08": ("国有资本经营预算财政拨款", "state_capital")}
_INCOME = (
    ("财政拨款收入", "fiscal"), ("上级补助收入", "superior"), ("事业收入", "business"), ("经营收入", "operating"),
    ("附属单位上缴收入", "subsidiary"), ("其他收入", "other"),
)  # fmt: skip
_KINDS = (
    ("基本支出", "basic"), ("项目支出", "project"), ("上缴上级支出", "to_superior"), ("经营支出", "operating"),
    ("对附属单位补助支出", "to_subsidiary"),
)  # fmt: skip


def wan(value: Decimal) -> str:
    """An amount in 万元 with two decimals."""
    return f"{format_amount(value / _WAN, 2)}万元"


def share(part: Decimal, whole: Decimal) -> str:
    """A share in per cent with two decimals, of the printed amounts."""
    return f"{(part * 100 / whole).quantize(Decimal('0.01'))}%" if whole else "0%"


def explanation(edition: Edition, cube: Seeded) -> Iterator[Text]:
    """The numbered sections, those of the single funds and of 三公 in the edition's order."""
    writer = _Writer(cube)
    by_form: dict[str, tuple[str, Callable[[], Iterator[Text]]]] = {
        "GK01": ("收入支出决算总体情况说明", writer.totals),
        "GK02": ("收入决算情况说明", writer.income),
        "GK03": ("支出决算情况说明", writer.expenditure),
        "GK04": ("财政拨款收入支出决算总体情况说明", writer.fiscal),
        "GK05": ("一般公共预算财政拨款支出决算情况说明", writer.general),
        "GK06": ("一般公共预算财政拨款基本支出决算情况说明", writer.basic),
        "GK07": ("政府性基金预算财政拨款收入支出决算情况说明", lambda: writer.fund("GK07")),
        "GK08": ("国有资本经营预算财政拨款支出决算情况说明", lambda: writer.fund("GK08")),
        "GK09": ("财政拨款“三公”经费支出决算情况说明", writer.three_public),
    }
    named = [by_form[form] for form in edition.order if form in by_form]
    for number, (title, section) in enumerate([*named, ("其他重要事项的情况说明", writer.other)], start=1):
        yield Text(f"{numeral(number)}、{title}", "heading")
        yield from section()


class _Writer:
    """Sentences about one cube."""

    def __init__(self, cube: Seeded) -> None:
        self.cube = cube
        self.random = Random(f"narrative {cube.seed}")

    def _change(self, name: str, value: Decimal) -> str:
        """A comparison with a fictitious year before, consistent in its printed digits."""
        now = (value / _WAN).quantize(Decimal("0.01"))
        before = (now * Decimal(self.random.uniform(0.6, 1.5))).quantize(Decimal("0.01"))
        if not before or now == before:
            return f"{name}与上年持平"
        word, rate = ("增加", "增长") if now > before else ("减少", "下降")
        percent = (abs(now - before) * 100 / before).quantize(Decimal("0.01"))
        return f"{name}{word}{abs(now - before):,}万元，{rate}{percent}%"

    def totals(self) -> Iterator[Text]:
        total = self.cube.get("total")
        yield Text(
            f"{self.cube.year}年度收入总计{wan(total)}，支出总计{wan(total)}。与上年相比，"
            f"{self._change('收、支总计各', total)}，主要原因是本年工作任务有所调整。", "body",
        )  # fmt: skip

    def income(self) -> Iterator[Text]:
        whole = self.cube.get("income")
        parts = [(name, self.cube.get("income", fund=fund)) for name, fund in _INCOME]
        listed = "；".join(f"{name}{wan(value)}，占{share(value, whole)}" for name, value in parts)
        yield Text(f"{self.cube.year}年度收入合计{wan(whole)}，其中：{listed}。", "body")

    def expenditure(self) -> Iterator[Text]:
        whole = self.cube.get("expenditure")
        parts = [(name, self.cube.get("expenditure", kind=kind)) for name, kind in _KINDS]
        listed = "；".join(f"{name}{wan(value)}，占{share(value, whole)}" for name, value in parts)
        yield Text(f"{self.cube.year}年度支出合计{wan(whole)}，其中：{listed}。", "body")

    def fiscal(self) -> Iterator[Text]:
        total = self.cube.get("total", fund="fiscal")
        yield Text(
            f"{self.cube.year}年度财政拨款收入总计{wan(total)}，支出总计{wan(total)}。与上年相比，"
            f"{self._change('财政拨款收、支总计各', total)}。", "body",
        )  # fmt: skip

    def general(self) -> Iterator[Text]:
        spent = self.cube.get("expenditure", fund="general")
        whole = self.cube.get("expenditure")
        yield Text("（一）一般公共预算财政拨款支出决算总体情况", "subheading")
        yield Text(
            f"{self.cube.year}年度一般公共预算财政拨款支出{wan(spent)}，占本年支出合计的{share(spent, whole)}。"
            f"与上年相比，{self._change('一般公共预算财政拨款支出', spent)}。", "body",
        )  # fmt: skip
        yield Text("（二）一般公共预算财政拨款支出决算结构情况", "subheading")
        yield Text(f"{self.cube.year}年度一般公共预算财政拨款支出{wan(spent)}，主要用于以下方面：", "body")
        for code in sorted(code for code in self.cube.members("function") if len(code) == 3):
            value = self.cube.get("expenditure", fund="general", function=code)
            if value:
                yield Text(
                    f"{self.cube.name_of('function', code)}（类）支出{wan(value)}，占{share(value, spent)}。", "body"
                )
        yield Text("（三）一般公共预算财政拨款支出决算具体情况", "subheading")
        items = [code for code in sorted(self.cube.members("function")) if len(code) == 7]
        for number, code in enumerate(items[:6], start=1):
            value = self.cube.get("expenditure", fund="general", function=code)
            if not value:
                continue
            names = "".join(
                f"{self.cube.name_of('function', code[:width])}（{level}）"
                for width, level in zip((3, 5, 7), "类款项", strict=True)
            )
            yield Text(
                f"{number}．{names}。年初预算为{wan(value)}，支出决算为{wan(value)}，完成年初预算的100.00%。", "body"
            )

    def basic(self) -> Iterator[Text]:
        def spent(**at: str) -> Decimal:
            return self.cube.get("expenditure", fund="general", kind="basic", **at)

        yield Text(f"{self.cube.year}年度财政拨款基本支出{wan(spent())}，其中：", "body")
        for name, economic in (("人员经费", "personnel"), ("公用经费", "public")):
            heads = ("301", "303") if economic == "personnel" else ("302", "310")
            codes = sorted(code for code in self.cube.members("economic") if code[:3] in heads and len(code) == 5)
            named = [(self.cube.name_of("economic", code), spent(economic=code)) for code in codes]
            listed = "、".join(text for text, value in named if value)
            yield Text(f"{name}{wan(spent(economic=economic))}，主要包括：{listed}。", "body")

    def fund(self, form: str) -> Iterator[Text]:
        name, fund = _FUNDS[form]
        spent = self.cube.get("expenditure", fund=fund)
        if not self.cube.get("total", fund=fund):
            yield Text(f"本年度没有{name}收入和支出。", "body")
            return
        yield Text(f"{self.cube.year}年度{name}支出{wan(spent)}，{self._change(f'比上年{name}支出', spent)}。", "body")

    def three_public(self) -> Iterator[Text]:
        budget = self.cube.get("expenditure", fund="fiscal", economic="three_public", stage="full_year_budget")
        spent = self.cube.get("expenditure", fund="fiscal", economic="three_public")
        yield Text("（一）“三公”经费财政拨款支出决算总体情况说明", "subheading")
        done = f"，完成全年预算的{share(spent, budget)}" if budget else ""
        yield Text(
            f"{self.cube.year}年度“三公”经费财政拨款支出全年预算{wan(budget)}，支出决算{wan(spent)}{done}。", "body"
        )
        yield Text("（二）“三公”经费财政拨款支出决算具体情况说明", "subheading")
        names = (
            ("因公出国（境）费", "overseas"),
            ("公务用车购置费", "vehicle_purchase"),
            ("公务用车运行维护费", "vehicle_running"),
            ("公务接待费", "reception"),
        )
        for number, (name, economic) in enumerate(names, start=1):
            value = self.cube.get("expenditure", fund="fiscal", economic=economic)
            yield Text(f"{number}、{name}支出{wan(value)}。", "body")

    def other(self) -> Iterator[Text]:
        running = self.cube.get("running_costs", unit_type="administrative")
        bought = self.cube.get("procurement")
        yield Text("（一）机关运行经费支出情况", "subheading")
        yield Text(f"{self.cube.year}年度机关运行经费支出{wan(running)}，主要用于保障日常运转。", "body")
        yield Text("（二）政府采购支出情况", "subheading")
        kinds = (("政府采购货物支出", "goods"), ("政府采购工程支出", "works"), ("政府采购服务支出", "services"))
        listed = "、".join(f"{name}{wan(self.cube.get('procurement', category=category))}" for name, category in kinds)
        yield Text(f"{self.cube.year}年度政府采购支出总额{wan(bought)}，其中：{listed}。", "body")
        yield Text("（三）国有资产占用情况", "subheading")
        vehicles = self.cube.get("vehicles")
        yield Text(
            f"截至{self.cube.year}年12月31日，共有车辆{vehicles}辆；单价100万元（含）以上设备（不含车辆）{self.cube.get('equipment')}台（套）。",
            "body",
        )
