"""Places: local paths, and URLs of any file system that fsspec knows ("s3://bucket/folder").

Inputs and outputs are given as either. A URL becomes a ``UPath`` (universal-pathlib), which answers
to what this program asks of a ``pathlib.Path``; only what differs between the two stands here.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import BinaryIO, cast


def place(text: str) -> Path:
    """The place that ``text`` names. Raises :class:`OSError` where its file system is unknown."""
    if "://" not in text:
        return Path(text)
    try:
        from upath import UPath

        found = UPath(text)
        found.fs  # noqa: B018  # the file system's library is loaded here, or lacks
    except ImportError as error:
        raise OSError(f"{text}: {error}; pip install 'press-extractor[remote]'") from error
    except ValueError as error:
        raise OSError(f"{text}: {error}") from error
    return cast(Path, found)


def is_remote(path: Path) -> bool:
    """Whether ``path`` is beyond the operating system's own files."""
    return not isinstance(path, Path)


def url(path: Path) -> str:
    """The path or URL in words, as libraries with file systems of their own take it."""
    return str(path)


def opened(path: Path) -> BinaryIO:
    """The file's bytes, buffered."""
    file = path.open("rb")
    # What fsspec opens cannot read a line of bounded length.
    return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, file))) if is_remote(path) else file


def write_text(path: Path, text: str) -> None:
    """Put ``text`` in place of what ``path`` holds, whole or not at all."""
    if is_remote(path):  # an object is stored whole or not at all
        path.write_text(text, "utf-8")
        return
    staged = path.with_suffix(".tmp")
    staged.write_text(text, "utf-8")
    os.replace(staged, path)


def move(file: Path, target: Path) -> None:
    """Put a local file in place of ``target``: renamed, or copied and removed where remote."""
    if is_remote(target):
        target.fs.put_file(str(file), target.path)  # type: ignore[attr-defined]
        file.unlink()
    else:
        os.replace(file, target)
