"""How a row of the page becomes a strip: margin, characters, and what lies over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.app.page import Page, Role, Row, graphemes, is_plain, shown
from tui.documents.model import Block
from tui.text import Span

ROLE_STYLES = {
    Role.TITLE: "title",
    Role.DETAIL: "quiet",
    Role.HEADING: "heading",
    Role.QUIET: "quiet",
    Role.NOTE: "note",
    Role.PROBLEM: "problem",
}
TINTS = 6
"""How many tints pairs of passages have, in turn."""
"""Names of the styles of rows; a role without one is drawn in the pane's own colours."""
STYLES = (
    "title",
    "heading",
    "quiet",
    "note",
    "problem",
    "margin",
    "mark",
    "sentence",
    "emphasis",
    "link",
    "hit",
    "hit-current",
    "selection",
    "shared",
    "changed",
    "moved",
    "partner",
    *(f"pair-{number}" for number in range(TINTS)),
)
"""All styles that a painter needs."""
_WINDOW = 64
"""How many spans before a row are looked at; more never overlap it in texts that people write."""


@dataclass(frozen=True, slots=True)
class Lights:
    """What lies over the characters of a document, in offsets of its text."""

    sentence: Span
    """The current sentence."""
    selection: Span | None = None
    """The selected characters."""
    hits: Sequence[Span] = ()
    """All hits, in order."""
    hit_index: int = -1
    """Which hit is the current one."""
    layers: Sequence[tuple[Sequence[Span], str]] = ()
    """Other places in order, each with the name of a style; the later ones lie above."""


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws the rows of one page."""

    page: Page
    """What is drawn."""
    left: int
    """Cells left of the text: free ones, the mark and the margin."""
    width: int
    """Cells of a strip."""
    base: Style
    """The pane's own colours."""
    styles: dict[str, Style]
    """The styles of :data:`STYLES`, laid over the base."""

    def draw(self, index: int, lights: Lights) -> Strip:
        """Return a row as a strip of the full width."""
        if index >= len(self.page.rows) or self.page.rows[index].role is Role.BLANK:
            return blank(self.width, self.base)
        row = self.page.rows[index]
        segments = [*self._margin(row, lights), *self._characters(row, lights)]
        used = sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(0, self.width - used), self.base))
        return Strip(Segment.simplify(segments)).adjust_cell_length(self.width, self.base)

    def _margin(self, row: Row, lights: Lights) -> Iterator[Segment]:
        """Draw the mark of the current sentence and the paragraph's number or label."""
        margin, gutter = self.page.margin, self.page.annotations.gutter
        if self.page.is_bare:
            label = self.base + self.styles["margin"] if row.label else self.base
            yield Segment(f"{row.label:<{row.indent}}", label)
            return
        yield Segment(" " * (self.left - margin - 3 - gutter), self.base)
        if gutter:
            look = self.base + self.styles[row.look] if row.sign else self.base
            yield Segment(f"{row.sign:<{gutter}}", look)
        mark = self._mark(row, lights)
        yield Segment(mark, self.base + self.styles["mark"] if mark != " " else self.base)
        yield Segment(f"{row.label:>{margin}}", self.base + self.styles["margin"] if row.label else self.base)
        yield Segment(" " * (2 + row.indent), self.base)

    def _mark(self, row: Row, lights: Lights) -> str:
        """Return the mark of the current sentence, or of one that another pane's is paired with."""
        span = Span(row.start, row.end)
        if row.end > row.start and lights.sentence.overlaps(span):
            return "▌"
        partners = (places for places, look in lights.layers if look == "partner")
        return "╎" if any(place.overlaps(span) for places in partners for place in places) else " "

    def _characters(self, row: Row, lights: Lights) -> Iterator[Segment]:
        """Draw the characters of a row, cut where their style changes."""
        name = row.look if row.role is Role.REMARK else ROLE_STYLES.get(row.role)
        style = self.base + self.styles[name] if name else self.base
        if row.end <= row.start:
            yield Segment(shown(row.words), style)
            return
        looks = [(span, look) for span, look in self._looks(row, lights) if span.overlaps(Span(row.start, row.end))]
        edges = {row.start, row.end}
        edges.update(edge for span, _ in looks for edge in span if row.start < edge < row.end)
        cuts = sorted(self._whole_characters(row, edges))
        for start, end in zip(cuts, cuts[1:], strict=False):
            piece = style
            for span, look in looks:
                if span.start < end and start < span.end:
                    piece += self.styles[look]
            yield Segment(shown(self.page.document.text[start:end]), piece)

    def _whole_characters(self, row: Row, edges: set[int]) -> set[int]:
        """Return the edges moved to the starts of the characters they fall in, as people see characters."""
        text = self.page.document.text[row.start : row.end]
        if len(edges) == 2 or is_plain(text):
            return edges
        starts = [row.start + start for start, _, _ in graphemes(text)] + [row.end]
        return {starts[bisect_right(starts, edge) - 1] for edge in edges}

    def _looks(self, row: Row, lights: Lights) -> Iterator[tuple[Span, str]]:
        """Yield what may lie over a row, the uppermost last."""
        document = self.page.document
        block = document.blocks[document.block_at(row.start)]
        yield self._without_space(lights.sentence), "sentence"
        inside = Span(row.start - block.start, row.end - block.start)
        for span in _near(block.emphasis, inside):
            yield span.shifted(block.start), "emphasis"
        for span in _near(_link_spans(block), inside):
            yield span.shifted(block.start), "link"
        for spans, look in lights.layers:
            for span in _near(spans, Span(row.start, row.end)):
                yield span, look
        at = max(0, bisect_left(lights.hits, Span(row.start, 0)) - 1)
        while at < len(lights.hits) and lights.hits[at].start < row.end:
            yield lights.hits[at], "hit-current" if at == lights.hit_index else "hit"
            at += 1
        if lights.selection:
            yield lights.selection, "selection"

    def _without_space(self, sentence: Span) -> Span:
        """Return a sentence without the space before the next one."""
        start, end = sentence
        while end > start and self.page.document.text[end - 1].isspace():
            end -= 1
        return Span(start, end)


def _link_spans(block: Block) -> Sequence[Span]:
    return [link.span for link in block.links]


def _near(spans: Sequence[Span], inside: Span) -> Sequence[Span]:
    """Return those of the ordered spans that can overlap ``inside``."""
    end = bisect_left(spans, Span(inside.end, 0))
    start = max(0, bisect_left(spans, Span(inside.start, 0)) - _WINDOW)
    return spans[start:end]


def blank(width: int, style: Style) -> Strip:
    """Return an empty strip."""
    return Strip([Segment(" " * width, style)], width)
