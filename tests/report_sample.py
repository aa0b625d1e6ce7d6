"""An invented office's disclosure and a report on it, for the tests of every report format."""

from __future__ import annotations

from mingzhang.amount import parse_amount
from mingzhang.finding import Explanation, Finding, Outcome, Quote, Report, Tally
from mingzhang.model import Disclosure, FactKey, Heading, Passage, Place, Print, Section, Table, TableRow

HOSTILE = "<script>alert('x')</script>\x1b[31m\u202e&\"甲\x00"

LINES = (
    "云岭市星图局2024年度部门决算",
    "一、收入支出决算总体情况说明",
    "2024年度收入总计1,300.00万元，支出总计1,300.00万元。",
    "二、支出决算情况说明",
    "本年支出合计1,269.00万元，其中：基本支出 8 0 0.00",
    "万元，占62.99%；项目支出470.00万元，占37.01%。",
    "三、“三公”经费情况说明",
    "公务接待费支出0.00万元。",
)
SOURCE = "\n".join(LINES).encode()


def cell(
    form: str,
    row: str,
    name: str,
    column: str,
    text: str,
    *,
    page: int | None = None,
    top: float = 0,
    line: int | None = None,
) -> Print:
    box = (300.0, top, 360.0, top + 12) if page else None
    place = Place(page=page, box=box, line=line, table=form, row=row, column=column)
    key = FactKey.of("expenditure", {"function": row, "kind": column})
    return Print(key, text, parse_amount(text, "万元"), place, row, name, column)


def table(form: str, number: str, title: str, rows: list[tuple[str, str, dict[str, str]]]) -> Table:
    page = int(form[2:]) + 5
    prints = [
        cell(form, key, name, column, text, page=page, top=100 + 20 * at)
        for at, (key, name, texts) in enumerate(rows)
        for column, text in texts.items()
    ]
    listed = [TableRow(key, name, Place(page=page), key) for key, name, _ in rows]
    return Table(form, title, prints, listed, Place(page=page), "万元", number, 2024, "云岭市星图局", pages=(page,))


def tables() -> list[Table]:
    summary = [
        ("收入:一、一般公共预算财政拨款收入", "一、一般公共预算财政拨款收入", {"金额": "1,180.00"}),
        ("收入:八、其他收入", "八、其他收入", {"金额": "90.00"}),
        ("收入:本年收入合计", "本年收入合计", {"金额": "1,270.00"}),
        ("收入:总计", "总计", {"金额": "1,300.00"}),
        ("支出:八、社会保障和就业支出", "八、社会保障和就业支出", {"金额": "270.00"}),
        ("支出:二十、自然资源海洋气象等支出", "二十、自然资源海洋气象等支出", {"金额": "1,000.00"}),
        ("支出:本年支出合计", "本年支出合计", {"金额": "1,270.00"}),
        ("支出:总计", "总计", {"金额": "1,300.00"}),
    ]
    spending = [
        ("合计", "合计", {"合计": "1,270.00", "基本支出": "800.00", "项目支出": "470.00"}),
        ("208", "社会保障和就业支出", {"合计": "270.00", "基本支出": "207.00", "项目支出": ""}),
        ("220", "自然资源海洋气象等支出", {"合计": "1,000.00", "基本支出": "530.00", "项目支出": "470.00"}),
    ]
    trips = [("决算数", "决算数", {"合计": "0.00", "公务接待费": "────"})]
    made = [
        table("GK01", "公开01表", "收入支出决算总表", summary),
        table("GK03", "公开03表", "支出决算表", spending),
        table("GK09", "公开09表", "财政拨款“三公”经费支出决算表", trips),
    ]
    made[2].doubts.append("表头没有画线，列按对齐推断")
    made[2].unread.append(Place(page=14))
    return made


def disclosure() -> Disclosure:
    heading = Heading(1, 2, "二、支出决算情况说明", Place(line=4))
    return Disclosure(
        source="xingtu-2024.txt",
        format="text",
        pages=20,
        name="云岭市星图局2024年度部门决算",
        organisation="云岭市星图局",
        year=2024,
        kind="决算",
        speaker="部门",
        edition="base",
        tables=tables(),
        headings=[heading],
        sections=[Section(heading, "第三部分", [Passage(LINES[4] + LINES[5], Place(line=5, last_line=6))])],
        glossary=[("基本支出", "为保障机构正常运转而发生的支出。", Place(line=8))],
        organisations=[("云岭市星图局（本级）", Place(line=1))],
        hidden=[(HOSTILE, Place(page=3, box=(1.5, 2.0, 3.0, 4.25)))],
        doubts=["第 9 页没有文字层"],
    )


def swapped(document: Disclosure) -> Finding:
    spending = document.tables[1]
    total, part, other = spending.prints[1], spending.prints[4], spending.prints[7]
    wrong = Quote(part.text, part.place)
    return Finding(
        rule="table.sum",
        title="合计等于各项之和",
        level="error",
        message="基本支出合计 800.00 万元，各类相加得 737.00 万元，相差 63.00 万元",
        places=(Quote(total.text, total.place), wrong, Quote(other.text, other.place)),
        expected="800.00",
        actual="737.00",
        difference="63.00",
        arithmetic=("208 社会保障和就业支出  207.00", "220 自然资源海洋气象等支出  530.00", "207.00 + 530.00 = 737.00"),
        explanations=(
            Explanation("208 的基本支出应为 270.00", ((wrong, "270.00", "数字颠倒"),)),
            Explanation("合计应为 737.00", ((Quote(total.text, total.place), "737.00", ""),)),
        ),
    )


def sentence() -> Finding:
    return Finding(
        rule="text.agrees",
        title="文字与表一致",
        level="error",
        message="文字说本年支出合计 1,269.00 万元，表中为 1,270.00 万元",
        places=(
            Quote("本年支出合计1,269.00万元", Place(line=5)),
            Quote("基本支出800.00万元", Place(line=5, last_line=6)),
            Quote("1,270.00", Place(table="GK03", row="合计", column="合计")),
        ),
        expected="1,270.00",
        actual="1,269.00",
        difference="1.00",
        suggestion="将 1,269.00 改为 1,270.00",
    )


def report(document: Disclosure) -> Report:
    hostile = Finding(
        "text.wording", HOSTILE, "warning", HOSTILE, (Quote(HOSTILE, Place(page=7, row=HOSTILE)),), suggestion=HOSTILE
    )
    tails = tuple(
        Finding("table.tail", "尾差", "notice", f"第 {n} 处尾差 0.01", (Quote(f"{n}.01", Place(line=n)),))
        for n in range(1, 8)
    )
    unsure = Finding(
        "table.sum", "合计等于各项之和", "error", "三公合计与分项不符", (Quote("0.00", Place(page=14)),), "to_confirm"
    )
    return Report(
        [
            Outcome("table.sum", (swapped(document), unsure), Tally(240, 2, 3, 12), ("国有资本经营预算表为空表",) * 3),
            Outcome("text.agrees", (sentence(),), Tally(55, 1)),
            Outcome("text.wording", (hostile,), Tally(9, 1)),
            Outcome("table.tail", tails, Tally(0, 7)),
            Outcome("prior.closing", (), Tally(0, 0, 1), ("没有给出上年决算",)),
        ]
    )


def pdf() -> bytes:
    """Two pages of 200 × 100 points, each with a black box at (50, 10, 90, 30) from the top left."""
    drawing = b"0 g 50 70 40 20 re f"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 5 0 R >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 5 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
    ]
    out = b"%PDF-1.4\n"
    starts = []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    trailer = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer
