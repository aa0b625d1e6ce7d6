"""A fictitious department from a seed: leaf amounts in 元 whose balances hold exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from mingzhang import catalogue
from mingzhang.compile.cube import Cube

NAMES = {
    "2120801": "征地和拆迁补偿支出",
    "2120803": "城市建设支出",
    "2120804": "农村基础设施建设支出",
    "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
    "22399": "其他国有资本经营预算支出",
    "2239999": "其他国有资本经营预算支出",
}
"""Codes the catalogue does not know and the generator prints."""

_CENT = Decimal("0.01")
_TOWNS = ("云州市", "临江市", "青原县", "白石区", "东屏市", "南浦县", "清河新区")
_OFFICES = (
    "数字发展局",
    "河道管理局",
    "园林服务中心",
    "产业促进局",
    "公共资源局",
    "档案馆",
    "城市更新局",
    "文体旅游局",
)
_ALWAYS = ("2080501", "2080505", "2080506", "2101101", "2210201")
_NON_FISCAL = ("superior", "business", "operating", "subsidiary", "other")
_PERSONNEL = (
    "30101",
    "30102",
    "30103",
    "30107",
    "30108",
    "30109",
    "30110",
    "30112",
    "30113",
    "30199",
    "30301",
    "30302",
    "30304",
    "30305",
    "30399",
)
_PUBLIC = (
    "30201",
    "30202",
    "30205",
    "30206",
    "30207",
    "30211",
    "30213",
    "30215",
    "30216",
    "30226",
    "30227",
    "30228",
    "30229",
    "30239",
    "30299",
    "31002",
    "31007",
)
_THREE_PUBLIC = ("30212", "30217", "30231", "31013")
_USES = (
    "provincial_leaders",
    "principal_officers",
    "confidential",
    "emergency",
    "law_enforcement",
    "technical",
    "retired_officers",
    "other",
)


@dataclass(slots=True)
class Seeded(Cube):
    """The books of the fictitious department of a seed."""

    seed: int = 0


def make_cube(seed: int, year: int = 2023, largest: float | None = None) -> Seeded:
    """A department with 15 to 40 functional items; `largest` is the power of ten of its largest leaf in 元."""
    random = Random(seed)
    office = random.choice(_TOWNS) + random.choice(_OFFICES)
    cube = Seeded(office, year, random.choice(("部门", "部门", "单位")), NAMES, seed=seed)
    books = _Books(cube, random, largest if largest is not None else random.uniform(6.5, 11))
    books.general()
    if random.random() < 0.6:
        books.fund("government_fund", ("2120801", "2120803", "2120804", "2120899"))
    if random.random() < 0.4:
        books.fund("state_capital", ("2230105", "2239999"))
    if random.random() < 0.7:
        books.non_fiscal()
    books.three_public_budget()
    books.information()
    return cube


@dataclass(slots=True)
class _Books:
    cube: Cube
    random: Random
    top: float
    items: list[str] = field(default_factory=list)

    def amount(self, top: float | None = None) -> Decimal:
        """An amount between 100 元 and the largest, all magnitudes equally likely."""
        return Decimal(10 ** self.random.uniform(2, top or self.top)).quantize(_CENT)

    def part(self, whole: Decimal) -> Decimal:
        """A part of an amount, rounded to 分."""
        return (whole * Decimal(self.random.uniform(0.02, 0.98))).quantize(_CENT)

    def general(self) -> None:
        """General public budget: basic spending by economic code, projects, balances."""
        codes = [
            code
            for code in catalogue.classification("function")
            if len(code) == 7 and not code.startswith(("21208", "223"))
        ]
        chosen = set(self.random.sample(codes, self.random.randint(12, 36))) | set(_ALWAYS)
        self.items = sorted(chosen)
        spread = {code for code in self.items if self.random.random() < 0.3} | set(_ALWAYS)
        for code in self.items:
            spent = Decimal(0)
            if code in spread:
                for economic in (*_PERSONNEL, *_PUBLIC, *_THREE_PUBLIC):
                    if self.random.random() < (0.5 if code in _ALWAYS else 0.25):
                        spent += self.spend("general", code, "basic", self.amount(self.top - 1), economic)
            if code not in _ALWAYS or self.random.random() < 0.3:
                spent += self.spend("general", code, "project", self.amount(), "30227")
                if self.random.random() < 0.2:
                    spent += self.spend("general", code, "project", self.amount(5), self.random.choice(_THREE_PUBLIC))
            self.balance("general", code, spent)
        carried = self.random.choice(self.items)
        amount = self.amount(self.top - 1)
        self.cube.add(amount, "income", fund="general", function=carried)
        self.cube.add(amount, "closing", fund="general", function=carried)

    def spend(self, fund: str, code: str, kind: str, amount: Decimal, economic: str = "") -> Decimal:
        """Book spending and give its amount back."""
        at = {"fund": fund, "function": code, "kind": kind} | ({"economic": economic} if economic else {})
        self.cube.add(amount, "expenditure", **at)
        return amount

    def balance(self, fund: str, code: str, spent: Decimal) -> None:
        """Opening, closing and income of an item such that its balance holds; some is paid from the opening alone."""
        chance = self.random.random()
        opening = spent if chance < 0.08 else self.part(spent) if chance < 0.3 else Decimal(0)
        closing = self.amount(self.top - 1) if self.random.random() < 0.2 else Decimal(0)
        for measure, amount in (("opening", opening), ("closing", closing), ("income", spent + closing - opening)):
            if amount:
                self.cube.add(amount, measure, fund=fund, function=code)

    def fund(self, fund: str, codes: tuple[str, ...]) -> None:
        """Another fiscal fund, spent on some of its items."""
        for code in self.random.sample(codes, self.random.randint(1, len(codes))):
            spent = self.spend(fund, code, "project", self.amount())
            if self.random.random() < 0.2:
                spent += self.spend(fund, code, "basic", self.amount())
            self.balance(fund, code, spent)

    def non_fiscal(self) -> None:
        """Money that is not fiscal: its closing balance may be negative in some departments."""
        kinds = {"operating": "operating"}
        for fund in self.random.sample(_NON_FISCAL, self.random.randint(1, 5)):
            balance = Decimal(0)
            for code in self.random.sample(self.items, self.random.randint(1, 3)):
                income = self.amount(self.top - 1)
                self.cube.add(income, "income", fund=fund, function=code)
                kind = kinds.get(fund) or self.random.choice(
                    ("basic", "project", "project", "to_superior", "to_subsidiary")
                )
                spent = self.spend(fund, code, kind, self.part(income))
                balance += income - spent
            if self.random.random() < 0.5:
                opening = self.amount(self.top - 1)
                self.cube.add(opening, "opening", fund=fund)
                balance += opening
            if fund in ("business", "operating") and balance > 100:
                shared = self.part(balance)
                self.cube.add(shared, "distribution", fund=fund)
                balance -= shared
            if fund in ("business", "other") and self.random.random() < 0.4:
                drawn = self.amount(self.top - 2)
                spent = self.spend(fund, self.random.choice(self.items), "project", drawn + self.amount(4))
                self.cube.add(drawn, "drawdown", fund=fund)
                balance += drawn - spent
            self.cube.add(balance, "closing", fund=fund)

    def three_public_budget(self) -> None:
        """A full-year budget for each of the 三公 items, at least what was spent."""
        for economic in _THREE_PUBLIC:
            spent = self.cube.get("expenditure", fund="fiscal", economic=economic)
            spare = self.amount(5) if self.random.random() < 0.5 else Decimal(0)
            if spent + spare:
                self.cube.add(spent + spare, "expenditure", fund="general", economic=economic, stage="full_year_budget")

    def information(self) -> None:
        """Procurement, running costs, vehicles and equipment."""
        for category in ("goods", "works", "services"):
            if self.random.random() < 0.8:
                self.cube.add(self.amount(self.top - 1), "procurement", category=category)
        public = self.cube.get("expenditure", fund="general", kind="basic", economic="public")
        running = self.part(public)
        self.cube.add(running, "running_costs", unit_type="administrative")
        if self.random.random() < 0.3:
            self.cube.add(self.part(public - running), "running_costs", unit_type="civil_service")
        for use in self.random.sample(_USES, self.random.randint(0, 4)):
            self.cube.add(Decimal(self.random.randint(1, 40)), "vehicles", use=use)
        self.cube.add(Decimal(self.random.randint(0, 6)), "equipment")
