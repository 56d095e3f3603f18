"""The commands for quotes, as click takes them; what they do is imported once one of them runs."""

import os
import sys
from pathlib import Path

import click

from tui.cli.arguments import json_option, limit_option, paths_argument
from tui.cli.output import to_bytes
from tui.errors import StatementsError

_STYLES = "plain, markdown, chicago, apa, mla, bibtex, csl-json, or a template such as '{text} ({authors}, {year})'"


def require_ways(route: str | None, style: str | None) -> None:
    """Refuse ways to the clipboard and citation styles that do not exist.

    Raises:
        StatementsError: One does not; the message names those that do.
    """
    if route is not None:
        from tui.quoting.routes import require_route

        require_route(route)
    if style is not None:
        from tui.quoting.citation import require_style

        require_style(style)


_VERIFY_EXAMPLES = """
\b
Examples:
  statements verify "we want peace" ~/statements       one quotation
  pbpaste | statements verify - ~/statements           the one on the standard input
  statements verify --from draft.md ~/statements       all quotations of a Markdown draft
"""

quotes_option = click.option(
    "--quotes",
    "quotes_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The quote book; else the one in the XDG data folder.",
)


@click.command("verify", epilog=_VERIFY_EXAMPLES, short_help="Check whether quotations are exact.")
@click.argument("quotation", metavar="[QUOTE]", required=False)
@paths_argument
@click.option(
    "--from", "draft", metavar="FILE", help="Check all quotations of a Markdown draft; - is the standard input."
)
@json_option
@limit_option
def verify_command(
    quotation: str | None, paths: tuple[Path, ...], draft: str | None, as_json: bool, max_size: float
) -> int:
    """Tell where a quotation comes from and whether it is exact.

    It is exact, exact but for marks (quotation marks, dashes, spaces, the case of its first letter), elided ([...],
    bracketed words), altered, or not found. Exit status 0 where all are right, 1 where one is altered or not found.
    """
    from tui.cli.verify import run_verify

    if draft is not None and quotation is not None:
        # With a draft there is no quotation: all arguments are paths.
        paths, quotation = (Path(quotation), *paths), None
    elif quotation not in (None, "-") and _is_piped() and os.path.lexists(quotation or ""):
        paths, quotation = (Path(quotation or ""), *paths), None
    return run_verify(quotation, paths, to_bytes(max_size), draft=draft, as_json=as_json)


def _is_piped() -> bool:
    """Tell whether something can be read from the standard input that is no terminal and not nothing."""
    import stat

    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


_CITE_EXAMPLES = """
\b
Examples:
  statements cite 003#4                                paragraph 4 of a sample statement
  statements cite speech#4-6 ~/statements --style apa  three paragraphs
"""


@click.command("cite", epilog=_CITE_EXAMPLES, short_help="Print a paragraph with its citation.")
@click.argument("place", metavar="DOC#N")
@paths_argument
@click.option("--style", default="plain", show_default=True, metavar="STYLE", help=f"{_STYLES}.")
@json_option
@limit_option
def cite_command(place: str, paths: tuple[Path, ...], style: str, as_json: bool, max_size: float) -> None:
    """Print paragraph N of a statement with its citation; DOC is an id, a unique beginning of one, or a file."""
    from tui.cli.quoting import run_cite

    run_cite(place, paths, to_bytes(max_size), style=style, as_json=as_json)


_QUOTES_EXAMPLES = """
\b
Examples:
  statements quotes                           all quotes with their citations
  statements quotes --export bibtex > q.bib   for a bibliography
  statements quotes --verify                  whether each still stands in its file as it was quoted
"""


@click.command("quotes", epilog=_QUOTES_EXAMPLES, short_help="Print, export or check the quote book.")
@paths_argument
@click.option("--export", "export_format", metavar="FORMAT", help="markdown, bibtex, csl-json, csv or json.")
@click.option("--verify", is_flag=True, help="Check each quote against the files as they are now.")
@quotes_option
@json_option
@limit_option
def quotes_command(
    paths: tuple[Path, ...],
    export_format: str | None,
    verify: bool,
    quotes_file: Path | None,
    as_json: bool,
    max_size: float,
) -> int:
    """Print the quotes taken in the program, export them, or check them.

    With --verify a quote is exact (where it was), moved, changed or gone; PATH names where to look, else each file is
    looked for where it was. Exit status 1 where one was changed or is gone.
    """
    from tui.cli.quotes import run_quotes

    if export_format is not None:
        from tui.quoting.export import FORMATS

        if export_format not in FORMATS:
            raise StatementsError(f"unknown format {export_format!r}; there are {', '.join(FORMATS)}")
    return run_quotes(
        paths, to_bytes(max_size), file=quotes_file, export_format=export_format, verify=verify, as_json=as_json
    )


_DOCTOR_EXAMPLES = """
\b
Examples:
  statements doctor           what a copy does here, and what to change
  statements doctor --test    send a short text; paste it to see whether it came
"""


@click.command("doctor", epilog=_DOCTOR_EXAMPLES, short_help="Tell which way a copy takes to your clipboard.")
@click.option("--test", is_flag=True, help="Send a short known text, to be pasted and seen.")
@click.option("--clipboard", "route", metavar="ROUTE", help="The way to take instead of the one that fits.")
@json_option
def doctor_command(test: bool, route: str | None, as_json: bool) -> None:
    """Tell what lies between the program and your clipboard, which way a copy takes and why, and what to change.

    Ways: auto, desktop, osc52, tmux, passthrough, screen, file.
    """
    from tui.cli.quoting import run_doctor
    from tui.quoting.routes import require_known
    from tui.state.preferences import load_preferences

    require_ways(route, None)
    kept = load_preferences(lambda notice: print(f"statements: {notice}", file=sys.stderr))
    run_doctor(route or require_known(kept.route), test=test, as_json=as_json)
