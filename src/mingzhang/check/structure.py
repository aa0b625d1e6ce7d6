"""Structure of the document: its parts, its contents, text that cannot be seen, tables that were hard to read."""

from __future__ import annotations

import re
from collections import defaultdict

from mingzhang.check.describe import table_name
from mingzhang.check.example import Example
from mingzhang.check.rule import Case, Rule
from mingzhang.finding import Finding, Outcome, Quote, Tally
from mingzhang.model import Heading, Place, Table

_PARTS = {"概况": "概况", "决算表": "决算表", "情况说明": "情况说明", "名词解释": "名词解释"}


def outcome(rule: str, findings: list[Finding], judged: int, reasons: tuple[str, ...] = ()) -> Outcome:
    """An outcome whose tally counts `judged` instances, those with findings as failed."""
    failed = min(len(findings), judged) if judged else 0
    tally = Tally(passed=judged - failed, failed=failed, not_applicable=len(reasons))
    return Outcome(rule, tuple(findings), tally, reasons)


def table_quote(table: Table, text: str = "") -> Quote:
    """A table as a quote: its title or another text printed at its head."""
    return Quote(text or table.title, table.place)


def parts(case: Case) -> list[Outcome]:
    """第…部分 headings: numbered without gap or repetition."""
    rule = "structure.parts"
    headings = [heading for heading in case.disclosure.headings if heading.level == 0]
    findings: list[Finding] = []
    expected = 1
    doubled = False
    for at, heading in enumerate(headings):
        repeated = heading.ordinal == expected - 1
        # behind a repeated number both ways to go on are consistent: 二、二、三 and 二、二、四
        if heading.ordinal != expected and not (doubled and heading.ordinal == expected + 1):
            before = headings[at - 1] if at else heading
            where = f"“{before.text}”之后是“{heading.text}”" if at else f"全文从“{heading.text}”开始"
            bare_title = None if repeated or not at else _unnumbered(case, before, heading)
            hint = f"其间的“{bare_title.text}”没有写“第…部分”。" if bare_title else ""
            # a heading that was lost in reading leaves a gap, too
            sure = repeated or bare_title is not None
            findings.append(
                Finding(
                    rule,
                    "部分的序号",
                    "warning",
                    f"{where}，部分的序号{'重复' if repeated else '不连续'}。{hint}",
                    (
                        Quote(heading.text, heading.place),
                        Quote(before.text, before.place),
                        *([bare_title] if bare_title else []),
                    ),
                    case.prose.certainty if sure else "to_confirm",
                    expected=f"第 {expected} 部分",
                    actual=heading.text,
                    suggestion="核对各部分标题和序号。",
                )
            )
        doubled = repeated
        expected = expected if repeated or heading.ordinal is None else heading.ordinal + 1
    if not headings:
        return [outcome(rule, [], 0, ("文件没有“第…部分”的编号",))]
    return [outcome(rule, findings, len(headings))]


_PART_TITLE = re.compile(r"(?:决算表|决算公开表|情况说明|名词解释|概况)$")


def _unnumbered(case: Case, before: Heading, after: Heading) -> Quote | None:
    """The title of a part between two headings that stands there without its number."""
    inside = False
    for piece in case.prose.pieces:
        inside = (inside or piece.heading is before) and piece.heading is not after
        titled = piece.heading is None and 8 <= len(piece.text) <= 40 and _PART_TITLE.search(piece.text)
        if inside and titled and re.search(r"20\d\d年", piece.text):
            return Quote(piece.text, piece.passage.place)
    return None


def contents(case: Case) -> list[Outcome]:
    """概况, 情况说明 and 名词解释 stand somewhere in the document."""
    rule = "structure.contents"
    texts = [heading.text for heading in case.disclosure.headings]
    present = {name: any(word in text for text in texts) for name, word in _PARTS.items()}
    present["决算表"] = bool(case.disclosure.tables)
    present["情况说明"] = present["情况说明"] or any("说明" in text for text in texts)
    present["概况"] = present["概况"] or any(re.search(r"职责|职能|机构设置", text) for text in texts)
    present["名词解释"] = present["名词解释"] or bool(case.disclosure.glossary)
    first = case.disclosure.tables[0].place if case.disclosure.tables else Place()
    findings = [
        Finding(
            rule,
            "缺少内容",
            "warning",
            f"全文没有找到“{name}”部分。",
            (Quote(case.disclosure.name, first),),
            "to_confirm",
            suggestion=f"确认是否漏掉“{name}”，或以附件另行公开。",
        )
        for name, found in present.items()
        if not found
    ]
    return [outcome(rule, findings, len(present))]


