"""Arguments, plain text and JSON: everything the screen shows, without a screen."""

import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tui import __version__
from tui.errors import StatementsError

if TYPE_CHECKING:
    from tui.documents.model import Block, Document

_SURROGATE = re.compile("[\ud800-\udfff]")
_EXAMPLES = """
\b
Examples:
  statements                          open the five sample statements
  statements ~/statements             open a folder
  statements list ~/statements        list what is in it
  statements show 003 --json          one statement, for programs
  statements -- list                  open a folder whose name is "list"
"""


class _OpenByDefault(click.Group):
    """A group that opens its arguments as paths where the first is not the name of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = args[0] if args else ""
        if first not in self.commands and first not in ("--help", "-h", "--version"):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("statements", "[OPTIONS] [PATH...]")
        formatter.write_usage("statements", "COMMAND [ARGS...]", prefix="   or: ")


def _to_paths(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[Path, ...]:
    """Return paths; an empty one, which an unset shell variable leaves, is an error and not this folder."""
    if "" in given:
        raise StatementsError("an empty path was given")
    return tuple(Path(path) for path in given)


_paths = click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...", callback=_to_paths)
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
_limit = click.option(
    "--max-size",
    type=click.FloatRange(min=0, min_open=True),
    default=64,
    show_default=True,
    metavar="MIB",
    help="Do not open files larger than this.",
)


@click.group(cls=_OpenByDefault, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="statements", message="%(prog)s %(version)s")
def _statements() -> None:
    """Browse, read and quote collections of public statements in the terminal.

    PATH is a file or a folder, walked with all below it; without one the sample statements open.
    """


@_statements.command("open", hidden=True, epilog=_EXAMPLES)
@_paths
@_limit
def _open(paths: tuple[Path, ...], max_size: float) -> None:
    """Open files and folders in the program; without PATH the sample statements."""
    _require_existing(paths)
    _require_terminal()
    import gc

    # What is imported stays; collecting garbage in between would only delay the first frame.
    # The program collects again once that is drawn.
    gc.disable()
    from tui.app.app import StatementBrowser

    browser = StatementBrowser(paths, max_bytes=_bytes(max_size))
    browser.run()
    sys.exit(browser.return_code or 0)


_LIST_EXAMPLES = """
\b
Examples:
  statements list                     the sample statements
  statements list ~/statements        a folder, with all below it
  statements list --json a.txt b.md   two files, one JSON object a line
"""
_SHOW_EXAMPLES = """
\b
Examples:
  statements show 003                 the sample whose id begins with 003
  statements show speech ~/statements --json
  statements show ~/statements/speech.txt
