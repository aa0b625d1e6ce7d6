"""Folders of results: complete or not there at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from mingzhang.commands.arguments import UsageError


def refuse_existing(out: Path, parts: Sequence[str], *, overwrite: bool) -> None:
    """See that nothing stands where the parts of the result will be put.

    Raises:
        UsageError: something does, or the folder is a file.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"“{out}”是文件，不是文件夹；请换一个 --out。")
    taken = [part for part in parts if (out / part).exists()]
    if taken and not overwrite:
        raise UsageError(f"“{out}”里已有 {'、'.join(taken)}；请换一个 --out，或加 --overwrite 代替旧的结果。")


def put(files: Mapping[str, bytes], out: Path, parts: Sequence[str]) -> None:
    """Write files by path below `out`, each part of the result moved into place when it is complete.

    Raises:
        UsageError: the disk is full, there is no permission, and the like.
    """
    fresh = out / f".mingzhang-{os.getpid()}"
    try:
        for path, data in files.items():
            target = fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for part in parts:
            old = out / part
            if old.exists():
                old.rename(fresh / f"old-{part}")
            if (fresh / part).exists():
                (fresh / part).rename(old)
    except OSError as error:
        why = error.strerror or "磁盘或文件夹有问题"
        raise UsageError(f"写不进“{out}”：{why}；请检查磁盘空间、权限，或文件是否正被 WPS、Excel 打开。") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
