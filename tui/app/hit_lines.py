"""What a list of hits shows, by document, by rank or as a concordance, and how each of its lines is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.app.page import shown, shown_width, wrap
from tui.app.widgets.rows_view import cropped
from tui.documents.model import BlockKind, Document
from tui.search.excerpts import ConcordanceOrder, Excerpt, Keyword, make_excerpt, sort_concordance
from tui.search.ranking import Answer, Hit
from tui.text import Span

EXCERPT_LINES = 2
"""Lines an excerpt takes at most."""
_MARKS = {
    BlockKind.TITLE: "head",
    BlockKind.HEADING: "head",
    BlockKind.BYLINE: "by",
    BlockKind.CAPTION: "cap.",
    BlockKind.NOTE: "note",
    BlockKind.SIGNATURE: "sig.",
}
"""What stands in the place of a number before passages that have none."""
CONTEXT = 120
"""Characters on either side of the word in a concordance."""
_LONGEST_NAME = 300
_NAMED_FROM = 130
_LESS = 3
_NAME = 24
Place = tuple[str, int, int, int]
"""A hit: document, block, offset of the passage in it, and in a concordance where the word begins, else -1."""


class HitView(StrEnum):
    """How the hits are shown; the value is how the view is called."""

    DOCUMENTS = "by document"
    RANK = "by rank"
    CONCORDANCE = "concordance"

    @property
    def following(self) -> "HitView":
        """The view after this one, going round."""
        views = list(HitView)
        return views[(views.index(self) + 1) % len(views)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, a hit, or a keyword in its context."""

    lines: int
    document: Document
    hit: Hit | None = None
    keyword: Keyword | None = None


