"""A whole disclosure: cover, contents, duties, organisations, tables, explanation, glossary."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from benchmarks.generator.cube import Seeded
from benchmarks.generator.department import make_department
from benchmarks.generator.evaluation import Project, form_of
from benchmarks.generator.explanation import explanation
from benchmarks.generator.narrative import explanation as short_explanation
from benchmarks.generator.style import Style
from benchmarks.generator.tables import print_tables
from mingzhang.forms import Edition
from mingzhang.write.printed import Block, Document, PageEnd, PrintedTable, Text
from mingzhang.write.printer import numeral

_DUTIES = (
    "贯彻落实国家和上级有关法律法规、方针政策，起草本行业的规划和年度计划并组织实施。",
    "承担本行业日常监督管理和公共服务工作，指导所属单位依法履行职责。",
    "负责本行业统计、信息化建设和安全生产工作，按规定公开有关信息。",
    "完成上级交办的其他任务。",
)
_GLOSSARY = (
    ("财政拨款收入", "指单位从同级财政部门取得的各类财政拨款。"),
    ("事业收入", "指事业单位开展专业业务活动及其辅助活动取得的收入。"),
    ("经营收入", "指事业单位在专业业务活动及其辅助活动之外开展非独立核算经营活动取得的收入。"),
    ("其他收入", "指单位取得的除上述收入以外的各项收入。"),
    ("使用非财政拨款结余", "指事业单位使用以前年度积累的非财政拨款结余弥补当年收支差额的金额。"),
    (
        "年初结转和结余",
        "指单位以前年度尚未完成、结转到本年仍按原规定用途继续使用的资金，以及项目已完成等产生的结余资金。",
    ),
    ("年末结转和结余", "指单位按有关规定结转到下年或以后年度继续使用的资金，以及项目已完成等产生的结余资金。"),
    ("基本支出", "指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。"),
    ("项目支出", "指在基本支出之外为完成特定的工作任务和事业发展目标所发生的支出。"),
    ("“三公”经费", "指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。"),
    ("机关运行经费", "指行政单位和参照公务员法管理的事业单位用一般公共预算财政拨款安排的基本支出中的公用经费。"),
)
_MORE = (
    ("上级补助收入", "指事业单位从主管部门和上级单位取得的非财政拨款补助收入。"),
    ("附属单位上缴收入", "指事业单位附属独立核算单位按照有关规定上缴的收入。"),
    ("结余分配", "指事业单位按规定提取的专用结余、缴纳的所得税等。"),
    ("上缴上级支出", "指事业单位按规定的定额或比例上缴上级单位的支出。"),
    ("经营支出", "指事业单位在专业业务活动及其辅助活动之外开展非独立核算经营活动发生的支出。"),
    ("对附属单位补助支出", "指事业单位用财政拨款之外的收入对附属单位补助发生的支出。"),
)
_SMALL = 8
"""Tables of at most so many rows may share a page."""
_BRANCHES = ("机关本级", "信息中心", "服务中心", "监测站", "培训中心", "档案室")


def make_document(
    edition: Edition, seed: int, style: Style, cube: Seeded | None = None, projects: Sequence[Project] = ()
) -> Document:
    """The disclosure of a fictitious department in the manner of an edition and an office.

    Given books are explained shortly; the department of the seed tells all, with last year, budgets and projects.
    """
    full = None if cube else make_department(edition, seed)
    if full:
        cube, projects = full.cube, [project.form for project in full.projects]
    assert cube is not None
    tables = print_tables(edition, cube, style)
    titles = [f"{numeral(number)}、{table.title}" for number, table in enumerate(tables, start=1)]
    text = list(explanation(edition, full) if full else short_explanation(edition, cube))
    sections = [item.text for item in text if item.kind == "heading"]
    printed = (f"{cube.year}年度{cube.speaker}决算表", _tables(tables, style))
    explained: tuple[str, list[Block]] = (f"{cube.year}年度{cube.speaker}决算情况说明", [*text])
    halves = (explained, printed) if style.tables_after_text else (printed, explained)
    middle: list[Block] = []
    contents: list[tuple[str, Sequence[str]]] = []
    for ordinal, (name, content) in zip("二三", halves, strict=True):
        part = f"第{ordinal}部分 {name}"
        contents.append((part, titles if content is printed[1] else sections))
        middle.extend([Text(part, "part"), *content, PageEnd()])
    blocks = [*_front(cube, contents, bool(projects)), *middle, *_back(bool(full)), *_attached(projects)]
    return Document(
        f"{cube.organisation}{cube.year}年度{cube.speaker}决算", edition, cube.organisation, cube.year, blocks
    )


def _tables(tables: list[PrintedTable], style: Style) -> list[Block]:
    blocks: list[Block] = []
    for number, table in enumerate(tables):
        small = number and max(len(table.body), len(tables[number - 1].body)) <= _SMALL
        if number and not (style.shared_pages and small):
            blocks.append(PageEnd())
        blocks.append(table)
    return blocks


def _front(cube: Seeded, middle: Sequence[tuple[str, Sequence[str]]], attached: bool) -> list[Block]:
    year, speaker = cube.year, cube.speaker
    contents = ["第一部分 概况", "一、主要职能", "二、机构设置情况"]
    for part, entries in middle:
        contents += [part, *entries]
    contents += ["第四部分 名词解释", *(["第五部分 附件"] if attached else [])]
    branches = Random(f"branches {cube.seed}").sample(_BRANCHES, 3)
    return [
        Text(cube.organisation, "cover"), Text(f"{year}年度{speaker}决算", "cover"), PageEnd(),
        Text("目录", "title"), *(Text(line, "contents") for line in contents), PageEnd(),
        Text("第一部分 概况", "part"), Text("一、主要职能", "heading"),
        *(Text(f"（{numeral(number)}）{duty}", "body") for number, duty in enumerate(_DUTIES, start=1)),
        Text("二、机构设置情况", "heading"),
        Text(f"纳入{cube.organisation}{year}年度{speaker}决算编制范围的单位共{len(branches)}个，包括：", "body"),
        *(Text(f"{number}．{cube.organisation}{name}", "body") for number, name in enumerate(branches, start=1)),
        PageEnd(),
    ]  # fmt: skip


def _attached(projects: Sequence[Project]) -> list[Block]:
    """The self-evaluation forms, each on a page of its own."""
    blocks: list[Block] = []
    for number, project in enumerate(projects):
        blocks.append(PageEnd())
        if not number:
            blocks.append(Text("第五部分 附件", "part"))
        blocks.append(form_of(project))
    return blocks


def _back(full: bool) -> list[Block]:
    lines = [
        Text(f"{numeral(number)}、{term}：{meaning}", "body")
        for number, (term, meaning) in enumerate([*_GLOSSARY, *(_MORE if full else ())], start=1)
    ]
    return [Text("第四部分 名词解释", "part"), *lines]
