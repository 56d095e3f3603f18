"""Where a quote comes from, in words: in the program's plain style, a manual's, a reference manager's or one's own."""

from enum import StrEnum

from tui.errors import StatementsError
from tui.quoting import markdown, styles
from tui.quoting.bibliography import bibtex, csl_json
from tui.quoting.quote import Quote
from tui.quoting.template import check_template, render
from tui.text import visible


class Style(StrEnum):
    """How a quote's source is written."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    CHICAGO = "chicago"
    APA = "apa"
    MLA = "mla"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


_LONGEST = 40


def require_style(style: str) -> str:
    """Return a style that can be used: the name of one, or a template, which holds a brace.

    Raises:
        StatementsError: There is no such style, or the template is wrong.
    """
    if "{" in style:
        check_template(style)
        return style
    name = style.strip().lower()
    if name not in list(Style):
        shown = visible(style if len(style) <= _LONGEST else style[: _LONGEST - 1] + "…")
        known = ", ".join(Style)
        raise StatementsError(f"unknown style '{shown}'; known are {known}, or a template with fields such as {{text}}")
    return name


def cite(quote: Quote, style: str = Style.PLAIN) -> str:
    """Return a quote's source alone.

    Args:
        quote: The quote.
        style: A :class:`Style`, or a template of the user's own, whose ``{text}`` then counts as unknown.

    Raises:
        StatementsError: There is no such style, or the template is wrong.
    """
    match require_style(style):
        case Style.PLAIN:
            return _plain(quote)
        case Style.MARKDOWN:
            return markdown.source_line(quote)
        case Style.BIBTEX:
            return bibtex(quote, with_words=False)
        case Style.CSL_JSON:
            return csl_json([quote], with_words=False)
        case name if name in styles.CITED:
            return styles.CITED[name](quote)
        case template:
            return render(template, quote, with_words=False).strip()


def with_citation(quote: Quote, style: str = Style.PLAIN) -> str:
    """Return the words of a quote and where they come from.

    Only the manuals' styles touch the words, and there only the quotation marks around and inside them and a full stop
    that changes places with a citation. BibTeX and CSL-JSON hold the words inside the entry.

    Args:
        quote: The quote.
        style: A :class:`Style`, or a template of the user's own.

    Raises:
        StatementsError: There is no such style, or the template is wrong.
    """
    match require_style(style):
        case Style.PLAIN:
            return f"{quote.words}\n\n{_plain(quote)}"
        case Style.MARKDOWN:
            return f"{markdown.block_quote(quote.words)}\n\n— {markdown.source_line(quote)}"
        case Style.BIBTEX:
            return bibtex(quote)
        case Style.CSL_JSON:
            return csl_json([quote])
        case name if name in styles.QUOTED:
            return styles.QUOTED[name](quote)
        case template:
            return render(template, quote)


def _plain(quote: Quote) -> str:
    """Return ``Authors, Title, publisher, date, para. N, URL``; what is unknown is left out, a missing date is said."""
    parts = [
        ", ".join(quote.authors),
        quote.name,
        quote.publisher or "",
        quote.date.in_words() if quote.date else "n.d.",
        quote.locator,
        quote.source or "",
    ]
    return styles.one_line(", ".join(part for part in parts if part))
