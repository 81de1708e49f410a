"""What makes a folder of tables a data package: a Frictionless descriptor, and views for DuckDB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from extractor import __version__
from extractor.schema import RECORD_TABLES, TABLES

DESCRIPTOR = "datapackage.json"
VIEWS = "tables.duckdb"

# The last with which DuckDB gives a file no random number of its own, so that the same tables are
# the same bytes; DuckDB from 1.2 on can open them.
_STORAGE = "v1.2.0"

_TYPES = {pa.string(): "string", pa.int64(): "integer", pa.float64(): "number"}
_TYPES |= {pa.bool_(): "boolean", pa.date32(): "date"}


def descriptor(form: str, *, csv_bom: bool = False) -> str:
    """The tables as a Frictionless Data Package (specs.frictionlessdata.io), version 1.

    ``form`` is the format of the files that it describes, ``csv`` or ``parquet``. Types, codes,
    keys and descriptions are those of :mod:`extractor.schema`.
    """
    package = {
        "profile": "data-package",
        "name": "press-releases",
        "title": "What government press releases state",
        "version": __version__,
        "resources": [_resource(name, form, csv_bom=csv_bom) for name in TABLES],
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _resource(name: str, form: str, *, csv_bom: bool) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.{form}",
        "format": form,
    }
    if form == "csv":
        resource["mediatype"] = "text/csv"
        resource["encoding"] = "utf-8-sig" if csv_bom else "utf-8"
    schema: dict[str, Any] = {
        "fields": [_field(column, form) for column in TABLES[name]],
        "missingValues": [""],
    }
    if name == "releases":
        schema["primaryKey"] = "release_id"
    else:
        reference = {"resource": "releases", "fields": "release_id"}
        schema["foreignKeys"] = [{"fields": "release_id", "reference": reference}]
    if name in RECORD_TABLES:
        schema["primaryKey"] = "record_id"
    return resource | {"schema": schema}


def _field(column: pa.Field, form: str) -> dict[str, Any]:
    words = column.metadata[b"description"].decode()
    kind = _TYPES.get(column.type)
    if kind is None:  # a list
        kind = "string" if form == "csv" else "array"
        words += "; joined by '; '" if form == "csv" else ""
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": words}
    constraints: dict[str, Any] = {}
    if b"required" in column.metadata:
        constraints["required"] = True
    if b"enum" in column.metadata:
        constraints["enum"] = json.loads(column.metadata[b"enum"])
    return field | ({"constraints": constraints} if constraints else {})


def write_views(folder: Path) -> None:
    """Write a DuckDB file of views over the Parquet tables in ``folder``: the same bytes always.

    The views name the files without a path, so the folder can be moved; DuckDB looks for them where
    it is started, or in its ``file_search_path``.
    """
    path = str(folder / VIEWS)
    with duckdb.connect(path, config={"storage_compatibility_version": _STORAGE}) as engine:
        engine.execute("SET file_search_path = $folder", {"folder": str(folder)})
        for name in TABLES:
            engine.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{name}.parquet')")