def hidden_text(case: Case) -> list[Outcome]:
    """Text that is in the file but cannot be seen on the page."""
    rule = "structure.hidden-text"
    hidden = [(text, place) for text, place in case.disclosure.hidden if len(text.strip()) >= 2]
    if case.disclosure.format != "pdf":
        return [outcome(rule, [], 0, ("只有 PDF 能判断文字是否可见",))]
    by_page: defaultdict[int | None, list[tuple[str, Place]]] = defaultdict(list)
    for text, place in hidden:
        by_page[place.page].append((text, place))
    findings = [
        Finding(
            rule,
            "看不见的文字",
            "notice",
            f"第 {page} 页有 {sum(len(text) for text, _ in items)} 个字在文件中但页面上看不见，"
            f"例如“{items[0][0][:30]}”。",
            tuple(Quote(text[:60], place) for text, place in items[:5]),
            suggestion="检查该页排版，使应公开的文字完整显示。",
        )
        for page, items in by_page.items()
    ]
    return [outcome(rule, findings, case.disclosure.pages)]


def doubts(case: Case) -> list[Outcome]:
    """Tables that could not be read with certainty: said, so that nobody takes silence for a pass."""
    rule = "reading.doubts"
    findings = [
        Finding(
            rule,
            "读表存疑",
            "notice",
            f"{table_name(table)}读得不够确定：{'；'.join(table.doubts[:3])}。涉及此表的发现只作“待确认”。",
            (table_quote(table), *(Quote("", place) for place in table.unread[:5])),
            "to_confirm",
            suggestion="请对照原件核对此表。",
        )
        for table in case.disclosure.tables
        if not table.sure
    ]
    return [outcome(rule, findings, len(case.disclosure.tables))]


_BASIS = "政府信息公开的通行要求；公开表样"
_CELLS = "GK03 2150501 基本支出 2.00"
_CELL = "GK02 合计 本年收入合计 1.00"
RULES = [
    Rule(
        "structure.parts",
        "部分的序号",
        "“第…部分”的序号应从一开始连续，不重复。",
        "warning",
        "公开文本的通行格式",
        "文件不用“第…部分”编号时不适用。",
        Example(text="第一部分概况\n第二部分决算表\n第三部分情况说明"),
        Example(text="第一部分概况\n第二部分决算表\n第二部分情况说明"),
        parts,
    ),
    Rule(
        "structure.contents",
        "内容齐全",
        "决算公开应有概况、决算表、情况说明和名词解释。",
        "warning",
        "公开文本的通行格式",
        "",
        Example(cells=_CELLS, text="第一部分概况\n第二部分决算表\n第三部分情况说明\n第四部分名词解释"),
        Example(cells=_CELLS, text="第一部分概况\n第二部分决算表\n第三部分情况说明"),
        contents,
    ),
    Rule(
        "structure.hidden-text",
        "看不见的文字",
        "文件中的文字应当都能在页面上看见。",
        "notice",
        "公开应完整可读",
        "不是 PDF 时不适用。",
        Example(_CELL, format="pdf", caption="所有文字都可见"),
        Example(_CELL, format="pdf", hidden=("超出页面的文字",), caption="文字超出页面而看不见"),
        hidden_text,
    ),
    Rule(
        "reading.doubts",
        "读表存疑",
        "读得不确定的表逐一说明，涉及的发现只作待确认。",
        "notice",
        "本工具的读表把握",
        "",
        Example(_CELL, caption="表格线完整、表头和行都认出"),
        Example(_CELL, heads={"GK02": {"doubts": ["表头有一栏不认识"]}}, caption="表头有一栏不认识"),
        doubts,
    ),
]
