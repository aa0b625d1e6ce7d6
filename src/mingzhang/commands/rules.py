"""`mingzhang rules`: the rule book."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mingzhang.commands import output
from mingzhang.commands.arguments import UsageError
from mingzhang.commands.status import CLEAN

if TYPE_CHECKING:
    from mingzhang.check import Rule


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "rules",
        help="查看规则：查什么，依据什么",
        description="列出全部检查规则；写出编号则显示这一条的全文、依据和例子。",
        epilog="示例：\n  mingzhang rules\n  mingzhang rules 编号\n  mingzhang rules --format markdown > 规则.md\n\n"
        "退出码：0 已显示；2 没有这个编号。",
    )
    parser.add_argument("id", metavar="编号", nargs="?", help="规则编号；不写则列出全部")
    parser.add_argument(
        "--format",
        choices=("text", "markdown"),
        default="text",
        help="写成：text 文字（默认），markdown 全部规则的文档",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Show the rule book, or one rule of it."""
    from mingzhang.check import rules

    book = rules()
    if arguments.format == "markdown":
        from mingzhang.report.rule_book import rule_book

        if arguments.id is not None:
            raise UsageError("--format markdown 写出全部规则，不能再写编号。")
        output.write(rule_book(book), output.STDOUT)
        return CLEAN
    if arguments.id is None:
        output.write(_listing(book), output.STDOUT)
        return CLEAN
    wanted = [rule for rule in book if rule.id.casefold() == arguments.id.casefold()]
    if not wanted:
        raise UsageError(f"没有编号为“{arguments.id}”的规则；全部编号见 mingzhang rules。")
    output.write(_page(wanted[0]), output.STDOUT)
    return CLEAN


def _level(rule: Rule) -> str:
    from mingzhang.finding import LEVELS

    return LEVELS[rule.level]


def _listing(book: list[Rule]) -> str:
    width = max((len(rule.id) for rule in book), default=0)
    # Level names differ in length; ideographic spaces are as wide as the characters they stand for.
    lines = [f"{rule.id:<{width}}  {_level(rule):\u3000<5}  {rule.title}\n" for rule in book]
    return "".join([*lines, f"\n共 {len(book)} 条。看某一条的全文：mingzhang rules 编号\n"])


def _page(rule: Rule) -> str:
    parts = (
        ("规则", rule.sentence),
        ("级别", _level(rule)),
        ("依据", rule.basis),
        ("不适用", rule.not_applicable),
        ("通过的例子", str(rule.example_pass)),
        ("不通过的例子", str(rule.example_fail)),
    )
    body = "".join(f"{name}：{text}\n" for name, text in parts if text)
    return f"{rule.id}  {rule.title}\n\n{body}"
