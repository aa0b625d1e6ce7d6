"""Who publishes what: the name, the office, the year and the kind of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mingzhang.forms.label import compact
from mingzhang.model import Disclosure
from mingzhang.read.layout import Layout, Paragraph

_TITLE = re.compile(
    r"(?P<office>[一-鿿（）()]{2,40}?)?(?P<year>20\d\d)年(?:度)?(?P<after>[一-鿿（）()]{0,40}?)?(?P<speaker>部门|单位)?(?P<kind>决算|预算)"
)
_OFFICE_END = re.compile(r"(?:局|委|院|中心|办公室|厅|所|校|会|政府|馆|队|站|社|公司|机关|学|部|处|（本级）)$")


def fill(disclosure: Disclosure, layout: Layout, text: Sequence[Paragraph]) -> None:
    """Set name, organisation, year, kind and speaker from the cover, the tables and the text."""
    cover = "".join(compact(paragraph.text) for paragraph in text[:6])
    everything = "".join(compact(paragraph.text) for paragraph in layout.paragraphs())
    match = next((found for found in _TITLE.finditer(cover) if found["kind"]), None)
    offices = Counter(
        re.sub(r"\[.*\]$", "", compact(table.organisation)) for table in disclosure.tables if table.organisation
    )
    years = Counter(table.year for table in disclosure.tables if table.year)
    if match:
        disclosure.name = match[0]
        disclosure.year = int(match["year"])
        disclosure.kind = match["kind"]
        named = (match["office"] or "") or (match["after"] or "")
        if _OFFICE_END.search(named):
            disclosure.organisation = named
    if offices:
        disclosure.organisation = offices.most_common(1)[0][0]
    if years:
        disclosure.year = years.most_common(1)[0][0] or disclosure.year
    if disclosure.year is None:
        mentioned = Counter(re.findall(r"(20\d\d)年度", everything))
        disclosure.year = int(mentioned.most_common(1)[0][0]) if mentioned else None
    if not disclosure.organisation:
        disclosure.organisation = _mentioned_office(everything)
    if disclosure.tables:
        disclosure.kind = "决算"
    elif not disclosure.kind:
        disclosure.kind = "预算" if everything.count("预算") > 2 * everything.count("决算") else ""
    disclosure.speaker = _speaker(match["speaker"] if match else None, everything)
    disclosure.name = disclosure.name or f"{disclosure.organisation}{disclosure.year or ''}年度{disclosure.speaker}决算"


def _speaker(printed: str | None, everything: str) -> str:
    if printed:
        return printed
    department = everything.count("部门决算")
    unit = everything.count("单位决算")
    return "单位" if unit > department else "部门"


def _mentioned_office(text: str) -> str:
    """The office that the text names before 主要职责 or in 纳入…部门决算."""
    match = re.search(r"纳入([一-鿿（）]{3,30}?)(?:20\d\d年度?)?(?:部门|单位)?(?:决算|预算)", text)
    return match[1] if match else ""
