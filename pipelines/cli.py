"""The command ``press-extractor``: a thin layer over the functions of this package."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor import __version__
from pipelines import heap

if TYPE_CHECKING:
    from pipelines import publish as publishing
    from pipelines.evaluate import Scores
    from pipelines.store import Store

OK, SOME_FAILED, NOT_RUN, STOPPED = 0, 1, 3, 130

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """Which files the tables are written as."""

    csv = "csv"
    parquet = "parquet"
    both = "both"

    @property
    def formats(self) -> tuple[publishing.Format, ...]:
        """The formats by name."""
        chosen: dict[str, tuple[publishing.Format, ...]] = {
            "csv": ("csv",),
            "parquet": ("parquet",),
            "both": ("parquet", "csv"),
        }
        return chosen[self.value]


class EngineName(StrEnum):
    """Where the work on the releases is done."""

    local = "local"
    ray = "ray"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"press-extractor {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Turn government press releases into tables of seizures, convictions, charges, designations
    and commitments."""


def _place(text: str) -> Path:
    from pipelines.places import place

    try:
        return place(text)
    except OSError as error:
        raise typer.BadParameter(str(error)) from error


Inputs = Annotated[
    list[Path],
    typer.Argument(
        parser=_place,
        metavar="INPUT",
        help="Files or folders, local or as s3://...: .txt .html .json .jsonl [.gz]",
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out", "-o", parser=_place, metavar="DIR", help="Where the tables and the store are."
    ),
]
Form = Annotated[
    Format, typer.Option("--format", "-f", help="Files that the tables are written as.")
]
MinConfidence = Annotated[
    float, typer.Option(min=0, max=1, metavar="X", help="Leave out records less sure than this.")
]
CsvBom = Annotated[
    bool, typer.Option("--csv-bom", help="Mark the CSV files as UTF-8, as Excel wants it.")
]


@app.command()
def run(
    inputs: Inputs,
    out: Out = Path("outputs"),
    form: Form = Format.both,
    min_confidence: MinConfidence = 0.0,
    csv_bom: CsvBom = False,
    engine: Annotated[
        EngineName, typer.Option(help="This machine, or the Ray cluster of RAY_ADDRESS.")
    ] = EngineName.local,
    workers: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes; by default one for each CPU."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=1, metavar="S", help="Give a release up after S seconds.")
    ] = 120.0,
    full: Annotated[
        bool, typer.Option("--full", help="Work on every input, changed or not.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out releases that are gone from the inputs.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress; faults and summary only.")
    ] = False,
) -> None:
    """Read releases, bring DIR/store up to date, and write the tables.

    A folder is searched for all kinds of input. `NAME.json` beside `NAME.txt` or `NAME.html` gives
    title, date, url and id. Every input has a row in the table `ledger`, which says what became of
    it.

    Only inputs that are new or changed are worked on, and all of them where the program itself, its
    lexicons or its models have changed. A run that was killed is finished by the next one.

    In CSV, lists are joined by "; ", and a text that a spreadsheet would take for a formula (it
    begins with = + - @, a tab or a line break) has an apostrophe before it.

    Exit codes: **0** nothing failed; **1** some inputs failed (empty, unreadable, failed), the rest
    is done; **2** wrong usage; **3** the run could not be done (DIR cannot be written, another run
    is writing to it, the Ray cluster is lost), and the tables of the last run stand; **130**
    stopped by Ctrl-C. What was done is kept for the next run.
    """
    from pipelines.pool import available_cpus
    from pipelines.progress import Progress, Stop, print_summary
    from pipelines.publish import Options
    from pipelines.run import run as run_pipeline

    with _errors(), Stop() as stop, Progress(inputs, quiet=quiet) as progress:
        summary = run_pipeline(
            inputs,
            out,
            Options(form.formats, csv_bom, min_confidence),
            engine=engine.value,
            workers=workers or (available_cpus() if engine is EngineName.local else None),
            timeout=timeout,
            full=full,
            prune=prune,
            on_entry=progress.entry,
            stop=stop,
        )
    print_summary(summary, out)
    raise typer.Exit(STOPPED if summary.stopped else SOME_FAILED if summary.failed else OK)


