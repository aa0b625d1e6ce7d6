"""`mingzhang check`: check disclosures and report findings."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.commands import companions, documents, output
from mingzhang.commands.arguments import UsageError, add_max_pages
from mingzhang.commands.reporter import FORMATS, reporter
from mingzhang.commands.status import CLEAN, ERRORS, FAILED, say

if TYPE_CHECKING:
    from mingzhang.finding import Report

LISTS = (".csv", ".toml")
"""Endings of a list of what has been explained away."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "check",
        help="检查决算文件，指出错在哪个数",
        description="检查一份或多份部门决算公开文件：表内、表间、表与文字是否相符，错在哪个数，应该是多少。",
        epilog="示例：\n"
        "  mingzhang check 某局2024年决算.pdf\n"
        "  mingzhang check 某局2024年决算.pdf --format html --out 某局.html\n"
        "  mingzhang check 全市决算/ --format xlsx --out 发现.xlsx\n"
        "  mingzhang check 某局2024年决算.pdf --format pdf --out 某局-批注.pdf\n"
        "  mingzhang check 全市决算/ --format corrections --out 更正建议/\n"
        "  mingzhang check 某局2024年决算.pdf --prior 某局2023年决算.pdf --budget 某局2024年预算.pdf\n"
        "  mingzhang check 某局新稿.pdf --against 某局旧稿.pdf --dismissed 说明.csv\n\n"
        "一份文件的 JSON 是一个对象；多份文件或文件夹是一个列表。\n"
        "多份文件的网页、批注、更正建议和检查表写进 --out 文件夹，每份一个；xlsx 都在一个文件里。\n"
        "退出码：0 没有确定错误；1 有确定错误（加 --strict 时，须说明的也算）；2 有文件读不出，或参数有误。",
    )
    parser.add_argument(
        "files",
        metavar="文件",
        nargs="*",
        help="决算文件（.pdf、.docx、.xlsx、.json 或 .txt）；写文件夹则检查其中全部 .pdf、.docx、.txt",
    )
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        default="text",
        help="结果写成：" + "，".join(f"{name} {what}" for name, what in FORMATS.items()),
    )
    parser.add_argument("--out", metavar="路径", default=output.STDOUT, help="结果写到哪里；- 表示屏幕（默认）")
    parser.add_argument("--strict", action="store_true", help="有“须说明”的发现时，退出码也为 1")
    parser.add_argument(
        "--rule", metavar="编号", nargs="+", action="extend", default=[], help="只查这些规则（编号见 mingzhang rules）"
    )
    parser.add_argument(
        "--against", metavar="旧稿", help="与上一稿相比：哪些已改好，哪些仍存在，哪些新出现（只用于一份文件）"
    )
    companions.add(parser)
    parser.add_argument(
        "--dismissed", metavar="清单", help="已作说明的发现（.csv 或 .toml），不计入数目和退出码，另外列出"
    )
    parser.add_argument("--verbose", action="store_true", help="文字结果写出每条发现的编号（清单里用）")
    add_max_pages(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the files and write the report; the exit status says what was found."""
    only, strays = _chosen_rules(arguments.rule)
    names = [*arguments.files, *strays]
    if not names:
        raise UsageError("要写出检查哪份文件，例如：mingzhang check 某局2024年决算.pdf")
    paths = documents.find(names)
    several = documents.several(names, paths)
    if arguments.against is not None and (several or Path(arguments.against).is_dir()):
        raise UsageError("--against 只能用一份新稿对一份旧稿，例如：mingzhang check 新稿.pdf --against 旧稿.pdf")
    reasons = _reasons(arguments.dismissed)
    beside = companions.Companions(arguments.prior, arguments.budget, arguments.max_pages)
    report_of = reporter(arguments.format, arguments.out, paths, several=several, ids=arguments.verbose)

    from mingzhang.check import check
    from mingzhang.report.compare import compare, fingerprint
    from mingzhang.report.dismissed import set_aside

    failed: list[Path] = []
    old: Report | None = None
    if arguments.against is not None:
        for path, disclosure in documents.read_all([Path(arguments.against)], arguments.max_pages, failed):
            with documents.guarded(path, failed):
                old = set_aside(check(disclosure, only), reasons)
    errors = False
    unmatched = dict(reasons)
    for path, disclosure in documents.read_all(paths, arguments.max_pages, failed):
        with documents.guarded(path, failed):
            if disclosure.kind == "预算":
                say(f"{path}：这是预算公开，不是决算；只检查预算表自身的勾稽。")
            report = set_aside(check(disclosure, only, **beside.of(path, disclosure)), reasons)
            for finding, _ in report.dismissed:
                unmatched.pop(fingerprint(finding), None)
            against = compare(old, report, Path(arguments.against).name) if old else None
            errors |= bool(report.count("error") or (arguments.strict and report.count("warning")))
            report_of.add(path, disclosure, report, against)
    report_of.close(failed)
    if unmatched:
        say(f"{arguments.dismissed}：{len(unmatched)} 个编号没有对应的发现：{'、'.join(unmatched)}")
    if failed:
        return FAILED
    return ERRORS if errors else CLEAN


def _reasons(name: str | None) -> dict[str, str]:
    """What a reviewer has explained away, by fingerprint; nothing where there is no list."""
    if name is None:
        return {}
    from mingzhang.report.dismissed import Malformed, parse

    path = Path(name)
    if path.suffix.lower() not in LISTS:
        raise UsageError(f"--dismissed 的清单应是 {' 或 '.join(LISTS)} 文件，不是“{name}”。")
    try:
        return parse(path.read_bytes(), toml=path.suffix.lower() == ".toml")
    except OSError as error:
        raise UsageError(f"读不出清单“{name}”：没有这个文件，或没有权限。") from error
    except Malformed as problem:
        raise UsageError(f"清单“{name}”：{problem}") from problem


def _chosen_rules(values: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The rules to apply, and the files that stood behind `--rule`."""
    if not values:
        return (), []
    from mingzhang.check import rules

    known = {rule.id.casefold(): rule.id for rule in rules()}
    chosen: list[str] = []
    strays: list[str] = []
    for value in values:
        if value.casefold() in known:
            chosen.append(known[value.casefold()])
        elif Path(value).exists():
            strays.append(value)
        else:
            raise UsageError(f"没有编号为“{value}”的规则；全部编号见 mingzhang rules。")
    return tuple(chosen), strays
