"""Projects of a department with their self-evaluation forms: money from the books, scores by the rules of the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.generator.cube import Seeded
from benchmarks.generator.evaluation import Item, Project

_WAN = Decimal(10_000)
_STEP = Decimal("0.01")
_FUNDS = ("general", "government_fund", "state_capital")
_SOURCES = {"general": "市县区财政资金", "government_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}
_NAMES = (
    "档案数字化整理", "办公区域维修", "业务系统运行维护", "法律顾问服务", "宣传栏目制作", "基层站点设备更新",
    "专项规划编制", "技能培训", "安全检查服务", "公共场所保洁", "数据采集整理", "老旧设施改造", "便民服务点建设",
    "应急物资储备",
)  # fmt: skip
_COUNTED = (
    ("服务次数", "次"), ("培训人数", "人"), ("更新设备数量", "台"), ("整理资料数量", "册"), ("检查点位数量", "处"),
)  # fmt: skip
_QUALITY = ("验收合格率", "资料准确率", "设备完好率")
_BENEFIT = (("社会效益指标", "办事便利程度"), ("社会效益指标", "公共服务能力"), ("可持续影响指标", "长效管理机制"))
_REASONS = ("部分任务顺延到下年，将加快实施", "前期准备时间较长，今后提前安排", "参与人数少于预计，将加强组织")
BANDS = {
    "优良中差": (("优", 90), ("良", 80), ("中", 60), ("差", 0)),
    "优良合格不合格": (("优", 90), ("良", 75), ("合格", 60), ("不合格", 0)),
}
_DISPUTED = (Decimal(75), Decimal(80))
"""Scores that the two sets of grades call differently although both have the word."""


@dataclass(frozen=True, slots=True)
class Funded:
    """A project with the fund that pays for it and its initial budget in 元."""

    fund: str
    planned: Decimal
    form: Project


def projects_of(cube: Seeded, bands: str) -> tuple[Funded, ...]:
    """Three to eight projects, each paid from the project spending of one item."""
    random = Random(f"projects {cube.seed}")
    paid = list(_paid(cube))
    chosen = random.sample(paid, min(len(paid), random.randint(3, 8)))
    names = random.sample(_NAMES, len(chosen))
    return tuple(
        _project(cube, random, name, fund, spent, bands) for name, (fund, spent) in zip(names, chosen, strict=True)
    )


def _paid(cube: Seeded) -> Iterator[tuple[str, Decimal]]:
    for fund in _FUNDS:
        for code in sorted(code for code in cube.members("function") if len(code) == 7):
            spent = cube.get("expenditure", fund=fund, function=code, kind="project")
            if spent >= 5 * _WAN:
                yield fund, (spent / _WAN).quantize(_STEP, ROUND_DOWN)


def _project(cube: Seeded, random: Random, name: str, fund: str, spent: Decimal, bands: str) -> Funded:
    """Money in 万元; half of the projects spend all they have, some more or less than first planned."""
    full = spent if random.random() < 0.5 else (spent * Decimal(random.uniform(1.01, 1.3))).quantize(_STEP)
    planned = full if random.random() < 0.6 else (full * Decimal(random.uniform(0.8, 1.2))).quantize(_STEP)
    rate = (spent * 100 / full).quantize(_STEP, ROUND_HALF_UP)
    earned = (spent * 10 / full).quantize(_STEP, ROUND_HALF_UP)
    figures = (f"{planned}", f"{planned}", f"{full}", f"{spent}", f"{full - spent}", f"{rate}%", f"{earned}")
    while True:
        items = tuple(_items(random, full, spent))
        total = earned + sum((Decimal(item.score) for item in items), Decimal(0))
        if not _DISPUTED[0] <= total < _DISPUTED[1]:
            break
    grade = next(word for word, low in BANDS[bands] if total >= low)
    rows = (("资金总额", *figures), (_SOURCES[fund], *figures))
    counted = items[0]
    analysis = (
        ("项目实施和预算执行情况及分析",
         f"项目年初预算{planned}万元，全年预算{full}万元，全年执行{spent}万元，执行率{rate}%。"),
        ("产出情况及分析", f"{counted.level3}实际完成{counted.actual}，其余产出指标按计划推进。"),
        ("主要经验做法", "无"),
    )  # fmt: skip
    office = cube.organisation
    form = Project(
        name, f"{300 + cube.seed % 600}-{office}[部门]", f"{300 + cube.seed % 600}001-{office}", cube.year, rows,
        "按年度计划完成各项任务，提高服务水平。", "各项任务按计划推进，服务水平有所提高。",
        items, f"{total}", grade, analysis,
    )  # fmt: skip
    return Funded(fund, planned * _WAN, form)


def _items(random: Random, full: Decimal, spent: Decimal) -> Iterator[Item]:
    """By the scheme 50 + 30 + 10, in two ways of splitting the 50."""
    amount, quality, time, cost = random.choice(((20, 10, 10, 10), (15, 15, 10, 10)))
    name, unit = random.choice(_COUNTED)
    target = random.randint(5, 400)
    reached = target + random.randint(0, 9)
    if random.random() < 0.3:
        reached = max(1, int(target * random.uniform(0.4, 0.97)))
    good = random.choice((90, 95, 98))
    satisfied = random.choice((96, 92, 90, 85))
    yield _counted(random, ("产出指标", "数量指标", name), (target, reached, unit), amount)
    quality_name = ("产出指标", "质量指标", random.choice(_QUALITY))
    yield _counted(random, quality_name, (good, random.randint(good, 100), "%"), quality)
    yield _worded(random, ("产出指标", "时效指标", "任务按期完成"), "按期完成", time)
    yield Item("产出指标", "成本指标", "项目成本", f"≤{full}万元", f"{spent}万元", str(cost), str(cost))
    level, benefit = random.choice(_BENEFIT)
    yield _worded(random, ("效益指标", level, benefit), "有所提升", 30)
    yield _counted(random, ("满意度指标", "服务对象满意度指标", "服务对象满意度"), (90, satisfied, "%"), 10)


def _counted(random: Random, names: tuple[str, str, str], figures: tuple[int, int, str], weight: int) -> Item:
    """At least so many: full marks from the target on, below it in proportion."""
    target, actual, unit = figures
    printed = f"≥{target}{unit}", f"{actual}{unit}", str(weight)
    if actual >= target:
        return Item(*names, *printed, str(weight))
    score = (Decimal(weight) * actual / target).quantize(_STEP, ROUND_HALF_UP)
    return Item(*names, *printed, f"{score}", random.choice(_REASONS))


def _worded(random: Random, names: tuple[str, str, str], target: str, weight: int) -> Item:
    """A worded indicator: reached, nearly, or in part."""
    chance = random.random()
    if chance < 0.65:
        return Item(*names, target, "达成预期指标", str(weight), str(weight))
    reached, share = ("达成预期指标", "0.9") if chance < 0.85 else ("部分达成预期指标", "0.7")
    score = (Decimal(weight) * Decimal(share)).quantize(Decimal("0.1"))
    return Item(*names, target, reached, str(weight), f"{score}", random.choice(_REASONS))