@app.command()
def fetch(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="doj, federal-register, or a feed's address."),
    ],
    url: Annotated[
        str | None,
        typer.Argument(metavar="URL", help="Of a feed, or of another server with that API."),
    ] = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="First day of publication."),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Where the releases go.")
    ] = Path("releases"),
    contact: Annotated[
        str | None,
        typer.Option(
            envvar="PRESS_EXTRACTOR_CONTACT",
            metavar="WHO",
            help="Your address, mail or web, which the servers are told.",
        ),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="A further parameter for the API."),
    ] = None,
    delay: Annotated[
        float, typer.Option(min=0, metavar="S", help="Seconds between requests to a host.")
    ] = 1.0,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask whether stored pages have changed.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress; faults and summary only.")
    ] = False,
) -> None:
    """Fetch releases from a public API or feed into DIR, for `run` to read.

    **doj** is the Justice Department's News API, **federal-register** that of the Federal Register;
    both need `--since`. Any other SOURCE is the address of an RSS or Atom feed; what it gives no
    full text of is fetched from the pages that it links to.

    robots.txt is heeded, and so are the proxies of `http_proxy`, `https_proxy` and `no_proxy`. What
    is stored already is not fetched again; a fetch that was killed is finished by the next one.

    Exit codes: **0** nothing failed; **1** some releases failed, the rest is there; **2** wrong
    usage; **3** nothing could be fetched; **130** stopped by Ctrl-C, after the release in hand.
    """
    try:
        from pipelines import fetch as fetching
        from pipelines.fetch import report, sources
        from pipelines.fetch.http import Client, Limits
    except ModuleNotFoundError as error:
        _stop(f"{error}; fetch needs: pip install 'press-extractor[fetch]'")
    from pipelines.progress import Stop

    try:
        wanted = sources.source(source, url, parameter or ())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if since is None and not isinstance(wanted, sources.Feed):
        raise typer.BadParameter(f"{source} needs --since DATE")
    if contact is not None and not (contact.isascii() and contact.isprintable()):
        raise typer.BadParameter("--contact takes plain letters on one line")
    client = Client(sources.hosts(wanted), contact, Limits(delay=delay))
    says = report.Report(quiet=quiet)
    with _errors(), Stop() as stop:
        try:
            summary = fetching.fetch(
                wanted,
                out,
                client,
                since=since.date() if since else None,
                refresh=refresh,
                on_entry=says.entry,
                stop=stop,
            )
        except fetching.NothingFetched as error:
            _stop(f"nothing could be fetched: {error}")
    report.print_summary(summary)
    raise typer.Exit(STOPPED if summary.stopped else SOME_FAILED if summary.failed else OK)


@app.command()
def publish(
    out: Out = Path("outputs"),
    to: Annotated[
        Path | None,
        typer.Option(parser=_place, metavar="DIR", help="Write the tables here, not to --out."),
    ] = None,
    as_of: Annotated[
        int | None, typer.Option("--as-of", metavar="RUN", help="The state that this run left.")
    ] = None,
    form: Form = Format.both,
    min_confidence: MinConfidence = 0.0,
    csv_bom: CsvBom = False,
) -> None:
    """Write the tables anew from the store, as they are now or as an earlier run left them."""
    from pipelines import publish as publishing
    from pipelines.lock import locked

    target = to or out
    with _errors(), locked(target):
        store = _store(out)
        version = None if as_of is None else store.version_of(as_of)
        options = publishing.Options(form.formats, csv_bom, min_confidence)
        sizes = publishing.publish(store, target, options, version)
    typer.echo(", ".join(f"{n:,} {table}" for table, n in sizes.items()))


@app.command()
def status(inputs: Inputs, out: Out = Path("outputs")) -> None:
    """Say what a run over the inputs would do, and why; nothing is changed."""
    from pipelines.compare import status as compare_status
    from pipelines.store import Store

    with _errors():
        for kind, number in sorted(compare_status(inputs, Store(out / "store")).items()):
            typer.echo(f"{number:9,}  {kind}")


@app.command()
def history(out: Out = Path("outputs")) -> None:
    """List the runs that changed the store."""
    with _errors():
        runs = _store(out).runs()
    typer.echo("run  ended (UTC)       commits  code              lexicons          models")
    for run in runs:
        ended = dt.datetime.fromtimestamp(run.milliseconds / 1000, dt.UTC)
        made_by = run.fingerprint
        typer.echo(
            f"{run.run:3}  {ended:%Y-%m-%d %H:%M}  {run.commits:7}  "
            f"{made_by.code}  {made_by.lexicons}  {made_by.models}"
        )


@app.command()
def diff(
    old: Annotated[int, typer.Argument(metavar="RUN_A", help="A run, as history numbers them.")],
    new: Annotated[int, typer.Argument(metavar="RUN_B", help="A later run.")],
    out: Out = Path("outputs"),
    table: Annotated[
        str | None, typer.Option(metavar="TABLE", help="Only the rows of this table.")
    ] = None,
    summary: Annotated[bool, typer.Option("--summary", help="Only the numbers.")] = False,
) -> None:
    """Show what changed between the states that two runs left, field by field, and why.

    The cause is what the release was worked on again for: its text, the code, the lexicons or the
    models.
    """
    from pipelines.compare import diff as compare_diff

    counts: dict[tuple[str, str], int] = {}
    with _errors():
        for change in compare_diff(_store(out), old, new):
            if table is not None and change.table != table:
                continue
            where = (change.table, change.kind)
            counts[where] = counts.get(where, 0) + 1
            if summary:
                continue
            why = f"  [{', '.join(change.causes)}]" if change.causes else ""
            typer.echo(f"{change.kind:8} {change.table} {change.release_id} {change.key}{why}")
            for name, (was, now) in change.fields.items():
                typer.echo(f"           {name}: {_short(was)} -> {_short(now)}")
    for (name, kind), number in sorted(counts.items()):
        typer.echo(f"{number:9,}  {name} {kind}")


