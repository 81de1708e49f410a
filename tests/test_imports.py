"""Imports point one way, and each third-party library enters at its door only."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Each layer may import itself and the layers before it; members of one layer never each other.
LAYERS = [
    {"errors", "types"},
    {"lexicons", "schema"},
    {"cleaning", "segmentation", "names", "quantities", "dates"},
    {"events"},
    {"records"},
    {"core"},
    {"pipelines"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

DOORS = {
    "dateparser": {"dates"},
    "quantulum3": {"quantities"},
    "spacy": {"names"},
    "ahocorasick": {"names"},
    "onnxruntime": {"events", "pipelines"},
    "tokenizers": {"events"},
    "torch": {"pipelines"},
    "transformers": {"pipelines"},
    "ftfy": {"cleaning"},
    "selectolax": {"cleaning"},
    "trafilatura": {"cleaning"},
    "charset_normalizer": {"cleaning"},
    "py3langid": {"cleaning"},
    "pyarrow": {"schema", "pipelines"},
    "pandas": {"pipelines"},
    "deltalake": {"pipelines"},
    "duckdb": {"pipelines"},
    "frictionless": set(),
    "typer": {"pipelines"},
    "rich": {"pipelines"},
    "ray": {"pipelines"},
    "upath": {"pipelines"},
    "sklearn": {"pipelines"},
    "urllib3": {"pipelines"},
    "feedparser": {"pipelines"},
    "protego": {"pipelines"},
}
# The library is a function of its arguments: no clock, locale, network or arguments of a process.
IMPURE = (
    "time locale socket urllib.request http.client requests httpx urllib3 argparse random".split()
)


def _modules() -> list[Path]:
    return sorted((*ROOT.glob("extractor/**/*.py"), *ROOT.glob("pipelines/**/*.py")))


def _room(path: Path) -> str:
    """The unit of the layout that a file belongs to: "dates", "schema", "pipelines"; "" for the API."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] == "pipelines":
        return "pipelines"
    return "" if parts[1] == "__init__" else parts[1]


def _imports(path: Path) -> Iterator[str]:
    """Dotted names that a file imports at run time, wherever in the file; relative ones resolved."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*up, *([node.module] if node.module else [])))
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    room = _room(path)
    assert room == "" or room in RANK, f"{room} has no place in the layers"
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] not in ("extractor", "pipelines"):
            continue
        if parts[0] == "pipelines":
            assert room == "pipelines", f"{path.name} imports {name}"
            continue
        target = parts[1] if len(parts) > 1 else ""
        if room == "" or target == room or target not in RANK:
            # The package itself gives the public names; only programs may take them from there.
            assert room in ("", "pipelines", target), f"{path.name} imports {name}"
            continue
        allowed = RANK[target] < RANK[room] or (target == "errors" and room == "types")
        assert allowed, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_libraries_enter_at_their_door(path: Path) -> None:
    room = _room(path)
    if room == "pipelines" and path.name.startswith(("bench", "train")):
        pytest.skip("benchmarks and training compare with, and train by, what they like")
    for name in _imports(path):
        library = name.split(".")[0]
        assert room in DOORS.get(library, {room}), f"{path.name} imports {library}"
        impure = any(f"{name}.".startswith(f"{module}.") for module in IMPURE)
        assert room == "pipelines" or not impure, f"{path.name} imports {name}"


def test_the_package_and_the_help_load_no_model_library() -> None:
    heavy = "spacy torch sklearn onnxruntime dateparser quantulum3 pandas".split()
    code = (
        f"import sys, extractor, pipelines.cli\nprint([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
