"""The projects of a book with their indicators: weights sum to 90, what was achieved is plausible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.books.sheets import Filling, yuan
from benchmarks.books.year import Project

_NAMES = (
    "档案数字化整理", "办公区域维修", "业务系统运行维护", "法律顾问服务", "宣传栏目制作", "基层站点设备更新",
    "专项规划编制", "技能培训", "安全检查服务", "公共场所保洁", "数据采集整理", "老旧设施改造", "便民服务点建设",
    "应急物资储备",
)  # fmt: skip
_SOURCES = {
    "general": "市县区财政资金",
    "government_fund": "政府性基金预算",
    "state_capital": "国有资本经营预算",
    "own_funds": "单位自有资金",
}
_COUNTED = (
    ("服务次数", "次"),
    ("培训人数", "人"),
    ("更新设备数量", "台"),
    ("整理资料数量", "册"),
    ("检查点位数量", "处"),
)
_QUALITY = ("验收合格率", "资料准确率", "设备完好率")
_BENEFITS = (("社会效益指标", "办事便利程度"), ("社会效益指标", "公共服务能力"), ("可持续影响指标", "长效管理机制"))
_CAUSES = ("部分任务顺延到下年，将加快实施。", "前期准备时间较长，今后提前安排。", "参与人数少于预计，将加强组织。")
_ACHIEVED = (
    ("达成预期指标", 80, 100), ("达成预期指标", 100, 100), ("部分达成预期指标并具有一定效果", 60, 79),
    ("未达成预期指标且效果较差", 10, 59),
)  # fmt: skip
# The weights of numbers, quality, time, cost, benefit and satisfaction; no satisfaction in one of the schemes.
_WEIGHTS = ((20, 10, 10, 10, 30, 10), (15, 15, 10, 10, 30, 10), (20, 10, 10, 20, 20, 10), (20, 10, 10, 10, 40, 0))


@dataclass(frozen=True, slots=True)
class _Indicator:
    """An indicator as filled in; `score` only for worded ones."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    weight: int
    score: str = ""
    cause: str = ""


def write_projects(projects: list[Project], random: Random, book: Filling) -> None:
    """Fill in 项目 and 绩效指标; none spends more than its full-year budget."""
    for number, project in enumerate(projects):
        full = project.spent if random.random() < 0.4 else project.spent * random.randint(101, 130) // 100
        planned = full if random.random() < 0.6 else full * random.randint(80, 120) // 100
        turn = number // len(_NAMES)
        name = _NAMES[number % len(_NAMES)] + (f"第{turn + 1}期" if turn else "")
        book.add(
            "projects", code=project.code, name=name, unit=project.unit, fund=project.fund,
            source=_SOURCES[project.fund], declared=planned if random.random() < 0.5 else None, planned=planned,
            full=full, spent=project.spent if random.random() < 0.5 else None,
            goal=f"按年度计划完成{name}，提高服务水平。", completion=f"{name}按计划推进，服务水平有所提高。",
            outputs="各项产出指标按计划推进。", benefits="群众办事更加便利。",
            satisfaction="回访的服务对象大多表示满意。",
            experience="" if random.random() < 0.5 else "提前制定计划，按月检查进度。",
            problems="资金支付集中在下半年。", improvements="督促承办单位按进度结算。",
        )  # fmt: skip
        for indicator in _indicators(random, full, project.spent):
            book.add(
                "indicators", project=project.code, level1=indicator.level1, level2=indicator.level2,
                level3=indicator.level3, target=indicator.target, actual=indicator.actual,
                adjusted=indicator.target if random.random() < 0.2 else None,
                weight=indicator.weight, score=indicator.score, cause=indicator.cause,
            )  # fmt: skip


def _indicators(random: Random, full: int, spent: int) -> Iterator[_Indicator]:
    number, quality, time, cost, benefit, satisfaction = random.choice(_WEIGHTS)
    name, unit = random.choice(_COUNTED)
    target, good = random.randint(5, 400), random.choice((90, 95, 98))
    reached = target + random.randint(0, 9) if random.random() < 0.7 else max(1, target * random.randint(40, 97) // 100)
    yield _counted(random, ("产出指标", "数量指标", name), (target, reached, unit), number)
    names = ("产出指标", "质量指标", random.choice(_QUALITY))
    yield _counted(random, names, (good, random.randint(good - 5, 100), "%"), quality)
    yield _worded(random, ("产出指标", "时效指标", "任务完成及时性"), "按期完成", time)
    level1 = "成本指标" if cost == 20 else "产出指标"
    level2 = "经济成本指标" if cost == 20 else "成本指标"
    yield _Indicator(level1, level2, "项目总成本", f"≤{yuan(full)}元", f"{yuan(spent)}元", cost)
    names = ("效益指标", *random.choice(_BENEFITS))
    yield _worded(random, names, "有所提升", benefit)
    if satisfaction:
        names = ("满意度指标", "服务对象满意度指标", "服务对象满意度")
        yield _counted(random, names, (90, random.choice((96, 92, 90, 85)), "%"), satisfaction)


def _counted(random: Random, names: tuple[str, str, str], figures: tuple[int, int, str], weight: int) -> _Indicator:
    """At least so many; a cause where they are not reached. The score follows from the figures."""
    target, actual, unit = figures
    cause = "" if actual >= target else random.choice(_CAUSES)
    return _Indicator(*names, f"≥{target}{unit}", f"{actual}{unit}", weight, cause=cause)


def _worded(random: Random, names: tuple[str, str, str], target: str, weight: int) -> _Indicator:
    """A worded indicator with a score inside its band; a cause where it is not the whole weight."""
    actual, low, high = random.choices(_ACHIEVED, (30, 50, 15, 5))[0]
    score = Decimal(weight * random.randint(low, high)) / 100
    cause = "" if score == weight else random.choice(_CAUSES)
    return _Indicator(*names, target, actual, weight, f"{score:f}", cause)
