"""What several commands take: paths, documents, options."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output import require_existing
from tui.errors import StatementsError

if TYPE_CHECKING:
    from tui.documents.model import Document


def to_paths(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[Path, ...]:
    """Return paths; an empty one, which an unset shell variable leaves, is an error and not this folder."""
    if "" in given:
        raise StatementsError("an empty path was given")
    return tuple(Path(path) for path in given)


paths_argument = click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...", callback=to_paths)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
limit_option = click.option(
    "--max-size",
    type=click.FloatRange(min=0, min_open=True),
    default=64,
    show_default=True,
    metavar="MIB",
    help="Do not open files larger than this.",
)


def find_document(name: str, paths: Sequence[Path], max_bytes: int) -> "Document":
    """Return the document a person named; only that file is parsed where its id tells it."""
    from tui.documents.reading import read_document
    from tui.library import Library, find_sources

    require_existing(paths)
    sources = find_sources(paths)
    as_path = Path(name)
    inside = {os.path.abspath(source.path): source for source in sources}.get(os.path.abspath(name))
    if inside is None and not any(source.id == name for source in sources) and as_path.is_file():
        return read_document(as_path, as_path.stem, max_bytes)
    from tui.documents.model import Document, Metadata

    stubs = Library(tuple(Document(source.id, source.path, Metadata()) for source in sources))
    found = stubs.find(name)
    return next(source for source in sources if source.id == found.id).read(max_bytes)
