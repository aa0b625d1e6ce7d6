"""`mingzhang compile`: a disclosure from an office's books, in every form it is published in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.commands import folders
from mingzhang.commands.arguments import UsageError
from mingzhang.commands.documents import shown_steps
from mingzhang.commands.status import CLEAN, ERRORS, FAILED, say

if TYPE_CHECKING:
    from mingzhang.compile.book import Book
    from mingzhang.compile.year import OfficeYear
    from mingzhang.forms import Edition
    from mingzhang.model import Disclosure
    from mingzhang.write.publish import Publication

ROUNDINGS = ("half-up", "additive")
FORMATS = ("pdf", "docx", "xlsx", "html", "json", "csv", "txt")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "compile",
        help="由账簿编制决算公开文件",
        description="读一个部门的账簿（mingzhang new 建的工作簿，或同样内容的一个文件夹的 CSV），检查后汇总，\n"
        "编出各表、情况说明、名词解释和绩效自评表，写成各种格式，并用 mingzhang check 的规则自查一遍。",
        epilog="示例：\n"
        "  mingzhang new 账簿.xlsx\n"
        "  mingzhang compile 账簿.xlsx --out 公开/\n"
        "  mingzhang compile 账簿/ --out 公开/ --units --rounding additive\n"
        "  mingzhang compile 账簿.xlsx --out 公开/ --formats docx,xlsx --draft\n\n"
        "部门的文件写在“输出文件夹/department/”，加 --units 时各单位的写在“输出文件夹/units/单位编码/”。\n"
        "退出码：0 编成，自查没有确定错误；1 编成，但自查有确定错误，还不能公开；2 账簿有问题，什么也没有写。",
    )
    parser.add_argument("book", metavar="账簿", help="账簿：.xlsx 工作簿，或装着 CSV 的文件夹")
    parser.add_argument("--out", metavar="文件夹", required=True, help="写到哪个文件夹")
    parser.add_argument(
        "--formats",
        metavar="格式",
        default=",".join(FORMATS),
        help=f"写哪些格式，用逗号隔开（默认全部：{','.join(FORMATS)}）",
    )
    parser.add_argument(
        "--rounding",
        choices=ROUNDINGS,
        default=ROUNDINGS[0],
        help="万元的取舍：half-up 四舍五入（默认）；additive 动最少的末位，使各表和表间完全相等",
    )
    parser.add_argument("--units", action="store_true", help="同时编出每个单位的单位决算")
    parser.add_argument("--prior", metavar="上年决算", help="上年的决算公开文件或明账数据，用来写增减变化")
    parser.add_argument("--map", metavar="对照表", help="财务软件导出的列与账簿的列的对照（.toml）")
    parser.add_argument("--draft", action="store_true", help="缺少变动原因时也先编出来")
    parser.add_argument("--overwrite", action="store_true", help="输出文件夹里已有的结果由新的代替")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, validate, compile, check, write; nothing is written where the book has problems."""
    from mingzhang.commands.last_year import last_year
    from mingzhang.forms import editions

    formats = _formats(arguments.formats)
    out = Path(arguments.out)
    parts = ["department", *(["units"] if arguments.units else [])]
    _refuse_inside(out, Path(arguments.book))
    folders.refuse_existing(out, parts, overwrite=arguments.overwrite)
    with shown_steps("编制决算") as step:
        step("读账簿")
        book = _book(Path(arguments.book), arguments.map)
        if book is None:
            return FAILED
        edition = editions()[book.profile.items["edition"]]
        if book.profile.year not in edition.years:
            known = "、".join(map(str, edition.years))
            say(f"注意：表样“{edition.name}”是 {known} 年度用的，账簿是 {book.profile.year} 年度；请核对「概况」。")
        step("汇总")
        name = arguments.prior or _beside(Path(arguments.book), book.profile.items.get("last_year_file", ""))
        prior = last_year(Path(name), book) if name else None
        years = _years(book, edition, prior, arguments)
        if years is None:
            return FAILED
        files: dict[str, bytes] = {}
        faulty = doubtful = 0
        for number, (place, year) in enumerate(years, 1):
            step(f"编制 {year.cube.organisation}（{number}/{len(years)}）")
            publication, moved = _publication(edition, year, arguments.rounding)
            made, errors, warnings = _made(publication, formats, prior if number == 1 else None)
            faulty += bool(errors)
            doubtful += bool(warnings)
            files |= {f"{place}/{path}": data for path, data in {**made, **moved}.items()}
        step("写文件")
        folders.put(files, out, parts)
    say(f"已写入 {out}：{len(years)} 家，{len(files)} 个文件。")
    if faulty:
        say(f"其中 {faulty} 家的自查结果有确定错误，还不能公开；见各文件夹里的“自查结果.txt”。")
        return ERRORS
    clean = "自查没有发现错误"
    if doubtful:
        clean += f"；{doubtful} 家有须说明的地方，公开前请看各文件夹里的“自查结果.txt”"
    elif not arguments.draft:
        clean += "，可以公开"
    say(clean + ("；这是草稿，公开前请补全原因。" if arguments.draft else "。"))
    return CLEAN


