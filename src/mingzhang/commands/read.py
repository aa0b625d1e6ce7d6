"""`mingzhang read`: a disclosure as data."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from mingzhang.commands import documents, output
from mingzhang.commands.arguments import UsageError, add_max_pages
from mingzhang.commands.status import CLEAN, FAILED


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "read",
        help="把决算文件读成数据",
        description="读一份或几份部门决算公开文件（带文字的 PDF、Word 文档，或从 PDF 导出的文本），写成数据。\n"
        "--json、--cells、--claims 都不写时，把 JSON 写到屏幕。",
        epilog="示例：\n"
        "  mingzhang read 某局2024年决算.pdf --json 某局.json --cells 某局.csv\n"
        "  mingzhang read 甲局.pdf 乙局.pdf --cells 数据/\n\n"
        "--cells 的 CSV 为 UTF-8 编码，列为 table,row_key,row_name,column,value,unit。\n"
        "--claims 的 CSV 是文字里的每个数，列为 section,quote,subject,measure,value,unit。\n"
        "一份文件写一个 JSON 对象；几份文件写一个列表，--cells、--claims 则写成文件夹里的几个 CSV。\n"
        "退出码：0 全部读出；2 有文件读不出，或参数有误。",
    )
    parser.add_argument("files", metavar="文件", nargs="+", help="决算文件（.pdf、.docx、.xlsx、.json 或 .txt）")
    parser.add_argument("--json", metavar="输出文件", help="整份文件的结构和数字，写成 JSON；- 表示屏幕")
    parser.add_argument("--cells", metavar="输出文件", help="各表的每个数字，写成 CSV；- 表示屏幕")
    parser.add_argument(
        "--claims", metavar="输出文件", help="文字里的每个数（金额、增减、占比、数量），写成 CSV；- 表示屏幕"
    )
    add_max_pages(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the files and write what they say."""
    from mingzhang.disclosure_json import to_json
    from mingzhang.report.cells_csv import cells_csv
    from mingzhang.report.claims_csv import claims_csv

    paths = documents.find(arguments.files)
    several = documents.several(arguments.files, paths)
    to = arguments.json or (None if arguments.cells or arguments.claims else output.STDOUT)
    if [to, arguments.cells, arguments.claims].count(output.STDOUT) > 1:
        raise UsageError("--json、--cells、--claims 只能有一样写到屏幕。")
    cells = _targets(arguments.cells, paths, several, ".cells.csv")
    claims = _targets(arguments.claims, paths, several, ".claims.csv")

    failed: list[Path] = []
    objects: list[object] = []
    for path, disclosure in documents.read_all(paths, arguments.max_pages, failed):
        with documents.guarded(path, failed):
            if to:
                objects.append(to_json(disclosure))
            if arguments.cells:
                output.write(cells_csv(disclosure), cells[path])
            if arguments.claims:
                output.write(claims_csv(disclosure), claims[path])
    if to and (several or objects):
        output.write(output.as_json(objects if several else objects[0]), to)
    return FAILED if failed else CLEAN


def _targets(out: str | None, paths: Sequence[Path], several: bool, ending: str) -> Mapping[Path, str | Path]:
    """Where each file's CSV goes: the named file, or a folder where there are several."""
    if several and out:
        return output.in_folder(out, paths, ending)
    return dict.fromkeys(paths, out or "")
