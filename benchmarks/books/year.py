"""What happens to a unit in its year: appropriations, spending, own funds, and money between units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.books.chance import LEAST_PROJECT
from benchmarks.books.ledger import CASH, Key, Ledger, Line
from mingzhang import catalogue

OWN = "own_funds"
TRANSFER: Key = ("8201", OWN, "")
OPERATING: Key = ("8401", OWN, "")
NAMED = {
    "2120801": "征地和拆迁补偿支出",
    "2120803": "城市建设支出",
    "2120804": "农村基础设施建设支出",
    "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
    "22399": "其他国有资本经营预算支出",
    "2239999": "其他国有资本经营预算支出",
}
"""Codes that the catalogue does not know: a book that uses them names them."""

_FUND_CODES = {
    "government_fund": ("2120801", "2120803", "2120804", "2120899"),
    "state_capital": ("2230105", "2239999"),
}
_ALWAYS = {True: ("2080502", "2080505", "2101102", "2210201"), False: ("2080501", "2080505", "2101101", "2210201")}
_RUNNING = {True: ("2150550", "2200150"), False: ("2120101", "2150501", "2150801")}
"""事业运行 and 行政运行, by whether the unit is a 事业单位."""
_MEANT_FOR = {
    "2080501": ("30301", "30302", "30399"),
    "2080502": ("30302", "30399"),
    "2080505": ("30108",),
    "2080506": ("30109",),
    "2101101": ("30110", "30111"),
    "2101102": ("30110",),
    "2210201": ("30113",),
    "2210202": ("30102",),
    "2210203": ("30102",),
}
"""Items that are all spent on what they are named for."""
_PERSONNEL = (
    "30101", "30102", "30103", "30106", "30107", "30112", "30114", "30199", "30304", "30305", "30307", "30309", "30399",
)  # fmt: skip
_PUBLIC = (
    "30201", "30202", "30205", "30206", "30207", "30211", "30213", "30215", "30216", "30226", "30228", "30229", "30239",
    "30299", "31002", "31007",
)  # fmt: skip
_PROJECT = ("30201", "30213", "30227", "30227", "30227", "31002", "31005", "31007", "31204", "39999")
THREE_PUBLIC = ("30212", "30217", "30231", "31013")
_SPENDING = {"administrative": "7101", "civil_service": "7101", "institution": "7201"}
_OTHER_INCOME = ("6601", "6602", "6609", "660901")


@dataclass(slots=True)
class Project:
    """A project with what was spent on it, in 分."""

    code: str
    unit: str
    fund: str
    spent: int


@dataclass(slots=True)
class UnitYear:
    """One unit while its year is made up; `deficits` says whether its own funds may end below nothing."""

    ledger: Ledger
    deficits: bool
    account: str = ""
    functions: list[str] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)

    def pass_year(self) -> None:
        """Everything but what happens between units."""
        unit, random = self.ledger.unit, self.ledger.purse.random
        if unit.status == "zero":
            return
        self.account = random.choice(("7101", "7201")) if unit.type == "civil_service" else _SPENDING[unit.type]
        general = [code for code in catalogue.classification("function") if len(code) == 7]
        general = [code for code in general if not code.startswith(("21208", "223"))]
        always = {*_ALWAYS[unit.institution], random.choice(_RUNNING[unit.institution])}
        self.functions = sorted({*always, *random.sample(general, random.randint(2, 7))})
        for code in self.functions:
            self._item("general", code, basic=code in always or self.ledger.purse.happens(0.25))
        for fund, chance in (("government_fund", 0.25), ("state_capital", 0.12)):
            if self.ledger.purse.happens(chance):
                for code in random.sample(_FUND_CODES[fund], random.randint(1, 2)):
                    self._item(fund, code, basic=self.ledger.purse.happens(0.1))
        if self.ledger.purse.happens(0.75 if unit.institution else 0.4):
            self._own_funds()
        if self.ledger.purse.happens(0.15):
            self._move_inside()

    def _item(self, fund: str, code: str, basic: bool) -> None:
        """An item of a fiscal fund: spending, and income such that nothing is spent that is not there."""
        ledger, purse = self.ledger, self.ledger.purse
        key = ("8101", fund, code)
        spending = list(self._spending(fund, code, basic)) if ledger.unit.months else []
        total = sum(amount for _, amount in spending)
        if ledger.unit.status != "new" and total and purse.happens(0.4):
            self._bring_forward(key, total if purse.happens(0.2) else purse.part(total))
        elif ledger.unit.status == "merged" and not ledger.unit.months:
            self._bring_forward(key, purse.amount(2))
        kept = purse.amount(2) if purse.happens(0.2) and ledger.unit.status != "merged" else 0
        needed = max(0, total + kept - ledger.available(key))
        income = Line("600101" if purse.happens(0.1) else "6001", fund=fund, function=code)
        if needed and ledger.unit.months:
            ledger.receive(income, needed)
        for line, amount in spending:
            ledger.spend(line, amount)
        if ledger.unit.status == "ordinary" and purse.happens(0.06):
            ledger.open(("8102", fund, code), purse.amount(3))

    def _bring_forward(self, key: Key, amount: int) -> None:
        """An opening balance that is `amount` after its adjustment, where it has one."""
        purse = self.ledger.purse
        if purse.happens(0.75) or amount < 2 or self.ledger.unit.status == "merged":
            self.ledger.open(key, amount)
            return
        change = purse.part(amount)
        if purse.happens(0.4):
            self.ledger.open(key, amount + change)
            self.ledger.adjust(key, purse.random.choice(("surrendered", "correction", "moved_out")), -change)
        else:
            self.ledger.open(key, amount - change)
            self.ledger.adjust(key, purse.random.choice(("correction", "recovery", "moved_in", "other")), change)

    def _spending(self, fund: str, code: str, basic: bool) -> Iterator[tuple[Line, int]]:
        """Basic spending by economic code, and a project."""
        purse = self.ledger.purse
        if code in _MEANT_FOR:
            for economic in _MEANT_FOR[code]:
                yield self._line(fund, code, "basic", economic), purse.amount(1)
            return
        if basic:
            chosen = [economic for economic in (*_PERSONNEL, *_PUBLIC) if purse.happens(0.35)] or ["30201"]
            for economic in [*chosen, *(economic for economic in THREE_PUBLIC if purse.happens(0.15))]:
                yield self._line(fund, code, "basic", economic), purse.amount(1)
        if not basic or purse.happens(0.2):
            yield from self._project(fund, code)

    def _project(self, fund: str, code: str) -> Iterator[tuple[Line, int]]:
        """Spending on a project of its own."""
        purse = self.ledger.purse
        number = f"{self.ledger.unit.code}-{len(self.projects) + 1:02d}"
        amounts = {purse.random.choice(_PROJECT): LEAST_PROJECT + purse.amount()}
        if purse.happens(0.15):
            amounts[purse.random.choice(THREE_PUBLIC)] = purse.amount(3)
        self.projects.append(Project(number, self.ledger.unit.code, fund, sum(amounts.values())))
        for economic, amount in amounts.items():
            yield self._line(fund, code, "project", economic, number), amount

    def _line(self, fund: str, code: str, kind: str, economic: str, project: str = "") -> Line:
        other = fund == OWN and self.ledger.purse.happens(0.15)
        return Line("7901" if other else self.account, 0, 0, fund, code, economic, kind, project)

    def _own_funds(self) -> None:
        """Income of all sources, spending, 经营, 上缴, 补助, drawdown and distribution as far as the type allows."""
        ledger, purse, random = self.ledger, self.ledger.purse, self.ledger.purse.random
        if ledger.unit.status != "new" and purse.happens(0.6):
            self._bring_forward(TRANSFER, purse.amount(1))
        if not ledger.unit.months:
            return None
        self._earn(random.choice(_OTHER_INCOME))
        if ledger.unit.institution:
            for account, chance in (("6101", 0.7), ("6201", 0.3), ("6301", 0.3)):
                if purse.happens(chance):
                    self._earn(account)
            if purse.happens(0.5):
                self._operate()
            for account, chance in (("7401", 0.3), ("7501", 0.3)):
                if purse.happens(chance):
                    self._pay(Line(account, fund=OWN, function=random.choice(self.functions), economic="39999"))
        if ledger.unit.status == "merged":  # what it has left would have to go elsewhere: it spends all
            return self._spend_all()
        for kind in ("basic", "basic", "project"):
            if purse.happens(0.7):
                self._spend_own(kind)
        if ledger.unit.institution:
            self._reserves()
        elif ledger.unit.status == "ordinary" and purse.happens(0.4):
            ledger.open(("8202", OWN, ""), purse.amount(2))
        if self.deficits and purse.happens(0.5):
            line = self._line(OWN, random.choice(self.functions), "basic", "30299")
            ledger.spend(line, max(0, ledger.available(TRANSFER)) + purse.amount(2))
        return None

    def _earn(self, account: str) -> None:
        code = self.ledger.purse.random.choice(self.functions)
        self.ledger.receive(Line(account, fund=OWN, function=code), self.ledger.purse.amount(1))

    def _pay(self, line: Line, key: Key = TRANSFER) -> None:
        """Spend a part of what a balance has."""
        available = self.ledger.available(key)
        if available > 1:
            self.ledger.spend(line, self.ledger.purse.part(available))

    def _spend_own(self, kind: str) -> None:
        purse = self.ledger.purse
        code, economic = purse.random.choice(self.functions), purse.random.choice(("30201", "30226", "30299", "30101"))
        available = self.ledger.available(TRANSFER)
        if kind == "basic":
            self._pay(self._line(OWN, code, kind, economic))
        elif available > 2 * LEAST_PROJECT:
            number = f"{self.ledger.unit.code}-{len(self.projects) + 1:02d}"
            spent = LEAST_PROJECT + purse.part(available - LEAST_PROJECT)
            self.projects.append(Project(number, self.ledger.unit.code, OWN, spent))
            self.ledger.spend(self._line(OWN, code, kind, "30227", number), spent)

    def _spend_all(self) -> None:
        for key, account in ((TRANSFER, self.account), (OPERATING, "7301")):
            left = self.ledger.available(key)
            if left > 0:
                kind = "basic" if key == TRANSFER else ""
                self.ledger.spend(Line(account, 0, 0, OWN, self.functions[0], "30299", kind), left)

    def _operate(self) -> None:
        """经营: its own balance, which a loss may take below nothing."""
        ledger, purse = self.ledger, self.ledger.purse
        code = purse.random.choice(self.functions)
        ledger.receive(Line("6401", fund=OWN, function=code), purse.amount(1))
        line = Line("7301", fund=OWN, function=code, economic="30218")
        if self.deficits and ledger.unit.status == "ordinary" and purse.happens(0.4):
            ledger.spend(line, ledger.available(OPERATING) + purse.amount(3))
        else:
            self._pay(line, OPERATING)

    def _reserves(self) -> None:
        """Reserves brought forward, added to from what is left, and used."""
        ledger, purse = self.ledger, self.ledger.purse
        for reserve in ("8202", "8301"):
            key = (reserve, OWN, "")
            if ledger.unit.status == "ordinary" and purse.happens(0.6):
                self._bring_forward(key, purse.amount(1))
            if ledger.available(key) > 1 and purse.happens(0.6):
                used = purse.part(ledger.available(key))
                ledger.draw(reserve, TRANSFER, used)
                spent = used if purse.happens(0.5) else purse.part(used)
                ledger.spend(self._line(OWN, self.functions[0], "basic", "30213"), spent)
        for key in (TRANSFER, OPERATING):
            if ledger.available(key) > 1 and purse.happens(0.5):
                ledger.distribute(key, purse.random.choice(("8301", "8202")), purse.part(ledger.available(key)))

    def _move_inside(self) -> None:
        """单位内部调剂: from one item of the general fund to another, within what is left at the end."""
        ledger, purse = self.ledger, self.ledger.purse
        keys = [("8101", "general", code) for code in self.functions]
        able = [key for key in keys if ledger.opening[key] > 1 and ledger.available(key) > 1]
        if able and ledger.unit.status == "ordinary":
            giver = purse.random.choice(able)
            taker = purse.random.choice([key for key in keys if key != giver])
            adjusted = sum(amount for key, _, amount in ledger.adjusted if key == giver)
            amount = purse.part(min(ledger.available(giver), ledger.opening[giver] + adjusted))
            ledger.adjust(giver, "internal", -amount)
            ledger.adjust(taker, "internal", amount)


def merge(gone: Ledger, successor: Ledger) -> None:
    """What a merged unit has left goes to the other one as an adjustment of the opening balances on both sides."""
    for key, left in gone.closing().items():
        if key != CASH and left > 0:
            gone.adjust(key, "moved_out", -left)
            successor.adjust(key, "moved_in", left)


def transfer(giver: UnitYear, taker: UnitYear, up: bool) -> None:
    """Own funds inside the department: 上缴 (7401 and 6301) if `up`, else 补助 (7501 and 6201), equal on both sides."""
    ledger = giver.ledger
    left = ledger.available(TRANSFER)
    if left < 2:
        left = ledger.purse.amount(2) + 1
        ledger.receive(Line("6101", fund=OWN, function=giver.functions[0]), left - min(0, ledger.available(TRANSFER)))
    amount, code = ledger.purse.part(left), ledger.purse.random.choice(giver.functions)
    paid, received = ("7401", "6301") if up else ("7501", "6201")
    other, own = taker.ledger.unit.code, ledger.unit.code
    ledger.spend(Line(paid, 0, 0, OWN, code, "39999", counterpart=other), amount)
    taker.ledger.receive(Line(received, 0, 0, OWN, code, counterpart=own), amount)