@app.command()
def why(
    record_id: Annotated[str, typer.Argument(metavar="RECORD_ID", help="As the tables have it.")],
    out: Out = Path("outputs"),
) -> None:
    """Say why a record says what it says.

    Prints its sentence with the characters of each field marked, and for each field the rule or
    model that decided, the normal form, and what else in the sentence could have filled it.
    """
    from pipelines import why as reasons

    with _errors():
        for line in reasons.explain(reasons.find(_store(out), record_id)):
            typer.echo(line)


@app.command()
def evaluate(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder with a run's Parquet tables.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder with annotations, *.json.")],
    only: Annotated[
        str | None, typer.Option(metavar="ID,ID", help="Score these releases only.")
    ] = None,
    errors: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show up to N errors of each record type.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    floors: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Fail (exit code 1) where an F1 is below its floor."),
    ] = None,
    pin: Annotated[
        bool, typer.Option("--pin", help="Write this run's F1 to the floors' file instead.")
    ] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Let --pin lower a floor.")] = False,
) -> None:
    """Score a run's tables against gold annotations.

    Prints precision, recall and F1 of mentions, quantities, dates, records and slots. With
    `--floors` it is a gate: floors are pinned together with a hash of the annotations.
    """
    from pipelines import evaluate as scoring

    if pin and floors is None:
        raise typer.BadParameter("--pin needs --floors FILE")
    try:
        scores = scoring.evaluate(out, gold, only.split(",") if only is not None else None)
    except FileNotFoundError as error:
        _stop(str(error))
    _print_scores(scores, errors, as_json)
    if floors is None:
        return
    if pin:
        try:
            scoring.pin_floors(scores, gold, floors, lower=lower)
        except ValueError as error:
            _stop(f"{error}; --lower allows it", SOME_FAILED)
    elif sunk := scoring.below_floors(scores, gold, floors):
        _stop("\n".join(sunk), SOME_FAILED)


def _print_scores(scores: Scores, errors: int, as_json: bool) -> None:
    rows = {
        section: {
            name: {
                "precision": round(tally.precision, 4),
                "recall": round(tally.recall, 4),
                "f1": round(tally.f1, 4),
                "gold": tally.right + tally.missed,
                "predicted": tally.right + tally.false,
            }
            for name, tally in sorted(tallies.items())
            if tally.right + tally.missed + tally.false
        }
        for section, tallies in (("scores", scores.totals), ("fields", scores.fields))
    }
    if as_json:
        head = {"releases": scores.releases, "missing": list(scores.missing)}
        typer.echo(json.dumps({**head, **rows}, indent=1))
        return
    typer.echo(f"{scores.releases} releases with gold, {len(scores.missing)} not in the run")
    for section in rows.values():
        typer.echo(f"\n{'':36}      P      R     F1   gold  found")
        for name, row in section.items():
            typer.echo(
                f"{name:36}  {row['precision']:.3f}  {row['recall']:.3f}  {row['f1']:.3f}"
                f"  {row['gold']:5}  {row['predicted']:5}"
            )
    shown: dict[str, int] = {}
    for kind, words in scores.errors if errors else ():
        shown[kind] = shown.get(kind, 0) + 1
        if shown[kind] <= errors:
            typer.echo(words)


def _store(out: Path) -> Store:
    from pipelines.store import Store, StoreError

    store = Store(out / "store")
    if store.version < 0:
        raise StoreError(f"there is no store in {out}; `press-extractor run` makes one")
    return store


def _short(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False, default=str)
    return words if len(words) <= 80 else words[:77] + "..."


@contextmanager
def _errors() -> Iterator[None]:
    """What keeps a command from being done, in one line instead of a traceback."""
    from deltalake.exceptions import DeltaError

    from pipelines.lock import Locked
    from pipelines.pool import WorkerError
    from pipelines.store import StoreError

    try:
        yield
    except (OSError, DeltaError, Locked, StoreError, WorkerError) as error:
        _stop(" ".join(str(error).split()))


def _stop(message: str, code: int = NOT_RUN) -> None:
    print(f"press-extractor: {message}", file=sys.stderr)
    raise typer.Exit(code)


def main() -> None:
    """The entry point of the installed command."""
    # Workers inherit it: processes are the parallelism, and threads of each would get in the way.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # The system's allocator gives back what is freed; Arrow's own holds on to it.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    heap.one_arena()
    app()


if __name__ == "__main__":
    main()