def _refuse_inside(out: Path, book: Path) -> None:
    """See that the result is not put among the files of the book, which would not be a book afterwards."""
    if book.is_dir() and out.resolve().is_relative_to(book.resolve()):
        raise UsageError(f"“{out}”在账簿文件夹里；请换一个 --out，写到账簿以外。")


def _formats(text: str) -> tuple[str, ...]:
    chosen = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown or not chosen:
        raise UsageError(f"没有“{'、'.join(unknown)}”这种格式，可选：{'、'.join(FORMATS)}。")
    return tuple(name for name in FORMATS if name in chosen)


def _book(path: Path, mapping: str | None) -> Book | None:
    """The book, or None where its problems were said."""
    from mingzhang.compile.book import BadBook, read_book
    from mingzhang.compile.validation import validate
    from mingzhang.write.explanation import unasked_reasons

    try:
        book, problems = read_book(path, Path(mapping) if mapping else None)
    except BadBook as problem:
        say(f"{path}：{problem}")
        return None
    problems = problems or [*validate(book), *unasked_reasons(book)]
    _said(path, problems)
    return None if problems else book


def _said(path: Path, problems: Sequence[object]) -> None:
    if problems:
        say(f"{path}：账簿有 {len(problems)} 处问题，改正后再编（什么也没有写）：")
        for problem in problems:
            say(f"  {problem}")


def _years(
    book: Book, edition: Edition, prior: Disclosure | None, arguments: argparse.Namespace
) -> list[tuple[str, OfficeYear]] | None:
    """Where each office's files go and its year, the department's first; None where reasons were asked for."""
    from mingzhang.commands.last_year import figures_of
    from mingzhang.compile.consolidate import department_year, unit_year
    from mingzhang.write.explanation import missing_reasons, reasons_for

    department = department_year(book, edition.grades)
    if prior is not None:
        department.last = {**figures_of(prior), **department.last}
    missing = missing_reasons(edition, department)
    if missing and not arguments.draft:
        _said(Path(arguments.book), [reason.message for reason in missing])
        say("缺少的原因可以先不填，加 --draft 编出草稿。")
        return None
    units = department.units if arguments.units else ()
    single = [(f"units/{unit.code}", unit_year(book, unit, edition.grades)) for unit in units]
    for _, year in single:
        year.reasons = {**reasons_for(edition, department, year), **year.reasons}
    return [("department", department), *single]


def _beside(book: Path, name: str) -> str:
    """A file named in the book, which lies beside it."""
    return str((book if book.is_dir() else book.parent) / Path(name).name) if name else ""


def _publication(edition: Edition, year: OfficeYear, rounding: str) -> tuple[Publication, dict[str, bytes]]:
    """What is published of one office, and the list of figures that additive rounding moved."""
    from mingzhang.write.explanation import FORM, TOLD, amounts_told
    from mingzhang.write.layout import disclosure_of
    from mingzhang.write.publication import publication
    from mingzhang.write.publish import Publication
    from mingzhang.write.rounding import NoRounding, additive, moved_csv
    from mingzhang.write.style import TableStyle
    from mingzhang.write.tables import print_tables

    files: dict[str, bytes] = {}
    if rounding != ROUNDINGS[0]:
        tables = print_tables(edition, year.cube, TableStyle())
        try:
            found = additive([*tables, amounts_told(year.cube, tables)], more={TOLD: FORM})
        except NoRounding as problem:
            say(f"{year.cube.organisation}：{problem}这一家已按四舍五入编出。")
        else:
            year.adjusted = found.adjusted
            files["尾数调整.csv"] = moved_csv(found)
            if not found.optimal:
                say(
                    f"{year.cube.organisation}：尾数取舍动了 {len(found.cells)} 格，没能在限定的时间内证明最少"
                    f"（至少要动 {found.least} 格）；各式仍完全相等。"
                )
    document = publication(edition, year)
    return Publication(year, document, disclosure_of(document)), files


def _made(
    publication: Publication, formats: tuple[str, ...], prior: Disclosure | None
) -> tuple[dict[str, bytes], int, int]:
    """The files of one office with the result of its own check, and how many certain errors and warnings that found.

    Last year's document, where there is one, is held beside it.
    """
    from mingzhang.check import check, rules
    from mingzhang.report.terminal import render
    from mingzhang.write.publish import files_of

    report = check(publication.disclosure, prior=prior)
    titles = {rule.id: rule.title for rule in rules()}
    text = render(publication.disclosure, report, width=100, colour=False, titles=titles)
    files, missing = files_of(publication, formats)
    for message in missing:
        say(f"{publication.year.cube.organisation}：{message}")
    return {**files, "自查结果.txt": text.encode("utf-8-sig")}, report.count("error"), report.count("warning")
