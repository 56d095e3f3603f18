"""Arguments, plain text and JSON: everything the screen shows, without a screen."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from tui import __version__
from tui.cli.arguments import find_document, json_option, limit_option, paths_argument
from tui.cli.kiosk import begin, is_for_kiosk, is_host, kiosk_options, open_room, require_alone
from tui.cli.output import (
    NothingFound,
    describe,
    describe_fully,
    list_line,
    page,
    require_existing,
    to_bytes,
    write,
    write_json,
)
from tui.cli.quoting_commands import (
    cite_command,
    doctor_command,
    quotes_command,
    quotes_option,
    require_ways,
    verify_command,
)
from tui.errors import StatementsError

_EXAMPLES = """
\b
Options of the program (statements --quotes FILE [PATH...]):
  --quotes FILE       the quote book; else the one in the XDG data folder
  --clipboard ROUTE   the way to the clipboard; see 'statements doctor'
  --style STYLE       how citations are written; see 'statements cite --help'
  --print-quotes      print the quotes taken in this run after leaving
  --wire WIRE         thin: send only what changes; plain: everything as drawn
  --no-mouse          leave the mouse to the terminal
  --max-size MIB      do not open files larger than this
  --kiosk             let strangers read, locked in, over SSH; see the README
  --idle MINUTES      end a reading room when nobody reads (15; 0: never)
  --memory MIB        what one visitor of a reading room may take (512)

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


@click.group(cls=_OpenByDefault, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="statements", message="%(prog)s %(version)s")
def _statements() -> None:
    """Browse, read and quote collections of public statements in the terminal.

    PATH is a file or a folder, walked with all below it; without one the sample statements open.
    """


@_statements.command("open", hidden=True, epilog=_EXAMPLES)
@paths_argument
@limit_option
@quotes_option
@click.option("--clipboard", "route", metavar="ROUTE", help="The way to the clipboard; see 'statements doctor'.")
@click.option("--style", metavar="STYLE", help="How citations are written; see 'statements cite --help'.")
@click.option("--print-quotes", is_flag=True, help="Print the quotes taken in this run after leaving.")
@click.option(
    "--wire",
    type=click.Choice(["plain", "thin"]),
    help="Send everything as it is drawn, or only what changes; without it thin wherever the terminal allows.",
)
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal; M takes it.")
@kiosk_options
def _open(
    paths: tuple[Path, ...],
    max_size: float,
    quotes_file: Path | None,
    route: str | None,
    style: str | None,
    print_quotes: bool,
    wire: str | None,
    no_mouse: bool,
    kiosk: bool,
    unshared: bool,
    idle: float | None,
    memory: int | None,
) -> None:
    """Open files and folders in the program; without PATH the sample statements."""
    if not kiosk and (unshared or idle is not None or memory is not None):
        raise StatementsError("--idle, --memory and --unshared are for a reading room: --kiosk")
    require_existing(paths)
    require_ways(route, style)
    if not is_host():
        _require_terminal()
    # The terminal itself knows its size better than what a shell exported once.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    import gc

    # What is imported stays; collecting garbage in between would only delay the first frame.
    # The program collects again once that is drawn.
    gc.disable()
    options: dict[str, Any] = {
        "max_bytes": to_bytes(max_size),
        "style": style,
        "is_thin": None if wire is None else wire == "thin",
        "has_mouse": False if no_mouse else None,
    }
    if kiosk:
        require_alone(quotes_file, route, print_quotes)
        open_room(paths, idle, memory, options)
    from tui.app.app import StatementBrowser

    browser = StatementBrowser(paths, quotes=quotes_file, route=route, **options)
    browser.run(mouse=browser.has_mouse)
    if print_quotes:
        from tui.cli.quoting import write_taken

        write_taken(browser.taken, browser.style)
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
@paths_argument
@json_option
@limit_option
def _list(paths: tuple[Path, ...], as_json: bool, max_size: float) -> None:
    """List the statements below PATH: id, date, authors and title, problem files with their reason."""
    from tui.library import find_sources

    require_existing(paths)
    count = 0
    for source in find_sources(paths):
        document = source.read(to_bytes(max_size))
        if as_json:
            write_json(describe(document))
        else:
            write(list_line(document))
        count += 1
    if not count:
        raise NothingFound("no statements there: a .txt, .text, .md or .markdown file is needed")


@_statements.command("show", epilog=_SHOW_EXAMPLES, short_help="Show one statement.")
@click.argument("name", metavar="DOC")
@paths_argument
@json_option
@limit_option
def _show(name: str, paths: tuple[Path, ...], as_json: bool, max_size: float) -> None:
    """Show one statement: DOC is an id, a unique beginning of one, or a file path."""
    document = find_document(name, paths, to_bytes(max_size))
    if as_json:
        write_json(describe_fully(document))
        return
    if document.problem:
        raise StatementsError(f"{document.id}: {document.problem}")
    for paragraph in page(document):
        write(paragraph)


_SEARCH_EXAMPLES = """
\b
Examples:
  statements search "escallation of sanctons"             half-remembered words, in the sample statements
  statements search '"joint session"' ~/statements        an exact phrase
  statements search 'sanctions -oil date:>=2022-03' .     without a word, and by date
  statements search sanctions ~/statements --missing      the statements that never mention them
  statements search 'war*' ~/statements --kwic            every place with its context
"""


