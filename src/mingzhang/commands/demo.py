"""`mingzhang demo`: check the built-in example and write every kind of report."""

from __future__ import annotations

import argparse
from importlib import resources
from pathlib import Path

from mingzhang.commands import output
from mingzhang.commands.status import CLEAN


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "demo",
        help="用自带的例子走一遍",
        description="检查自带的例子（一份虚构的部门决算，里面故意写错了几处），显示发现，并写出各种报告。",
        epilog="示例：\n  mingzhang demo\n  mingzhang demo --out 试用\n\n"
        "写出：disclosure.pdf 例子本身，report.html 网页，findings.xlsx 发现一览表，annotated.pdf 原文加批注，\n"
        "corrections.docx 更正建议清单，inspection.docx 公开情况检查表，findings.json 发现，cells.csv 各表数字。\n"
        "退出码：0 走完（例子里的错误不算）；2 写不进文件夹。",
    )
    parser.add_argument("--out", metavar="文件夹", default="mingzhang-demo", help="写到哪里（默认 mingzhang-demo）")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the example, show the findings and write the reports."""
    from mingzhang.check import check, rules
    from mingzhang.read import read_bytes
    from mingzhang.report.annotate import annotated
    from mingzhang.report.cells_csv import cells_csv
    from mingzhang.report.checked import Checked
    from mingzhang.report.corrections import corrections_docx
    from mingzhang.report.findings_xlsx import Findings
    from mingzhang.report.html import render_html
    from mingzhang.report.inspection import inspected
    from mingzhang.report.inspection_files import sheet_docx
    from mingzhang.report.json_report import to_json
    from mingzhang.report.terminal import render

    example = resources.files("mingzhang") / "example" / "disclosure.pdf"
    source = example.read_bytes()
    disclosure = read_bytes(source, example.name)
    report = check(disclosure)
    titles = {rule.id: rule.title for rule in rules()}
    folder = Path(arguments.out)
    checked = Checked(example.name, disclosure, report, titles)
    findings = Findings()
    findings.add(checked)
    files = {
        example.name: source,
        "findings.xlsx": findings.workbook(),
        "annotated.pdf": annotated(source, checked),
        "corrections.docx": corrections_docx(checked),
        "inspection.docx": sheet_docx(inspected(checked)),
    }
    pages = {
        "report.html": render_html(disclosure, report, source, titles=titles),
        "findings.json": output.as_json(to_json(disclosure, report, titles=titles)),
        "cells.csv": cells_csv(disclosure),
    }
    for name, data in files.items():
        output.write_bytes(data, folder / name)
    for name, text in pages.items():
        output.write(text, folder / name)
    width, colour = output.page_width(output.STDOUT), output.coloured(output.STDOUT)
    output.write(render(disclosure, report, width=width, colour=colour, titles=titles), output.STDOUT)
    output.write(f"\n已写入 {folder}：{'、'.join([*files, *pages])}\n", output.STDOUT)
    output.write(f"用浏览器打开 {folder / 'report.html'} 看完整的报告。\n", output.STDOUT)
    return CLEAN