def make_entries(
    hits: Sequence[Hit], keywords: Sequence[Keyword], view: HitView, order: ConcordanceOrder
) -> list[Entry]:
    """Return what a list of hits shows, one upon the other."""
    if view is HitView.CONCORDANCE:
        lined_up = sort_concordance(keywords, order)
        return [Entry(1, keyword.hit.document, keyword.hit, keyword) for keyword in lined_up]
    if view is HitView.RANK:
        return [Entry(1 + EXCERPT_LINES, hit.document, hit) for hit in hits]
    grouped: dict[int, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(id(hit.document), []).append(hit)
    entries = []
    for of_document in grouped.values():
        entries.append(Entry(1, of_document[0].document))
        entries += [Entry(EXCERPT_LINES, hit.document, hit) for hit in of_document]
    return entries


class HitPainter:
    """Draws the lines of entries."""

    def __init__(self, style: Callable[[str], Style]) -> None:
        """Make one.

        Args:
            style: Returns the style of a part of the list by its name.
        """
        self._style = style
        self._excerpts: dict[int, tuple[Excerpt, list[Span]]] = {}
        self.counts: Mapping[str, tuple[int, int]] = {}
        """For the id of each document how many of its passages answer, and how many more are like it."""
        self.width = 0
        """Cells of a line."""
        self.view = HitView.DOCUMENTS
        """How the hits are shown."""

    def forget(self) -> None:
        """Cut the excerpts anew: there are other hits, or another width."""
        self._excerpts.clear()

    def draw(self, place: int, entry: Entry, line: int, base: Style) -> list[Segment]:
        """Return a line of an entry, without the mark before it.

        Args:
            place: Which entry of the list it is.
            entry: What to draw.
            line: Which of its lines.
            base: The style below it.
        """
        if entry.hit is None:
            return self._heading(entry.document, base)
        if entry.keyword is not None:
            return self._in_context(entry.keyword, base)
        if self.view is HitView.RANK:
            if line == 0:
                return self._origin(entry.hit, base)
            line -= 1
        return self._excerpt_line(place, entry.hit, line, base)

    def _heading(self, document: Document, base: Style) -> list[Segment]:
        """Draw title, date and number of hits of a document."""
        date = document.metadata.date.in_words(short=True) if document.metadata.date else "undated"
        count, others = self.counts.get(document.id, (0, 0))
        counted = " ".join([*([f"{count:,}"] if count else []), *([f"~{others:,}"] if others else [])])
        right = f"  {date} · {counted} " if counted else f"  {date} "
        room = max(4, self.width - 1 - shown_width(right))
        title = cropped(shown(document.name[:_LONGEST_NAME]), room)
        gap = " " * max(0, room - shown_width(title))
        return [
            Segment(title + gap, base + self._style("title")),
            Segment(right, base + self._style("quiet")),
        ]

    def _origin(self, hit: Hit, base: Style) -> list[Segment]:
        """Draw from which document and paragraph a hit is."""
        place = f" {self._locator(hit)} "
        room = max(4, self.width - 1 - shown_width(place))
        title = cropped(shown(hit.document.name[:_LONGEST_NAME]), room)
        gap = " " * max(0, room - shown_width(title))
        return [Segment(title + gap, base + self._style("title")), Segment(place, base + self._style("quiet"))]

    def _locator(self, hit: Hit) -> str:
        block = hit.document.blocks[hit.block]
        return f"para. {block.locator}" if block.locator else block.kind.value.replace("_", " ")

    def _excerpt_line(self, place: int, hit: Hit, line: int, base: Style) -> list[Segment]:
        """Draw one line of an excerpt, below its paragraph's number."""
        block = hit.document.blocks[hit.block]
        number = _MARKS.get(block.kind, block.locator or "")[:4] if self.view is HitView.DOCUMENTS and line == 0 else ""
        sign = "~" if line == 0 and not hit.is_exact else " "
        lead = [
            Segment(f"{number:>4}", base + self._style("quiet")),
            Segment(f" {sign} ", base + self._style("about") if sign != " " else base),
        ]
        width = max(8, self.width - 9)
        known = self._excerpts.get(place)
        if known is None:
            if len(self._excerpts) > 500:
                self._excerpts.clear()
            known = self._excerpts[place] = _fitted_excerpt(hit, width)
        excerpt, lines = known
        if line >= len(lines):
            return lead
        return [*lead, *self._lit(excerpt.text, lines[line], excerpt.spans, base)]

    def _lit(self, text: str, line: Span, spans: Sequence[Span], base: Style) -> list[Segment]:
        """Return a line of a text with what was found lit."""
        segments, at = [], line.start
        lit = base + self._style("lit")
        for span in spans:
            if not span.overlaps(line):
                continue
            start, end = max(span.start, at), min(span.end, line.end)
            segments += [Segment(shown(text[at:start]), base), Segment(shown(text[start:end]), lit)]
            at = max(at, end)
        segments.append(Segment(shown(text[at : line.end]), base))
        return segments

    def _in_context(self, keyword: Keyword, base: Style) -> list[Segment]:
        """Draw a keyword in its context, the word in the column in the middle."""
        source: list[Segment] = []
        width = self.width - 4
        if width >= _NAMED_FROM:
            name = cropped(shown(keyword.hit.document.name[:_LONGEST_NAME]), _NAME)
            source = [Segment(name + " " * (_NAME + 2 - shown_width(name)), base + self._style("quiet"))]
            width -= _NAME + 2
        column = width * 2 // 5
        left = Strip([Segment(shown(keyword.left))])
        used = left.cell_length
        if used > column:
            left = left.crop(used - column, used)
        sign = "  " if keyword.hit.is_exact else "~ "
        return [
            *source,
            Segment(sign, base + self._style("about") if not keyword.hit.is_exact else base),
            Segment(" " * max(0, column - left.cell_length), base),
            Segment(left.text, base),
            Segment(shown(keyword.word), base + self._style("lit")),
            Segment(shown(keyword.right), base),
        ]


def _fitted_excerpt(hit: Hit, width: int) -> tuple[Excerpt, list[Span]]:
    """Return the longest excerpt that fits into its lines, with the lines it is wrapped to."""
    most = width * EXCERPT_LINES
    for room in range(most, most - width // 2, -_LESS):
        excerpt = make_excerpt(hit, room)
        lines = wrap(excerpt.text, width)
        if len(lines) <= EXCERPT_LINES:
            break
    return excerpt, lines


def place_of(entry: Entry) -> Place | None:
    """Return where an entry is; None for a heading."""
    hit = entry.hit
    if hit is None:
        return None
    return hit.document.id, hit.block, hit.passage.span.start, entry.keyword.span.start if entry.keyword else -1


def counts_of(answer: Answer) -> dict[str, tuple[int, int]]:
    """Return for each document that answers how many of its passages do, and how many more are like it."""
    numbers = sorted({*answer.counts, *answer.nearly})
    return {
        document.id: (answer.counts.get(number, 0), answer.nearly.get(number, 0))
        for number in numbers
        if (document := answer.documents[number])
    }
