"""Statements to open on the stage: small texts whose every sentence is known, and the folder they lie in."""

from pathlib import Path


def paragraph(number: int) -> str:
    """Return paragraph ``number`` of `LONG`: four sentences, each naming it."""
    return (
        f"Paragraph {number} opens beside the river in the early morning. "
        f"The second sentence of part {number} tells what the workers carried. "
        f"A third one in part {number} stands here so that lines break. "
        f"With this sentence part {number} comes to its end."
    )


def sentence(number: int, place: int) -> str:
    """Return sentence ``place`` (0..3) of paragraph ``number`` of `LONG`."""
    return paragraph(number).split(". ")[place].rstrip(".") + "."


LONG_PARAGRAPHS = 30
LONG = "The Long River\n\nBy Ana Castro\n\n3 March 2021\n\n" + "\n\n".join(
    paragraph(number) for number in range(1, LONG_PARAGRAPHS + 1)
)
"""A statement of thirty paragraphs."""

ACCENTS = (
    "Café Workers Declare\n\nBy Zoë Müller\n\n10 May 1999\n\n"
    "The café on the quay closed. It was a naïve plan, they said.\n\n"
    "“Don’t go,” she wrote in 1968–1969. The\xa0people\xa0stayed — all of them.\n\n"
    "Another CAFÉ opened. The cafe\u0301 was full."
)
"""Accents, composed and not, curly quotes, dashes and no-break spaces; "cafe" stands four times with the title."""

HARBOUR = (
    "Harbour Declaration\n\nBy Ben Okoro\n\nMarch 2020\n\n"
    "The harbour is closed. Ships wait outside.\n\nNobody unloads them."
)
UNDATED = "Notes on a Bridge\n\nBy Cara Lind\n\nThe bridge held all winter. Trains went over it.\n\nIt is red."

FOLDER = {
    "a-river.txt": LONG,
    "b-cafe.txt": ACCENTS,
    "c-harbour.txt": HARBOUR,
    "d-bridge.txt": UNDATED,
    "b-empty.txt": "",
}
"""Four statements and one file that cannot be opened, whose name comes in the middle."""

TITLES = ["The Long River", "Café Workers Declare", "Harbour Declaration", "Notes on a Bridge"]
"""The titles of `FOLDER` by file."""


def write_folder(folder: Path, texts: dict[str, str]) -> Path:
    """Write the texts as files below a folder and return it."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder


def write_file(folder: Path, text: str, name: str = "text.txt") -> Path:
    """Write one text and return its path."""
    return write_folder(folder, {name: text}) / name
