"""The organisation's own name and how the document speaks of itself, in the text and at the head of the tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from mingzhang.check.describe import table_name
from mingzhang.check.example import Example
from mingzhang.check.names_near import near_miss
from mingzhang.check.rule import Case, Rule
from mingzhang.check.wording_text import Piece, Role, where
from mingzhang.finding import Finding, Level, Outcome, Quote, Tally

_SUFFIX = re.compile(r"[\[（(](?:部门|单位|本级|机关)?[\])）]?$|[\[（(][部单本机]$")
_SYSTEM = re.compile(r"[\[［](?:部门|单位|部|单)?[\]］]?$")
_OFFICE = r"[一-鿿（）、]{4,40}?"
# positions where only the own name can stand; group 1 is the name
_POSITIONS = (
    re.compile(r"^(?:第[一二三四五六七八九十]+部分)?([一-鿿（）、]{4,40})20\d\d年度?(?:部门|单位)?决算"),
    re.compile(r"^第一部分([一-鿿（）、]{4,40})概况$"),
    re.compile(
        rf"(?:^|[。；，：])({_OFFICE})20\d\d年度(?:收入|支出|财政拨款|无|没有|政府采购|预算绩效|部门决算|单位决算)"
    ),
    re.compile(rf"20\d\d年度?，({_OFFICE})所属(?:各)?(?:预算)?单位"),
    re.compile(rf"纳入({_OFFICE})(?:20\d\d年度?)?(?:部门|单位)?(?:决算|预算)(?:编制|汇编)?(?:范围)?的?"),
    re.compile(rf"截至20\d\d年12月31日，({_OFFICE})(?:部门|单位|（|共有|本级|机关)"),
)
_ROLES: tuple[Role, ...] = ("cover", "overview", "explanation", "tables")


def own_name(case: Case) -> str:
    """The organisation's name without a system's suffix."""
    return _SUFFIX.sub("", case.disclosure.organisation)


def in_text(case: Case) -> list[Outcome]:
    """Names that stand where the own name must stand and are nearly, but not quite, that name."""
    rule = "names.organisation"
    own = own_name(case)
    if len(own) < 5 or not re.search(r"[一-鿿]{4}", own):
        return [Outcome(rule, (), Tally(not_applicable=1), ("没有认出本部门的名称",))]
    found: defaultdict[tuple[str, str], list[Quote]] = defaultdict(list)
    where_first: dict[str, str] = {}
    judged = 0
    listed = {_SUFFIX.sub("", name) for name, _ in case.disclosure.organisations}
    for name, piece, at in _standing(case):
        judged += 1
        kind = near_miss(name, own) if name not in listed else ""
        if kind:
            found[name, kind].append(case.prose.quote(at, at + len(name)))
            where_first.setdefault(name, where(piece))
    findings = []
    for (name, kind), quotes in found.items():
        level: Level = "notice" if kind == "简称" else "warning"
        times = f"共 {len(quotes)} 处" if len(quotes) > 1 else where_first[name]
        findings.append(
            Finding(
                rule,
                "单位名称不一致",
                level,
                f"{times}写作“{name}”，全文的名称是“{own}”（{kind}）。",
                tuple(quotes),
                "to_confirm" if len(quotes) > case.prose.text.count(own) else case.prose.certainty,
                expected=own,
                actual=name,
                suggestion=f"统一为“{own}”。",
            )
        )
    failed = min(len(findings), judged)
    return [Outcome(rule, tuple(findings), Tally(judged - failed, failed))]


def _standing(case: Case) -> Iterator[tuple[str, Piece, int]]:
    """Each name in a position of the own name: name, piece, offset in the whole text."""
    seen: set[int] = set()
    for piece in case.prose.pieces:
        if piece.role not in _ROLES or (piece.role == "cover" and len(piece.text) < 12):
            continue
        text = case.prose.text[piece.start : piece.end]
        if not ("20" in text or "概况" in text or "纳入" in text):
            continue
        for pattern in _POSITIONS:
            for match in pattern.finditer(text):
                at = piece.start + match.start(1)
                if at not in seen:
                    seen.add(at)
                    yield match[1], piece, at


def table_heads(case: Case) -> list[Outcome]:
    """The organisation at the head of every table is that of the document."""
    rule = "names.table-head"
    own = own_name(case)
    printed = [table for table in case.disclosure.tables if table.organisation]
    findings = []
    for table in printed:
        name = _SUFFIX.sub("", table.organisation)
        if name == own or own in name or own.startswith(name) or not own:
            continue
        findings.append(
            Finding(
                rule,
                "表头单位不一致",
                "warning",
                f"{table_name(table)}的表头印作“{table.organisation}”，其他表是“{own}”。",
                (Quote(table.organisation, table.place),),
                "certain" if table.sure else "to_confirm",
                expected=own,
                actual=table.organisation,
                suggestion="核对此表是否属于本部门，或更正表头。",
            )
        )
    reasons = () if printed else ("表头没有印单位名称",)
    return [Outcome(rule, tuple(findings), Tally(len(printed) - len(findings), len(findings), len(reasons)), reasons)]


def suffixes(case: Case) -> list[Outcome]:
    """Names at the head of the tables carry no suffix of the accounting system."""
    rule = "names.suffix"
    printed = [table for table in case.disclosure.tables if table.organisation]
    marked = [table for table in printed if _SYSTEM.search(table.organisation)]
    findings = [
        Finding(
            rule,
            "名称带系统后缀",
            "notice",
            f"{len(marked)} 张表的表头印作“{marked[0].organisation}”，方括号内是填报系统的后缀，不是名称的一部分。",
            tuple(Quote(table.organisation, table.place) for table in marked),
            suggestion=f"改为“{own_name(case)}”。",
        )
        for _ in marked[:1]
    ]
    return [Outcome(rule, tuple(findings), Tally(len(printed) - len(marked), len(marked)))]


_SELF = re.compile(r"(?:本|我)(部门|单位)(?!（|内|之间|各)")


def speaker(case: Case) -> list[Outcome]:
    """The explanation calls itself 本部门 or 本单位, not both."""
    rule = "names.speaker"
    uses = [(match[1], match, piece) for match, piece in case.prose.matches(_SELF)]
    counted = Counter(word for word, _, _ in uses)
    if len(uses) < 2:
        return [Outcome(rule, (), Tally(not_applicable=1), ("文中没有“本部门”“本单位”的称呼",))]
    findings = []
    if len(counted) == 2:
        right = case.disclosure.speaker if case.disclosure.speaker in counted else counted.most_common(1)[0][0]
        others = [(match, piece) for word, match, piece in uses if word != right]
        quotes = tuple(case.prose.quote(match.start(), match.end(), 6) for match, _ in others)
        findings.append(
            Finding(
                rule,
                "自称不一致",
                "notice",
                f"这是{right}决算，文中 {counted[right]} 处自称“本{right}”，{len(others)} 处自称“{others[0][0][0]}”，"
                f"例如“{quotes[0].text}”。",
                quotes,
                case.prose.certainty,
                suggestion=f"统一为“本{right}”。",
            )
        )
    return [Outcome(rule, tuple(findings), Tally(len(uses) - len(findings), len(findings)))]


_KIND = re.compile(r"(部门|单位)决算(?=$|表|情况|说明|公开)")


def kind(case: Case) -> list[Outcome]:
    """Titles of parts call the accounts what the cover calls them: of a 部门 or of a 单位."""
    rule = "names.kind"
    printed = re.search(r"(部门|单位)决算", case.disclosure.name)
    titles = [piece for piece in case.prose.pieces if piece.heading is not None and piece.heading.level == 0]
    if printed is None or not titles:
        return [Outcome(rule, (), Tally(not_applicable=1), ("封面没有写明是部门决算还是单位决算",))]
    others = [piece for piece in titles if (found := _KIND.search(piece.text)) and found[1] != printed[1]]
    findings = [
        Finding(
            rule,
            "部门决算与单位决算混用",
            "notice",
            f"封面是“{printed[0]}”，“{others[0].text}”等 {len(others)} 个标题不是。",
            tuple(Quote(piece.text, piece.passage.place) for piece in others),
            case.prose.certainty,
            expected=printed[0],
            suggestion=f"统一为“{printed[0]}”。",
        )
        for _ in others[:1]
    ]
    return [Outcome(rule, tuple(findings), Tally(len(titles) - len(others), len(others)))]


_BASIS = "名称以机构的全称为准"
_TITLE = "八、政府性基金预算财政拨款收入支出决算情况说明\n"
_CELL = "GK02 合计 本年收入合计 1.00"
RULES = [
    Rule(
        "names.organisation",
        "单位名称一致",
        "标题和句首等处的本部门名称应是同一个全称。",
        "warning",
        _BASIS,
        "只看必须写本部门名称的位置；上级、下属和其他单位的名称不看。",
        Example(text=_TITLE + "云州市星图和观测局2023年度无政府性基金支出。", organisation="云州市星图和观测局"),
        Example(text=_TITLE + "云州市星图与观测局2023年度无政府性基金支出。", organisation="云州市星图和观测局"),
        in_text,
    ),
    Rule(
        "names.table-head",
        "表头单位一致",
        "各表表头的单位名称应与全文一致。",
        "warning",
        _BASIS,
        "表头没有印单位名称时不适用。",
        Example(_CELL, heads={"GK02": {"organisation": "云州市星图局"}}, caption="各表表头都是“云州市星图局”"),
        Example(_CELL, heads={"GK02": {"organisation": "云州市天文台"}}, caption="一张表的表头是“云州市天文台”"),
        table_heads,
    ),
    Rule(
        "names.suffix",
        "名称不带系统后缀",
        "表头的名称不应带“[部门]”一类填报系统的后缀。",
        "notice",
        _BASIS,
        "",
        Example(_CELL, heads={"GK02": {"organisation": "云州市星图局"}}, caption="部门名称：云州市星图局"),
        Example(_CELL, heads={"GK02": {"organisation": "云州市星图局[部门]"}}, caption="部门名称：云州市星图局[部门]"),
        suffixes,
    ),
    Rule(
        "names.speaker",
        "自称一致",
        "情况说明的自称应统一：部门决算称“本部门”，单位决算称“本单位”。",
        "notice",
        "公开文本应当规范",
        "文中没有自称时不适用。",
        Example(text="十、其他重要事项情况说明\n本部门共有车辆2辆。\n本部门没有大型设备。"),
        Example(text="十、其他重要事项情况说明\n本部门共有车辆2辆。\n本单位没有大型设备。"),
        speaker,
    ),
    Rule(
        "names.kind",
        "部门决算或单位决算",
        "各部分的标题应与封面一致，部门决算不写单位决算，单位决算不写部门决算。",
        "notice",
        "公开文本应当前后一致",
        "封面没有写明时不适用。",
        Example(text="第二部分2023年度部门决算表\n第三部分2023年度部门决算情况说明"),
        Example(text="第二部分2023年度单位决算表\n第三部分2023年度单位决算情况说明"),
        kind,
    ),
]
