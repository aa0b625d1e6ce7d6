"""The units of a fictitious department: names, types, and what happens to them during the year."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

TOWNS = ("云州市", "临江市", "青原县", "白石区", "东屏市", "南浦县", "清河新区")
OFFICES = ("数字发展局", "河道管理局", "产业促进局", "公共资源局", "城市更新局", "文体旅游局")
_FIELDS = (
    "园林养护", "水质监测", "档案利用", "技能培训", "设备保障", "信息服务", "志愿服务", "场馆管理", "遗产保护",
    "质量检测", "市政照明", "应急保障", "宣传教育", "规划研究",
)  # fmt: skip
_KINDS = ("中心", "站", "所", "办公室")
_SIZES = (3, 3, 4, 4, 5, 6, 8, 10, 14, 20, 30, 40)
PUBLIC = ("administrative", "civil_service")
"""The types whose public spending counts as 机关运行经费."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by the choices of book.toml; `months` are those it has entries in."""

    code: str
    name: str
    type: str
    status: str
    successor: str
    months: range

    @property
    def institution(self) -> bool:
        """Whether it is a 事业单位, which alone distributes what is left and draws it down."""
        return self.type == "institution"


def make_units(random: Random, count: int | None) -> tuple[str, str, list[Unit]]:
    """Name and code of the department and its units (3 to 40); the first two of them have an ordinary year."""
    total = count if count is not None else random.choice(_SIZES)
    if not 3 <= total <= 40:
        raise ValueError(f"a department has 3 to 40 units, not {total}")
    town = random.choice(TOWNS)
    office, code = town + random.choice(OFFICES), str(random.randint(100, 899))
    names = random.sample([f"{town}{field}{kind}" for field in _FIELDS for kind in _KINDS], total - 1)
    units: list[Unit] = []
    for at, name in enumerate([f"{office}本级", *names]):
        kind = "administrative" if at == 0 else random.choice(("institution", "institution", "civil_service"))
        if at == 1:
            kind = "institution"
        elif at > 1 and random.random() < 0.15:
            kind = "administrative"
        status = random.choices(("ordinary", "zero", "merged", "new"), (70, 10, 10, 10))[0] if at > 1 else "ordinary"
        successor = random.choice([unit for unit in units if unit.status == "ordinary"]) if status == "merged" else None
        last = random.choice((0, 3, 6, 9))
        months = {"zero": range(0), "merged": range(1, last + 1), "new": range(7, 13)}.get(status, range(1, 13))
        units.append(
            Unit(f"{code}{at + 1:03d}", name, kind, status, successor.code if successor else "", months)
        )  # fmt: skip
    return office, code, units
