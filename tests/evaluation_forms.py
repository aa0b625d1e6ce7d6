"""Invented self-evaluation forms for the tests, and a writer that prints them as a text dump of a page does."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from mingzhang.evaluation.fragments import width
from mingzhang.evaluation.labels import ANALYSIS
from mingzhang.evaluation.model import FUND_COLUMNS, Evaluation, FundRow, Indicator, Mark
from mingzhang.model import Place
from mingzhang.read.layout import Line

_WORDS = (
    "开展全区河道巡查与堤防养护完成年度水质监测任务组织培训购置设备保障日常运转"
    "推进信息公开加强档案管理提升服务能力落实安全责任"
)
_NAMES = (
    "河道水面保洁（含支流）完成率",
    "2023年度巡查次数",
    "群众满意度",
    "资金拨付及时性",
    "巡查河道长度",
    "设备完好率",
    "培训人次",
    "资料归档及时率",
    "养护单位成本",
    "服务对象投诉率",
    "水质监测点位数量",
    "应急物资储备种类",
)
_UNITS = ("人", "次", "公里", "台", "%", "元/人", "万元", "平方米", "个", "元/公里")
_WORDED = ("及时", "保障", "按期完成", "显著提升", "稳步提高", "合格", "按照年度计划时间节点完成", "定性", "优良中低差")
_DATES = ("2023年1月1日-2023年12月31日", "2023.1.1-2023.12.31", "2023年12月底前", "2023年", "12月31日前")
_DONE = ("达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差")
_LAYOUT = (
    ("产出指标", "数量指标", 20),
    ("产出指标", "质量指标", 10),
    ("产出指标", "时效指标", 10),
    ("产出指标", "成本指标", 10),
    ("效益指标", "社会效益指标", 30),
    ("满意度指标", "服务对象满意度指标", 10),
)
_FUND_HEADS = ("目标申报数", "预算编制数", "全年预算数", "全年执行数", "资金结(转)余", "执行率", "得分")


def plain(value: Decimal) -> str:
    """A number without trailing zeros, as the provincial system prints it."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half-up rounding."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def sentence(chance: random.Random, shortest: int, longest: int) -> str:
    """Some invented text that ends in a full stop."""
    size = chance.randint(shortest, longest)
    text = ""
    while len(text) < size:
        start = chance.randrange(len(_WORDS) - 6)
        text += _WORDS[start : start + chance.randint(4, 10)] + chance.choice("，，、")
        if chance.random() < 0.2:
            text += f"共{chance.randint(1, 900)}{chance.choice(_UNITS)}，"
    return text[:-1] + chance.choice(("。", "。", "", ""))


def invent(chance: random.Random) -> Evaluation:
    """A form in which every figure is right."""
    budget = Decimal(chance.randint(0, 300_000)) / 1000 if chance.random() > 0.1 else Decimal(0)
    spent = rounded(budget * chance.choice((Decimal(1), Decimal(chance.randint(1, 1000)) / 1000)), 3)
    sources = ["市县区财政资金", *chance.sample(["中央财政资金", "省级财政资金", "其他资金"], chance.randint(0, 2))]
    shares = [Decimal(0)] * len(sources)
    shares[0] = Decimal(1)
    if len(sources) > 1:
        shares = [Decimal(1) - Decimal("0.25") * (len(sources) - 1), *[Decimal("0.25")] * (len(sources) - 1)]
    budgets = [rounded(budget * share, 3) for share in shares]
    spents = [min(rounded(spent * share, 3), most) for share, most in zip(shares, budgets, strict=True)]
    rows = [_fund("资金总额", sum(budgets, Decimal(0)), sum(spents, Decimal(0)))]
    rows += [_fund(*parts) for parts in zip(sources, budgets, spents, strict=True)]
    indicators: list[Indicator] = []
    total = Decimal(rows[0].cells["得分"].text or 0)
    for level1, level2, weight in _LAYOUT:
        for part in _parts(chance, weight):
            indicator = _indicator(chance, level1, level2, part)
            total += Decimal(indicator.score or 0)
            indicators.append(indicator)
    grade = "优" if total >= 90 else "良" if total >= 80 else "中" if total >= 60 else "差"
    name = chance.choice("JQZ") + _WORDS[: chance.randint(4, 20)] + chance.choice(("经费", "（二期）项目", "补助"))
    return Evaluation(
        title=name + "项目支出绩效自评表",
        year=f"{chance.randint(2019, 2025)}年度",
        project_name=name,
        department_code="517",
        department_name="某市河湖管理局[部门]",
        budget_unit_code="517002",
        budget_unit_name="某市河湖管理局",
        funds_unit="万元",
        funds=tuple(rows),
        annual_goal=sentence(chance, 8, 110),
        actual_completion=sentence(chance, 8, 110),
        indicators=tuple(indicators),
        total=Mark(plain(total)),
        grade=Mark(grade),
        analysis={label: chance.choice(("无", sentence(chance, 10, 120))) for label in ANALYSIS},
    )


