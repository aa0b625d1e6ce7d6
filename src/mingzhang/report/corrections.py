"""The list of proposed corrections that goes to the office (更正建议清单), a Word document with room for its reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mingzhang.finding import Finding
from mingzhang.report import wording
from mingzhang.report.checked import ANSWERS, Checked, Entry, entries
from mingzhang.report.document import HEI, SONG, Document
from mingzhang.report.wording import clean, shortened

_PROBLEM = 160
_QUOTES = 2
_ANSWERS = "、".join(f"“{answer}”" for answer in ANSWERS)
_SIGNS = ("≠", "=", "＝", "<", ">")
_SOFT = "5B6675"
_ORDINALS = "一二三四五六七八九十"
_SECTIONS = (
    ("error", "应予更正", "下列各处按所印数字和文字不能成立，应核对账簿和报表后更正。"),
    ("warning", "须作说明", "下列各处不一定有错，请核实；确有原因的在文中说明。"),
    ("notice", "规范性建议", "下列各处不影响数字，建议一并改好。"),
    (wording.TO_CONFIRM, "请对照原文核对", "下列各处程序没有把握读对，请先对照原文；属实的再更正。"),
)
"""The groups that concern the office, with title and introduction; leads are for the auditor and are left out."""

_KINDS = {"whole": "全文", "cover": "", "contents": "", "section": "文字", "table": "表", "form": "自评表"}


def listed(checked: Checked) -> list[Entry]:
    """What the office is told, by weight and in reading order; numbers run through this list."""
    groups = [group for group, _, _ in _SECTIONS]
    told = [entry for entry in entries(checked) if entry.group in groups]
    return sorted(told, key=lambda entry: (groups.index(entry.group), entry.part.rank, entry.number))


def corrections_docx(checked: Checked) -> bytes:
    """The list as a Word document."""
    told = listed(checked)
    name = wording.document_name(checked.disclosure)
    document = Document(f"{name}更正建议清单")
    document.title("更正建议清单")
    _head(document, checked)
    numbers = {id(entry): number for number, entry in enumerate(told, 1)}
    ordinals = iter(_ORDINALS)
    for group, title, introduction in _SECTIONS:
        mine = [entry for entry in told if entry.group == group]
        if mine:
            document.heading(f"{next(ordinals)}、{title}（{len(mine)} 条）")
            document.paragraph(introduction, font=SONG, size=10.5, colour=_SOFT, after=4)
            for part, found in groupby(mine, key=lambda entry: entry.part):
                document.heading(_part_words(part.title, _KINDS[part.kind]), 2)
                for entry in found:
                    _item(document, numbers[id(entry)], entry)
    _compared(document, checked, ordinals)
    if checked.report.dismissed:
        document.heading(f"{next(ordinals)}、已作说明，不再提出（{len(checked.report.dismissed)} 条）")
        for finding, reason in checked.report.dismissed:
            document.paragraph(f"· {clean(finding.message)}（说明：{clean(reason)}）", size=11)
    document.heading(f"{next(ordinals)}、处理情况")
    _reply(document, told, numbers)
    return document.done()


def _head(document: Document, checked: Checked) -> None:
    disclosure = checked.disclosure
    year = f"{disclosure.year}年度" if disclosure.year else "（未认出）"
    rows = [
        ("单位", clean(disclosure.organisation) or "（未认出）"),
        ("年度", year + clean(disclosure.kind)),
        ("公开文件", wording.document_name(disclosure)),
        ("来源文件", clean(checked.name)),
        ("结论", wording.verdict(checked.report)),
    ]
    document.table((2.8, 13.6), (), rows)
    document.paragraph("", size=6, after=0)


def _part_words(title: str, kind: str) -> str:
    return f"{kind}：{title}" if kind and kind != title else title


def _item(document: Document, number: int, entry: Entry) -> None:
    state = f"【{entry.state}】" if entry.state else ""
    document.paragraph(f"{number}．{state}{clean(entry.finding.message)}", size=12, after=1, keep=True)
    quotes = "；".join(f"“{text}”（{where}）" for text, where in entry.quotes[:_QUOTES])
    for name, text in (("原文", quotes), ("算式", shortened(_sum(entry.finding), _PROBLEM))):
        if text:
            document.paragraph(f"{name}：{text}", font=SONG, size=10.5, colour=_SOFT, indent=21, after=0)
    document.paragraph(f"建议：{entry.proposal}", font=HEI, size=11, indent=21, after=7)


def _sum(finding: Finding) -> str:
    """The line of the arithmetic that shows the failure, else the first."""
    lines = finding.arithmetic
    return next((line for line in lines if any(sign in line for sign in _SIGNS)), next(iter(lines), ""))


def _compared(document: Document, checked: Checked, ordinals: Iterator[str]) -> None:
    against = checked.against
    if against is None:
        return
    document.heading(f"{next(ordinals)}、与上一稿相比")
    numbers = f"已改好 {len(against.fixed)} 条，仍存在 {len(against.remaining)} 条，新出现 {len(against.new)} 条"
    document.paragraph(f"上一稿：{clean(against.source)}。{numbers}；仍存在和新出现的在上文各条前注明。", size=11)
    for finding in against.fixed:
        document.paragraph(f"· 已改好：{shortened(finding.message, _PROBLEM)}", size=11)


def _reply(document: Document, told: Sequence[Entry], numbers: dict[int, int]) -> None:
    if not told:
        document.paragraph("没有需要处理的事项。这只说明程序已判定的各项相符，没有判定的不等于没有问题。")
        return
    document.paragraph(f"请逐条填写{_ANSWERS}及理由后退回。", font=SONG, size=10.5, colour=_SOFT, keep=True)
    rows = [
        (
            str(numbers[id(entry)]),
            entry.where if entry.place.table else f"{entry.where} {entry.part.title}".strip(),
            shortened(entry.finding.message, _PROBLEM),
            shortened(entry.proposal, _PROBLEM),
            "",
        )
        for entry in told
    ]
    document.table((1.1, 3.6, 5.0, 4.2, 2.7), ("序号", "位置", "问题", "建议", "处理情况"), rows, size=9.5)
