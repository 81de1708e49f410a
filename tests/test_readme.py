"""What README says can be done: its make targets, commands, options, imports and files exist."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest
import typer

from extractor import schema
from pipelines.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.S | re.M)
CONSOLE = [
    line.removeprefix("$ ").split("#")[0].split()
    for kind, body in BLOCKS
    if kind == "console"
    for line in body.splitlines()
    if line.startswith("$ ")
]
PYTHON = [body for kind, body in BLOCKS if kind == "python"]


def test_readme_shows_commands() -> None:
    assert {words[0] for words in CONSOLE} == {"make", "press-extractor"}


@pytest.mark.parametrize(
    "target", [w for words in CONSOLE if words[0] == "make" for w in words[1:]]
)
def test_make_targets_exist(target: str) -> None:
    if "=" not in target:
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.M)


@pytest.mark.parametrize(
    "words", [w for w in CONSOLE if w[0] == "press-extractor"], ids=lambda w: " ".join(w)
)
def test_commands_and_their_options_exist(words: list[str]) -> None:
    group = typer.main.get_command(app)
    commands = group.commands  # type: ignore[attr-defined]
    command = commands[words[1]] if not words[1].startswith("-") else group
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("code", PYTHON)
def test_imports_of_the_examples_work(code: str) -> None:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module:
            module = importlib.import_module(node.module)
            for alias in node.names:
                assert getattr(module, alias.name) is not None


def test_sessions_give_what_they_show() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted
    assert not result.failed


def test_every_table_is_described() -> None:
    for name in (*schema.TABLES, "ledger"):
        assert f"`{name}`" in README


def test_every_status_is_described() -> None:
    for status in schema.STATUSES:
        assert f"| `{status}` |" in README


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