def _parts(chance: random.Random, weight: int) -> list[int]:
    return [weight // 2, weight - weight // 2] if weight >= 10 and chance.random() < 0.25 else [weight]


def _fund(item: str, budget: Decimal, spent: Decimal) -> FundRow:
    rate = rounded(spent / budget * 100, 2) if budget else Decimal(0)
    score = rounded(min(rate, Decimal(100)) / 10, 2)
    values = (budget, budget, budget, spent, budget - spent, rate, score)
    return FundRow(item, {c: Mark(plain(v)) for c, v in zip(FUND_COLUMNS, values, strict=True)})


def _indicator(chance: random.Random, level1: str, level2: str, weight: int) -> Indicator:
    score: Decimal | None = Decimal(weight)
    style = chance.random()
    if style < 0.5:
        unit = chance.choice(_UNITS)
        number = Decimal(chance.randint(1, 100_000)) / chance.choice((1, 1, 100))
        target = chance.choice("≥≤＝") + plain(number) + unit
        actual = target if chance.random() < 0.6 else target[0] + plain(number + 3) + unit
    elif style < 0.6:
        target, actual = chance.choice(_DATES), _DONE[0]
    else:
        target, actual = chance.choice(_WORDED), chance.choice(_DONE)
    adjusted = target
    if style < 0.5 and chance.random() < 0.15:
        adjusted = target[0] + plain(number + 1) + unit
    reason = None
    if chance.random() < 0.25:
        score = rounded(Decimal(weight) * Decimal(chance.randint(0, 99)) / 100, 2)
        reason = sentence(chance, 6, 60)
    if chance.random() < 0.05:
        score, reason = None, sentence(chance, 6, 40)
    name = chance.choice(_NAMES)
    text = plain(score) if score is not None else None
    return Indicator(level1, level2, name, target, adjusted, actual, str(weight), text, reason)


def wrap(text: str, limit: int) -> list[str]:
    """Lines of at most `limit` half-widths; figures and Latin words are kept whole where they fit."""
    lines: list[str] = []
    line = ""
    position = 0
    while position < len(text):
        end = position + 1
        if text[position].isascii() and text[position].isalnum():
            while end < len(text) and ((text[end].isascii() and text[end].isalnum()) or text[end] in ".%"):
                end += 1
        unit = text[position:end]
        if width(unit) > limit:
            unit = text[position]
        if line and width(line) + width(unit) > limit:
            lines.append(line)
            line = ""
        line += unit
        position += len(unit)
    return [*lines, line]


class Dump:
    """Prints cells in the manner of a text dump: pieces in cell order, a space on one height, lines otherwise."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.out: list[str] = []
        self.height: float | None = None
        self.column = -1

    def row(self, cells: list[tuple[int, str | None, int]]) -> None:
        """One table row: (column, text, width) of each cell; cells are centred on the tallest."""
        self.height = None
        wrapped = [(column, wrap(text, limit)) for column, text, limit in cells if text]
        tallest = max(len(lines) for _, lines in wrapped)
        for column, lines in wrapped:
            top = (tallest - len(lines)) / 2
            for number, line in enumerate(lines):
                self._put(column, top + number, line)

    def _put(self, column: int, height: float, text: str) -> None:
        jump = None if self.height is None else abs(height - self.height)
        if jump is not None and jump < 0.3 and column > self.column:
            self.out[-1] += " " + text
        else:
            blank = jump is None or jump > 1.05 or (jump >= 1 and self.chance.random() < 0.12)
            if blank and self.chance.random() > 0.05:
                self.out.append("")
            self.out.append(text)
        if self.chance.random() < 0.05:
            # Kerning leaves spaces before punctuation.
            self.out[-1] = self.out[-1].replace("，", " ，", 1)
        self.height, self.column = height, column

    def upright(self, text: str) -> None:
        """A heading printed one character to a line."""
        self.height = None
        self.out.append("")
        for character in text:
            self.out.append(character)
            if self.chance.random() < 0.1:
                self.out.append("")


def dump(form: Evaluation, chance: random.Random) -> list[str]:
    """The lines of a form as a text dump prints them."""
    page = Dump(chance)
    page.out = [
        " " + line if number == 0 else line for number, line in enumerate(wrap(form.title, chance.randint(36, 76)))
    ]
    page.out += ["", f"（{form.year}）"]
    page.row([(0, "项目名称", 20), (1, form.project_name, 90)])
    department = f"{form.department_code}-{form.department_name}"
    page.row(
        [
            (0, "主管部门及代码", 20),
            (1, department, 60),
            (2, "预算单位", 10),
            (3, f"{form.budget_unit_code}-{form.budget_unit_name}", 60),
        ]
    )
    page.row([(0, "项目资金预算安排及执行进度（万元）", chance.randint(22, 30))])
    narrow = chance.randint(8, 10)
    page.row(
        [
            (1, "年初预算数", 20),
            (3, "全年预算数", narrow),
            (4, "全年执行数", narrow),
            (5, "资金结(转)余", narrow),
            (6, "执行率", 8),
            (7, "得分", 6),
            (8, "偏差原因分析及改进措施", 8),
        ]
    )
    page.row([(1, "目标申报数", narrow), (2, "预算编制数", narrow)])
    for row in form.funds:
        item = row.item + "：" if row.is_total else row.item
        page.row(
            [(0, item, chance.choice((12, 16, 24)))]
            + [(1 + i, row.cells[c].text, 12) for i, c in enumerate(FUND_COLUMNS)]
        )
    page.row([(0, "项目年度绩效目标", 10)])
    page.row([(1, "年度目标", 20), (2, "实际完成情况", 20)])
    page.row([(1, form.annual_goal, chance.randint(44, 66)), (2, form.actual_completion, chance.randint(40, 60))])
    page.upright("绩效指标")
    _indicators(page, form, chance)
    page.row([(0, "总 分", 8), (1, form.total.text, 8), (2, form.grade.text, 4)])
    page.upright("项目绩效分析")
    page.upright("自评结果分析")
    wide = chance.randint(76, 92)
    for label, text in form.analysis.items():
        page.row([(1, label, 18), (2, text, wide)])
    return page.out


def _indicators(page: Dump, form: Evaluation, chance: random.Random) -> None:
    outer, inner, name = chance.choice((6, 8, 9)), chance.choice((8, 9)), chance.choice((8, 10, 12))
    value, reason = chance.choice((8, 9, 10)), chance.randint(28, 38)
    heads = [
        ("一级指标", outer),
        ("二级指标", inner),
        ("三级指标", name),
        ("年初指标值", value),
        ("调整后指标值", value),
    ]
    heads += [("实际完成值", value), ("分值", chance.choice((3, 6))), ("得分", 6), ("偏差原因分析及改进措施", reason)]
    page.row([(column, text, limit) for column, (text, limit) in enumerate(heads)])
    before: tuple[str | None, str | None] = (None, None)
    for item in form.indicators:
        if item.level1 != before[0]:
            page.row([(0, item.level1, outer)])
        if (item.level1, item.level2) != before and _shared(form, item):
            page.row([(1, item.level2, inner)])
        cells: list[tuple[int, str | None, int]] = []
        if (item.level1, item.level2) != before and not _shared(form, item):
            cells.append((1, item.level2, inner))
        cells += [(2, item.level3, name), (3, item.initial_target, value), (4, item.adjusted_target, value)]
        cells += [(5, item.actual, value), (6, item.weight, 6), (7, item.score, 6), (8, item.deviation_reason, reason)]
        page.row(cells)
        before = (item.level1, item.level2)


def _shared(form: Evaluation, item: Indicator) -> bool:
    return sum((other.level1, other.level2) == (item.level1, item.level2) for other in form.indicators) > 1


def as_lines(texts: list[str], first: int = 1) -> list[Line]:
    """Texts as the lines of a file."""
    return [Line(text, Place(line=number)) for number, text in enumerate(texts, first)]