"""


@_statements.command("list", epilog=_LIST_EXAMPLES, short_help="List statements with date, authors and title.")
@_paths
@_json
@_limit
def _list(paths: tuple[Path, ...], as_json: bool, max_size: float) -> None:
    """List the statements below PATH: id, date, authors and title, problem files with their reason."""
    from tui.library import find_sources

    _require_existing(paths)
    count = 0
    for source in find_sources(paths):
        document = source.read(_bytes(max_size))
        if as_json:
            _write_json(describe(document))
        else:
            _write(_list_line(document))
        count += 1
    if not count:
        raise _NothingFound("no statements there: a .txt, .text, .md or .markdown file is needed")


@_statements.command("show", epilog=_SHOW_EXAMPLES, short_help="Show one statement.")
@click.argument("name", metavar="DOC")
@_paths
@_json
@_limit
def _show(name: str, paths: tuple[Path, ...], as_json: bool, max_size: float) -> None:
    """Show one statement: DOC is an id, a unique beginning of one, or a file path."""
    document = _find(name, paths, _bytes(max_size))
    if as_json:
        _write_json(describe_fully(document))
        return
    if document.problem:
        raise StatementsError(f"{document.id}: {document.problem}")
    for paragraph in _page(document):
        _write(paragraph)


class _NothingFound(Exception):
    """There is no answer; exit status 1."""


def describe(document: "Document") -> dict[str, Any]:
    """Return the fields of ``statements list --json``; dates are ISO strings in their own precision."""
    metadata = document.metadata
    return {
        "id": document.id,
        "path": str(document.path),
        "title": metadata.title,
        "authors": list(metadata.authors),
        "publisher": metadata.publisher,
        "date": str(metadata.date) if metadata.date else None,
        "first_published": str(metadata.first_published) if metadata.first_published else None,
        "language": metadata.language,
        "words": document.words,
        "paragraphs": document.paragraphs,
        "problem": document.problem,
    }


def describe_fully(document: "Document") -> dict[str, Any]:
    """Return the fields of ``statements show --json``."""
    return {
        **describe(document),
        "source": document.metadata.source,
        "sha256": document.sha256,
        "blocks": [_describe_block(block) for block in document.blocks],
    }


def _describe_block(block: "Block") -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "number": block.number,
        "label": block.label,
        "text": block.text,
        "sentences": [list(span) for span in block.sentences],
        "emphasis": [list(span) for span in block.emphasis],
        "links": [{"start": link.span.start, "end": link.span.end, "target": link.target} for link in block.links],
        "repeat": block.is_repeat,
    }


def _find(name: str, paths: Sequence[Path], max_bytes: int) -> "Document":
    """Return the document a person named; only that file is parsed where its id tells it."""
    from tui.documents.reading import read_document
    from tui.library import Library, find_sources

    _require_existing(paths)
    sources = find_sources(paths)
    as_path = Path(name)
    inside = {os.path.abspath(source.path): source for source in sources}.get(os.path.abspath(name))
    if inside is None and not any(source.id == name for source in sources) and as_path.is_file():
        return read_document(as_path, as_path.stem, max_bytes)
    from tui.documents.model import Document, Metadata

    stubs = Library(tuple(Document(source.id, source.path, Metadata()) for source in sources))
    found = stubs.find(name)
    return next(source for source in sources if source.id == found.id).read(max_bytes)


def _list_line(document: "Document") -> str:
    from tui.text import visible

    metadata = document.metadata
    if document.problem:
        return visible(f"{document.id}  !  {document.problem}")
    parts = [
        document.id,
        str(metadata.date or "undated"),
        ", ".join(metadata.authors) or "author unknown",
        document.name,
    ]
    return "  ".join(visible(part) for part in parts)


def _page(document: "Document") -> Iterator[str]:
    """Yield a statement as plain text for people, wrapped to the terminal."""
    import shutil
    import textwrap

    from tui.text import visible

    width = min(80, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 80
    for block in document.blocks:
        margin = block.label or (str(block.number) if block.number else "")
        lead = f"{visible(margin):>4}  "
        lines = textwrap.wrap(
            visible(block.text),
            width,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_on_hyphens=False,
        )
        yield "\n".join(lines or [lead.rstrip()]) + "\n"


def _bytes(mebibytes: float) -> int:
    if not mebibytes > 0:
        raise StatementsError("--max-size must be a number of MiB above 0")
    return int(min(mebibytes, 1 << 30) * 1024 * 1024)


def _require_existing(paths: Sequence[Path]) -> None:
    for path in paths:
        if not os.path.lexists(path):
            raise StatementsError(f"no such file or folder: {path}")


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise StatementsError(
            "this is not a terminal; 'statements list' and 'statements show DOC' write plain text, "
            "with --json for programs"
        )
    if os.environ.get("TERM") == "dumb":
        raise StatementsError("this terminal (TERM=dumb) cannot show the program; try 'statements list'")


def _write(line: str) -> None:
    """Write one line of text for people; a byte of a file name that is no character is shown as U+FFFD."""
    sys.stdout.write(_SURROGATE.sub("\ufffd", line) + "\n")


def _write_json(fields: dict[str, Any]) -> None:
    """Write one JSON object; a byte of a file name that is no character is escaped, so that it can be had back."""
    import json

    line = json.dumps(fields, ensure_ascii=False)
    sys.stdout.write(_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", line) + "\n")


def _set_encoding() -> None:
    """Write UTF-8 into pipes and files whatever the locale; on a terminal, what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _fail(message: str, status: int) -> NoReturn:
    from tui.text import visible

    print("statements: " + visible(" ".join(message.split())), file=sys.stderr)
    sys.exit(status)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line: exit 0, 1 where nothing was found, 2 with one clear line on an error."""
    # A closed stream is no reason for a traceback, and must not let another file take its number.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    _set_encoding()
    try:
        result = _statements.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="statements",
            standalone_mode=False,
        )
        sys.stdout.flush()
    except _NothingFound as nothing:
        _fail(str(nothing), 1)
    except StatementsError as error:
        _fail(str(error), 2)
    except click.ClickException as error:
        _fail(error.format_message(), 2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        _leave_pipe()
    except OSError as error:
        _fail(f"{error.strerror or error}", 2)
    else:
        sys.exit(result if isinstance(result, int) else 0)


def _leave_pipe() -> NoReturn:
    """End quietly when whoever read our output has gone; Python's own flush at exit must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
