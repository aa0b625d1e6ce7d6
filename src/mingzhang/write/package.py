"""The figures of a disclosure as CSV with a description by which programs read it (a Frictionless data package)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from mingzhang.model import Disclosure
from mingzhang.report.cells_csv import cells_csv, harmless
from mingzhang.report.claims_csv import claims_csv

_SUMMARY = ("seq", "project", "unit", "full", "spent", "rate", "score", "grade")
_INDICATORS = ("seq", "project", "level1", "level2", "level3", "target", "actual", "weight", "score", "reason")


def package_files(disclosure: Disclosure) -> dict[str, bytes]:
    """The files of the package by name, all UTF-8; the CSV files have a mark, which Excel needs."""
    tables = {
        "cells": (cells_csv(disclosure), "各表的每个数字，金额单位见 unit 列"),
        "claims": (claims_csv(disclosure), "文字里的每个数"),
        "evaluations": (_csv(_SUMMARY, _summary(disclosure)), "项目支出绩效自评，金额单位万元"),
        "indicators": (_csv(_INDICATORS, _indicators(disclosure)), "绩效自评的各项指标"),
    }
    resources = [_resource(name, text, title) for name, (text, title) in tables.items()]
    description = {
        "profile": "tabular-data-package",
        "name": "mingzhang-disclosure",
        "title": disclosure.name,
        "created_for": {"organisation": disclosure.organisation, "year": disclosure.year},
        "resources": resources,
    }
    files = {f"{name}.csv": text.encode("utf-8-sig") for name, (text, _) in tables.items()}
    return {**files, "datapackage.json": (json.dumps(description, ensure_ascii=False, indent=2) + "\n").encode()}


def _resource(name: str, text: str, title: str) -> dict[str, Any]:
    header = next(csv.reader(io.StringIO(text)))
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": title,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "schema": {"fields": [{"name": column, "type": "string"} for column in header]},
    }


def _csv(header: Sequence[str], rows: Iterator[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([harmless("" if value is None else str(value)) for value in row] for row in rows)
    return text.getvalue()


def _summary(disclosure: Disclosure) -> Iterator[Sequence[object]]:
    for form in disclosure.evaluations:
        total = form.fund_total
        money = [(mark.text if (mark := total.cells.get(column)) else "") if total else "" for column in _MONEY]
        yield [form.seq, form.project_name, form.budget_unit_name, *money, form.total.text, form.grade.text]


_MONEY = ("全年预算数", "全年执行数", "执行率")


def _indicators(disclosure: Disclosure) -> Iterator[Sequence[object]]:
    for form in disclosure.evaluations:
        for item in form.indicators:
            target = item.adjusted_target or item.initial_target
            names = (item.level1, item.level2, item.level3, target, item.actual, item.weight, item.score)
            yield [form.seq, form.project_name, *names, item.deviation_reason]
