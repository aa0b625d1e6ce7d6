"""Books for tests: a small good one, and the same content as a folder of CSV files or as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from mingzhang.compile.new_book import new_book
from mingzhang.compile.problem import Problem
from mingzhang.compile.schema import book_format

Rows = list[dict[str, str]]


def entry(unit: str, voucher: str, account: str, debit: str = "", credit: str = "", **rest: str) -> dict[str, str]:
    return {"单位编码": unit, "凭证号": voucher, "科目编码": account, "借方": debit, "贷方": credit, **rest}


SPENT = {"预算类别": "一般公共预算", "功能科目": "2010101", "经济科目": "30201", "支出性质": "基本支出"}


def good() -> dict[str, Rows]:
    """A book without a problem, by labels of sheets and columns."""
    return {
        "概况": [
            {"项目": "格式版本", "内容": "1"},
            {"项目": "部门名称", "内容": "云州市档案局"},
            {"项目": "年度", "内容": "2024"},
            {"项目": "主要职能", "内容": "收集档案。"},
            {"项目": "主要职能", "内容": "开放档案。"},
            {"项目": "表样", "内容": "山西2023"},
        ],
        "单位": [
            {"单位编码": "001", "单位名称": "云州市档案局本级", "单位类型": "行政单位", "状态": "正常"},
            {"单位编码": "002", "单位名称": "云州市档案馆", "单位类型": "事业单位", "状态": "正常"},
        ],
        "项目": [
            {
                "项目编码": "P01",
                "项目名称": "档案数字化",
                "单位编码": "002",
                "预算类别": "一般公共预算",
                "年初预算数": "1000",
                "全年预算数": "1,200.50",
            }
        ],
        "明细账": [
            entry("001", "记-1", "7101", debit="100.00", **SPENT),
            entry("001", "记-1", "8001", credit="100"),
            entry("001", "记-2", "7101", debit="1,000.5", **SPENT),
            entry("001", "记-2", "8001", credit="1000.50"),
            entry("002", "记-1", "7201", debit="7", **{**SPENT, "支出性质": "项目支出", "项目编码": "P01"}),
            entry("002", "记-1", "8001", credit="7"),
        ],
        "统计": [{"单位编码": "001", "指标": "公务用车保有量（辆）", "数量": "3"}],
        "绩效指标": [
            {
                "项目编码": "P01",
                "一级指标": "产出指标",
                "二级指标": "数量指标",
                "三级指标": "扫描页数",
                "年初指标值": "≥95%",
                "实际完成值": "96%",
                "分值": "12.5",
            }
        ],
    }


def sheet_csv(rows: Sequence[Mapping[str, str]], heading: Sequence[str] | None = None) -> str:
    """CSV with the columns that the rows have."""
    columns = list(heading or dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_folder(book: Mapping[str, Rows], folder: Path, encoding: str = "utf-8") -> Path:
    """The book as CSV files; a sheet without rows is left out."""
    folder.mkdir(exist_ok=True)
    for label, rows in book.items():
        if rows:
            (folder / f"{label}.csv").write_text(sheet_csv(rows), encoding=encoding, newline="")
    return folder


def as_workbook(book: Mapping[str, Rows], path: Path) -> Path:
    """The book filled into a new workbook, amounts as numbers."""
    workbook = openpyxl.load_workbook(io.BytesIO(new_book()))
    for sheet in book_format().sheets:
        page = workbook[sheet.label]
        if sheet is book_format().profile:
            page.delete_rows(2, page.max_row)
        types = {column.label: column.type for column in sheet.columns}
        for number, row in enumerate(book.get(sheet.label, []), 2):
            for at, label in enumerate(types, 1):
                text = row.get(label, "")
                if text:
                    value = float(text.replace(",", "")) if types[label] in ("money", "count", "number") else text
                    cell = page.cell(number, at)
                    cell.value = value
                    if isinstance(value, str):
                        # Text that looks like a formula stays text, as it does behind a quotation mark.
                        cell.data_type = "s"
    workbook.save(path)
    return path


def told(problems: Sequence[Problem]) -> list[str]:
    return [str(problem) for problem in problems]