_SEARCH_HELP = """Find the passages that hold the words of QUERY, typing errors forgiven, the best first.

\b
  words wanted together    "exact phrase"   'exact word   begin*
  -without -"this phrase"  one OR another
  author: title: publisher: in: (id) kind: (caption, note, ...)
  date:2022  date:2022-02..2022-03  date:>=2022-03-10

Where no passage holds everything, those with the most of it are printed, and it is said so; what is quoted, or marked
with ' or *, is always wanted.
"""


@_statements.command(
    "search",
    epilog=_SEARCH_EXAMPLES,
    help=_SEARCH_HELP,
    short_help="Find passages by half-remembered words.",
    # What begins with a dash and is no option is part of the query: '-word' leaves a word out.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("query", metavar="QUERY")
@paths_argument
@json_option
@click.option("--limit", type=click.IntRange(min=0), default=100, show_default=True, help="Hits at most; 0 for all.")
@click.option(
    "--missing", is_flag=True, help="Print the statements without a hit instead; an exact one, where there is any."
)
@click.option(
    "--context",
    type=click.IntRange(min=0, max=1000),
    default=None,
    metavar="N",
    help="Paragraphs before and after each hit; with --kwic the words on either side.",
)
@click.option(
    "--kwic", is_flag=True, help="Print each place of the word, of several the one that tells most, on a line."
)
@limit_option
def _search(query: str, paths: tuple[Path, ...], as_json: bool, max_size: float, **options: Any) -> None:
    """Find passages in the statements below PATH."""
    from tui.cli.search import run_search

    run_search(query, paths, to_bytes(max_size), as_json=as_json, **options)


_COMPARE_EXAMPLES = """
\b
Examples:
  statements compare 001 003                       two of the sample statements
  statements compare speech article ~/statements   two statements of a folder, by the beginnings of their ids
  statements compare old.txt new.txt --json        two files, one JSON object a line
"""


@_statements.command("compare", epilog=_COMPARE_EXAMPLES, short_help="Put two statements side by side.")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@paths_argument
@json_option
@click.option("--sentences", is_flag=True, help="Pair the sentences inside paired paragraphs.")
@click.option(
    "--width", type=click.IntRange(min=20, max=1000), metavar="N", help="Columns to fill; else the terminal's."
)
@limit_option
def _compare(
    a: str, b: str, paths: tuple[Path, ...], as_json: bool, sentences: bool, width: int | None, max_size: float
) -> None:
    """Pair the passages of two statements: what both say, what they share word for word, what only one says.

    A and B are ids, unique beginnings of ids, or file paths.
    """
    from tui.cli.compare import run_compare

    documents = [find_document(name, paths, to_bytes(max_size)) for name in (a, b)]
    run_compare(documents[0], documents[1], as_json=as_json, sentences=sentences, width=width)


_OVERVIEW_EXAMPLES = """
\b
Examples:
  statements overview                     the sample statements
  statements overview ~/statements        a folder, with all below it
  statements overview --json ~/statements one JSON object a line for each two statements
"""


@_statements.command("overview", epilog=_OVERVIEW_EXAMPLES, short_help="Compare all statements with each other.")
@paths_argument
@json_option
@limit_option
def _overview(paths: tuple[Path, ...], as_json: bool, max_size: float) -> None:
    """Tell for each two statements below PATH which share of their passages pairs."""
    from tui.cli.compare import run_overview

    run_overview(paths, to_bytes(max_size), as_json=as_json)


for _command in (verify_command, cite_command, quotes_command, doctor_command):
    _statements.add_command(_command)


def _require_terminal() -> None:
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise StatementsError(
            "this is not a terminal; 'statements list' and 'statements show DOC' write plain text, "
            "with --json for programs"
        )
    if os.environ.get("TERM") == "dumb":
        raise StatementsError("this terminal (TERM=dumb) cannot show the program; try 'statements list'")


def set_encoding() -> None:
    """Write UTF-8 into pipes and files whatever the locale; on a terminal, what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")
            continue
        from tui.terminal.charset import given_variables, readable_errors, terminal_charset

        # Python's own answer is UTF-8 even where the locale says otherwise.
        charset = terminal_charset(given_variables())
        stream.reconfigure(encoding=charset, errors=readable_errors(charset))


_LONGEST_LINE = 500


def _fail(message: str, status: int) -> NoReturn:
    from tui.text import visible

    line = visible(" ".join(message.split()))
    print("statements: " + (line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"), file=sys.stderr)
    sys.exit(status)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line: exit 0, 1 where nothing was found, 2 with one clear line on an error."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if is_for_kiosk(given, [name for name in _statements.commands if name != "open"]):
        begin(given)
    run(given)


def run(arguments: Sequence[str]) -> None:
    """Run the command line in this process."""
    # A closed stream is no reason for a traceback, and must not let another file take its number.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    set_encoding()
    try:
        result = _statements.main(
            args=list(arguments),
            prog_name="statements",
            standalone_mode=False,
        )
        sys.stdout.flush()
    except NothingFound as nothing:
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
