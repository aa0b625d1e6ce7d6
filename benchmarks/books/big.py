"""A book with a ledger of any length, written as a stream.

Run: python -m benchmarks.books.big --units 40 --entries 1000000 OUT

A small book whose vouchers are paid in many parts: every figure, every other sheet and so the whole disclosure stay
those of the small book of the same seed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from benchmarks.books.make import make_book
from benchmarks.books.sheets import BookFiles, cents, records, sheets, write_folder, yuan
from mingzhang.forms import Edition, editions

Row = dict[str, str]
_BLOCK = 2000


def write_big_book(path: Path, seed: int, edition: Edition, units: int, entries: int) -> int:
    """Write a book of about so many entries into a folder; how many there are. Never fewer than the small book has."""
    book = make_book(seed, edition, units)
    ledger = sheets()["entries"].label
    write_folder({label: rows for label, rows in book.items() if label != ledger}, path)
    written = 0
    with (path / f"{ledger}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        file.write(",".join(book[ledger][0]) + "\r\n")
        block: list[str] = []
        for line in _lines(book, entries):
            block.append(line)
            if len(block) == _BLOCK:
                file.write("".join(block))
                written += len(block)
                block.clear()
        file.write("".join(block))
    return written + len(block)


def _lines(book: BookFiles, entries: int) -> Iterator[str]:
    """The lines of the ledger; every voucher that money passed through is split as often as the rest needs."""
    vouchers = [list(rows) for _, rows in groupby(records(book, "entries"), lambda row: (row["unit"], row["voucher"]))]
    left = sum(len(rows) for rows in vouchers)
    for rows in vouchers:
        parts = list(_parts(rows, max(1, round(entries / left))))
        yield from parts
        entries, left = entries - len(parts), left - len(rows)


def _parts(rows: list[Row], times: int) -> Iterator[str]:
    """A voucher in so many: amounts go up and down around an even part, the last one takes what is left."""
    cash = [row for row in rows if row["account"] == "8001"]
    others = [row for row in rows if row["account"] != "8001"]
    if len(cash) != 1 or any(row["counterpart"] for row in rows):
        yield from (",".join(row.values()) + "\r\n" for row in rows)
        return
    unit, number, fixed = rows[0]["unit"], rows[0]["voucher"], _fixed(cash[0])
    texts = [_fixed(row) for row in others]
    whole = [(cents(row["debit"]), cents(row["credit"])) for row in others]
    left = list(whole)
    for part in range(times):
        last = part == times - 1
        # Two parts that follow each other differ by as much in opposite directions.
        swing = (part // 2 * 7919 + 1) * (1 if part % 2 else -1) if part - part % 2 + 1 < times - 1 else 0
        head, total = f"{unit},{number}-{part + 1},", 0
        for at, text in enumerate(texts):
            debit, credit = left[at] if last else (_share(amount, times, swing) for amount in whole[at])
            left[at] = left[at][0] - debit, left[at][1] - credit
            total += debit - credit
            if debit or credit:
                yield f"{head}{text},{yuan(debit) if debit else ''},{yuan(credit) if credit else ''}\r\n"
        if total:
            yield f"{head}{fixed},{yuan(-total) if total < 0 else ''},{yuan(total) if total > 0 else ''}\r\n"


def _share(amount: int, times: int, swing: int) -> int:
    """One of so many parts of an amount, off the even part by less than itself."""
    even = amount // times if amount >= 0 else -(-amount // times)
    return even + (swing % even if swing > 0 else -(-swing % even)) if even > 1 else even


def _fixed(row: Row) -> str:
    """What all parts of a line have in common, as CSV."""
    return ",".join(value for name, value in row.items() if name not in ("unit", "voucher", "debit", "credit"))


def main(arguments: list[str] | None = None) -> int:
    """Write a big book."""
    parser = argparse.ArgumentParser(description="写一个明细账很长的账簿。")
    parser.add_argument("folder", type=Path, help="写到哪个文件夹")
    parser.add_argument("--units", type=int, default=40, help="单位数，3 到 40")
    parser.add_argument("--entries", type=int, default=1_000_000, help="明细账大约有多少行")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edition", choices=sorted(editions()), default="山西2023", help="表样")
    given = parser.parse_args(arguments)
    written = write_big_book(given.folder, given.seed, editions()[given.edition], given.units, given.entries)
    print(f"{given.folder}：明细账 {written} 行。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
