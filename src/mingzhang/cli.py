"""The command line: `mingzhang read|check|new|compile|rules|demo`."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence

import mingzhang
from mingzhang.commands import check, compile, demo, new, read, rules
from mingzhang.commands.arguments import Parser, UsageError
from mingzhang.commands.status import FAILED, INTERRUPTED, debugging, say

COMMANDS = (read, check, new, compile, rules, demo)
"""The command modules, in the order of the help; what they need beyond the standard library they import when run."""


def build_parser() -> argparse.ArgumentParser:
    """The parser for the whole command line."""
    parser = Parser(
        prog="mingzhang",
        description="明账：读懂部门决算公开文件，核对全部数字，指出哪个数错了、应该是多少。",
        epilog="示例：\n"
        "  mingzhang demo                        用自带的例子走一遍\n"
        "  mingzhang check 某局2024年决算.pdf    检查一份决算\n"
        "  mingzhang new 某局2024年账簿.xlsx     新建一本空账簿\n"
        "  mingzhang compile 某局2024年账簿.xlsx --out 公开/    填好后编制决算\n"
        "\n每个命令的用法：mingzhang 命令 --help",
    )
    parser.add_argument("--version", action="version", version=f"mingzhang {mingzhang.__version__}", help="显示版本号")
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", required=True, parser_class=Parser)
    for module in COMMANDS:
        module.add(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit status; the user never sees a traceback."""
    _speak_utf8()
    arguments = build_parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        status = run(arguments)
        sys.stdout.flush()
    except UsageError as error:
        say(f"mingzhang {arguments.command}：{error}")
        return FAILED
    except KeyboardInterrupt:
        say("已中断。")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe has gone; without this, Python complains again when it closes stdout.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        if debugging():
            traceback.print_exc()
        say(f"程序出了意外（{type(error).__name__}：{error}），请把这句话和所用的命令报告给我们。")
        return FAILED
    return status


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
