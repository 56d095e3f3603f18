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
FURNISHED = (
    "The Printed Page\n\nBy Ana Castro\n\n3 March 2021\n\n"
    "First comes the body. It has two sentences.\n\nDownload\n\n"
    "Then it goes on about workers. They carried it all.\n\nPhoto: /VCG\n\n"
    "Last of all it closes. Nothing more is said."
)
"""Three paragraphs, with page furniture between the first two and a caption between the others."""
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


APPEAL = {
    "preface": "Before anything else is said, let the reader look at a map of the valley and count its eleven chapels.",
    "demand": (
        "The undersigned organisations demand an immediate ceasefire along the eastern river, and they call on both "
        "governments to withdraw their heavy weapons before the first of May."
    ),
    "dockers": (
        "Dockworkers in the northern harbour refused to load the grey ships for nine days, although the company "
        "threatened every one of them with dismissal."
    ),
    "prices": (
        "Bread prices rose by 40 percent within a single winter. Families in the poorest quarters now spend half of "
        "their wages on flour and cooking oil."
    ),
    "schools": (
        "Teachers of 212 primary schools opened their classrooms to refugees, and parents brought blankets, soup and "
        "coal for the stoves."
    ),
    "miners": (
        "Nobody should forget the miners of the western pit, whose lamps were found under the fallen rock a year later."
    ),
    "press": (
        "The censors closed two newspapers in April. Their editors went on printing in a cellar beneath the old "
        "brewery. Every night students carried the copies over the bridge."
    ),
    "water": (
        "Clean water reaches only the upper town since the pumping station was shelled. Engineers repaired the turbine "
        "with parts of a tractor and a church bell. The mayor promised new pipes, yet the credit from the capital "
        "never came. Old women queue at the monastery well from four in the morning."
    ),
    "trains": (
        "Night trains carried the wounded to Linz and Zagreb. Conductors hid deserters between the mail sacks, and no "
        "inspector ever reported one."
    ),
    "doctors": (
        "Surgeons at the county hospital operated by candle light for three weeks because the generator had been sold."
    ),
    "bank": (
        "The savings bank froze the accounts of pensioners while its directors moved their own money to an island."
    ),
    "closing": (
        "We ask everyone who reads this appeal to copy it by hand and to pass it on to two neighbours before Sunday."
    ),
    "comet": "A delegation of astronomers visited the lighthouse and measured the comet twice before midnight.",
}
"""Paragraphs that have nothing to do with each other, by name."""

_REWORDED = {
    "demand": APPEAL["demand"].replace("immediate", "unconditional").replace("first of May", "end of June"),
    "prices": APPEAL["prices"].replace("40 percent", "45 percent"),
    "press": (
        "Every night students carried the copies over the bridge. The censors closed two newspapers in April. Their "
        "editors went on printing in a cellar beneath the old brewery."
    ),
    "water 1": APPEAL["water"].partition(" The mayor")[0],
    "water 2": "The mayor" + APPEAL["water"].partition(" The mayor")[2],
}

ORIGINAL_PARTS = (
    "preface demand dockers prices schools miners press water trains doctors bank closing".split()
)  # fmt: skip
REVISED_PARTS = [
    "demand", "schools", "dockers", "prices", "press", "water 1", "water 2", "trains", "doctors", "bank", "closing",
    "comet",
]  # fmt: skip
"""What stands in which order in the two editions of one appeal."""


def _edition(head: str, parts: list[str], words: dict[str, str]) -> str:
    return "\n\n".join([head, *(words[part] for part in parts)])


ORIGINAL = _edition("River Appeal\n\nBy Ana Castro\n\n3 March 2021", ORIGINAL_PARTS, APPEAL)
REVISED = _edition("The Appeal, Second Edition\n\nBy Ana Castro\n\n9 June 2021", REVISED_PARTS, APPEAL | _REWORDED)
"""The same, with words changed, a paragraph moved, one split in two, and one that stands in this edition only."""

SIGNS_A = ["", "a", "b", "c", "d", "", "e", "f", "g", "h", "i", "j"]
SIGNS_B = ["a", "d", "b", "c", "e", "f", "f", "g", "h", "i", "j", ""]
"""The signs of the paragraphs of `ORIGINAL` and of `REVISED`."""

_QUOTED = "Dockworkers in the northern harbour refused to load the grey ships for nine days"
_QUOTED_TOO = "Conductors hid deserters between the mail sacks, and no inspector ever reported one."
QUOTES = (_QUOTED, _QUOTED_TOO)
"""What `REPLY` takes over from `ORIGINAL` word for word."""
REPLY = (
    "A Reply\n\nBy Ben Okoro\n\nApril 2021\n\n"
    f"The appeal of last month says: “{_QUOTED}”. My cousin loaded grey ships in the northern harbour on the fifth of "
    "those days, and the dockworkers were paid for it.\n\n"
    "Opera tickets are cheaper than ever, and the orchestra plays Verdi on Thursdays.\n\n"
    f"“{_QUOTED_TOO}” That is what they claim of the night trains; the railway museum knows of no conductor who did."
)
"""Another text, which quotes two sentences."""
OTHER = (
    "Keeping Bees\n\nBy Cara Lind\n\n"
    "A hive should face south. Smoke calms bees while honeycombs are lifted.\n\n"
    "Clover gives pale honey; heather gives dark honey that sets like jelly."
)
"""A text that has nothing in common with the others."""

COMPARED = {"original.txt": ORIGINAL, "revised.txt": REVISED, "reply.txt": REPLY, "other.txt": OTHER}
"""Two editions of one text, one that quotes it, one that has nothing to do with it."""


def original(number: int) -> str:
    """Return paragraph ``number`` of `ORIGINAL`, from 1."""
    return APPEAL[ORIGINAL_PARTS[number - 1]]


def revised(number: int) -> str:
    """Return paragraph ``number`` of `REVISED`, from 1."""
    return (APPEAL | _REWORDED)[REVISED_PARTS[number - 1]]
