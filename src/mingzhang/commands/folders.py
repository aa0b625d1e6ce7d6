"""Folders of results: complete or not there at all."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from mingzhang.commands.arguments import UsageError
from mingzhang.commands.output import TROUBLE


def refuse_existing(out: Path, parts: Sequence[str], *, overwrite: bool) -> None:
    """See that nothing stands where the parts of the result will be put.

    Raises:
        UsageError: something does, the folder is or lies in a file, or may not be written to.
    """
    try:
        above = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    except OSError as error:
        raise UsageError(f"不能用“{out}”：{_why(error)}；请换一个 --out。") from error
    if not above.is_dir():
        raise UsageError(f"“{above}”是文件，不是文件夹；请换一个 --out。")
    if not os.access(above, os.W_OK):
        raise UsageError(f"没有权限写“{above}”；请换一个 --out。")
    taken = [part for part in parts if (out / part).exists()]
    if taken and not overwrite:
        raise UsageError(f"“{out}”里已有 {'、'.join(taken)}；请换一个 --out，或加 --overwrite 代替旧的结果。")


def put(files: Mapping[str, bytes], out: Path, parts: Sequence[str]) -> None:
    """Write files by path below `out`, each part of the result moved into place when it is complete.

    What was there before stays where anything goes wrong.

    Raises:
        UsageError: the disk is full, there is no permission, and the like.
    """
    fresh = out / f".mingzhang-{os.getpid()}"
    before = {part: fresh / f"old-{part}" for part in parts}
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        for path, data in files.items():
            target = fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for part, old in before.items():
            if (out / part).exists():
                (out / part).rename(old)
            if (fresh / part).exists():
                (fresh / part).rename(out / part)
    except OSError as error:
        raise UsageError(
            f"写不进“{out}”：{_why(error)}；请检查磁盘空间、权限，或文件是否正被 WPS、Excel 打开。"
        ) from error
    finally:
        for part, old in before.items():
            if old.exists() and not (out / part).exists():
                old.rename(out / part)
        shutil.rmtree(fresh, ignore_errors=True)
        for folder in made:  # stays where it holds the result
            with contextlib.suppress(OSError):
                folder.rmdir()


def _why(error: OSError) -> str:
    return TROUBLE.get(error.errno or 0, "磁盘或文件夹有问题")
