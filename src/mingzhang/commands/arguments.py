"""Arguments, help and complaints of the command line in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from mingzhang.commands.status import FAILED, say


class UsageError(Exception):
    """The command line asks for something that cannot be; the message is a Chinese sentence."""


# What argparse says (Python 3.11 to 3.13), and how we say it.
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"参数 \1 不能是 \2，可选：\3"),
    (r"argument (.+?): expected one argument", r"参数 \1 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"参数 \1 后面至少要写一个值"),
    (r"argument (.+?): ignored explicit argument (.+)", r"参数 \1 后面不能写值：\2"),
    (r"argument (.+?): (.+)", r"参数 \1：\2"),
)


def _complaint(message: str) -> str:
    for english, chinese in _COMPLAINTS:
        match = re.fullmatch(english, message, re.DOTALL)
        if match:
            return match.expand(chinese)
    return f"参数有误：{message}"


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Chinese usage line; descriptions and examples keep their line breaks."""

    def __init__(self, prog: str) -> None:
        # A fixed width, so that the help is the same text everywhere; Chinese letters take two columns.
        super().__init__(prog, max_help_position=26, width=100)

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and takes no abbreviated options."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, formatter_class=_Formatter, allow_abbrev=False, add_help=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """One Chinese line and exit status 2."""
        say(f"{self.prog}：{_complaint(message)}（用法见 {self.prog} --help）")
        self.exit(FAILED)


def positive(text: str) -> int:
    """An argument that is a whole number above zero."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"应为正整数，不是“{text}”")
    return int(text)


def add_max_pages(parser: argparse.ArgumentParser) -> None:
    """The common guard against documents of absurd length."""
    parser.add_argument(
        "--max-pages", metavar="页数", type=positive, default=1000, help="超过这么多页的文件不读（默认 1000）"
    )
