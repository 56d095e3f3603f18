"""Families of hostile files: each a function from a random generator to the bytes of one file."""

import math
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.hostile import sequences
from tests.hostile.bombs import BOMBS
from tests.hostile.front_matter import front_matter
from tests.hostile.pieces import byte_pieces, pieces
from tests.hostile.sequences import CONTROLS, mixture, zalgo

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
_PARAGRAPH = "We call for peace, and for an end of all sanctions. The workers of all countries know why. "

_MOST = 300_000


def _size(random: Random, least: int, most: int) -> int:
    """Return a size of which each order of magnitude is as likely as another."""
    return round(math.exp(random.uniform(math.log(least), math.log(most))))


def _encode(text: str) -> bytes:
    """Encode, lone surrogates as the three bytes WTF-8 has for them."""
    return text.encode("utf-8", "surrogatepass")


def controls(random: Random) -> bytes:
    """Sequences of one family, in words, titles, bylines, lists and headings."""
    family = CONTROLS[random.choice(list(CONTROLS))]
    pieces = [random.choice(family) for _ in range(9)]
    head = "Title {}\n\nBy Jane {} Roe\n\n10 March 2022\n\n"
    text = f"{head}Before {{}}, after{{}}wards. A second {{}} sentence.\n\n# {{}}\n\n1. {{}} one\n2. {{}}\n\n> {{}}\n"
    return _encode(text.format(*pieces) if random.random() < 0.5 else mixture(random, family, random.randint(1, 60)))


def direction(random: Random) -> bytes:
    """Marks of direction, the unseen, and what has a doubtful width."""
    pieces = (*sequences.DIRECTION, *sequences.UNSEEN, *sequences.WIDE, "\ud800", "\udfff", "\ud83d\ude00")
    return _encode("Title " + mixture(random, pieces, random.randint(1, 200)))


def marks(random: Random) -> bytes:
    """Combining marks, a thousand and more on one letter."""
    return _encode(
        f"A title\n\n{_PARAGRAPH}{zalgo(random, _size(random, 1, 60), _size(random, 5, 2500))}\n\n{_PARAGRAPH}"
    )


def markup(random: Random) -> bytes:
    """Markup of the libraries that draw, and of shells."""
    return _encode(mixture(random, sequences.MARKUP, random.randint(1, 120)))


def everything(random: Random) -> bytes:
    """Pieces of everything."""
    return _encode(mixture(random, sequences.ALL, random.randint(1, 300)))


def markdown(random: Random) -> bytes:
    """Pieces of Markdown and of pages, in no order."""
    return _encode(mixture(random, (*sequences.MARKDOWN, *sequences.WORDS), random.randint(1, 400)))


def bomb(random: Random) -> bytes:
    """One piece again and again, with an odd one at the end."""
    piece = random.choice(BOMBS)
    body = piece * max(1, _size(random, 100, _MOST // 4) // len(piece))
    return _encode(
        random.choice(("", "A title\n\n", _PARAGRAPH))
        + body
        + random.choice(("", "!", "\x00", "\n\nThe end.", ")", "]"))
    )


def pair_of_bombs(random: Random) -> bytes:
    """Two or three pieces in turn, or each on its own side."""
    pieces = [random.choice(BOMBS) for _ in range(random.randint(2, 3))]
    times = max(1, _size(random, 60, _MOST // 6) // len("".join(pieces)))
    return _encode("".join(pieces) * times if random.random() < 0.6 else "".join(piece * times for piece in pieces))


def nested(random: Random) -> bytes:
    """Openings and their closings, as deep as the file is long."""
    opening, middle, closing = random.choice(
        (
            ("[", "x", "]"),
            ("[", "x", "](y)"),
            ("![", "x", "](y)"),
            ("(", "x", ")"),
            ("*a ", "x", " b*"),
            ("**", "x", "**"),
            ("> ", "x\n", ""),
            ("<b>", "x", "</b>"),
            ("“", "x", "”"),
            ("  - a\n", "", ""),
            ("`", "x", "`"),
            ("{", "x", "}"),
            ("<a href='x'>", "y", "</a>"),
            ("[a](", "x", ")"),
            ("\u2066", "x", "\u2069"),
            ("\x1b]0;", "x", "\x07"),
            ("_a ", "x", " b_"),
        )
    )
    depth = _size(random, 4, 30_000)
    return _encode(f"Title\n\n{opening * depth}{middle}{closing * depth}\n")


def lists(random: Random) -> bytes:
    """Thousands of headings, notes, labels or rows, numbered or indented without end."""
    form = random.choice(
        pieces(
            "# Heading {n}\n\n‖## {n}\n‖[{n}] Note {n}.\n‖[^{n}]: Note {n}.\n‖{n}. item\n‖{n}) Item {n} of the list.\n‖"
            "({n}) x\n‖{n}.{n} x\n‖§ {n} x\n‖- item {n}\n‖{i}- item\n‖{i}{n}. item\n‖| {n} | {n} |\n‖{n}\n\n‖"
            "Page {n}\n\nText {n}\n\n‖\f{n}\nText\n‖- {n} -\n\nText goes on\n\n‖Term {n}: text\n‖> {i}quote\n‖"
            "[a{n}]: http://a.b/{n}\n‖See [a{n}][a{m}].\n\n[a{m}]: a{n}\n‖Jane Roe {n}\n‖{n} March 2022\n\n‖"
            "Photo: {n}\n\n‖{n} Word begins a note here.\n‖Word{n} ‖http://a.b/{n} ‖*a{n}* **b** `c` ‖"
            "Line {n} with some words of its own, and\n"
        )
    )
    count = _size(random, 5, 10_000)
    lines = (form.format(n=n, m=n + 1, i="  " * min(n, 400)) for n in range(1, count + 1))
    return _encode("Title\n\n" + "".join(lines)[:_MOST])


def blanks(random: Random) -> bytes:
    """Lines with nothing in them, and words between."""
    blank = random.choice(
        ("\n", "\r\n", "\r", " \n", "\t\n", "\u00a0\n", "\n\f", "\v", "\u2028", "\x1c\n", "\u200b\n", "\ufeff\n")
    )
    return _encode(f"A title\n{blank * _size(random, 10, 100_000)}A word.{blank * _size(random, 1, 5_000)}Another one.")


def numbers(random: Random) -> bytes:
    """Numbers, dates and addresses of absurd length."""
    digits = "".join(random.choice("0123456789") for _ in range(_size(random, 5, 20_000)))
    forms = pieces(
        "{d}‖{d}.‖{d}) x‖# {d}‖Page {d}‖10 March {d}‖{d}-{d}-{d}‖[{d}] x‖[^{d}]: x‖http://{d}‖x{d}‖-{d}‖1e{d}‖{d}/{d}‖"
        "{d} of {d}‖- {d} -‖+{d}‖({d})‖§ {d}‖²{d}‖٣{d}‖x²³²³²³‖no. {d}‖{d}: x"
    )
    return _encode(
        "Title\n\n"
        + "\n\n".join(random.choice(forms).format(d=digits[: _size(random, 1, len(digits))]) for _ in range(6))
    )


def encodings(random: Random) -> bytes:
    """Text in other encodings, without their marks, with wrong ones, and in several at once."""
    text = random.choice(SEEDS).read_text("utf-8")[:3000] + random.choice(
        ("", "\n\nМы за мир. 和平。 平和です。 Größe, naïve, €5.\n")
    )
    names = (
        "utf-16-le utf-16-be utf-32-le utf-32-be utf-7 shift_jis gb18030 big5 euc-kr euc-jp iso2022_jp koi8-r cp1251 "
        "cp1252 cp437 latin-1 mac-roman cp037 utf-8-sig utf-16 hz iso2022_kr"
    ).split()
    data = text.encode(random.choice(names), "replace")
    marks_of_order = byte_pieces("‖‖ÿþ‖þÿ‖ï»¿‖ÿþ\x00\x00‖\x00\x00þÿ‖+/v8-‖\x0eþÿ")
    odd = byte_pieces(
        "À¯‖À\x80‖à\x80¯‖ø\x88\x80\x80\x80‖ü\x84\x80\x80\x80\x80‖í\xa0\x80‖í\xa0½í¸\x80‖ô\x90\x80\x80‖ÿ‖\x80‖\x00‖"
        "ï»¿‖ÿþ‖\x9b31m‖Â\x9b31m‖Ø\x00‖\x00Ø"
    )
    data = random.choice(marks_of_order) + data
    for _ in range(random.choice((0, 0, 1, 3, 40))):
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.choice(odd) + data[at:]
    return data + (text.encode(random.choice(names), "replace") if random.random() < 0.3 else b"")


def mutation(random: Random) -> bytes:
    """A sample statement with bytes flipped, cut, doubled, moved, or replaced by pieces of everything."""
    data = bytearray(random.choice(SEEDS).read_bytes())
    for _ in range(_size(random, 1, 60)):
        at = random.randrange(len(data) + 1)
        end = min(len(data), at + _size(random, 1, 400))
        match random.randrange(6):
            case 0 if at < len(data):
                data[at] ^= 1 << random.randrange(8)
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end] * random.randint(1, 4)
            case 3:
                data[at:at] = _encode(random.choice(sequences.ALL))
            case 4:
                data[at:end] = random.choice(SEEDS).read_bytes()[at:end]
            case _:
                data[at:at] = random.choice((b"\n", b"\n\n", b"\f", b"-\n", b"\n\n12\n\n", b" " * 40, b"\t"))
    return bytes(data[: random.choice((len(data), len(data), random.randrange(len(data) + 1)))])


def noise(random: Random) -> bytes:
    """Bytes of any kind, or of few kinds."""
    alphabet = random.choice(
        (
            bytes(range(256)),
            bytes(range(128)),
            bytes(range(0x80, 0x100)),
            b"\x00a",
            b"\xd8\x00a",
            b"\xe2\x80\xae\xa8 a",
            b"ab \n",
            bytes(range(0x20, 0x7F)),
            b"\x1b[]P0;m\\",
            b"\xc2\x9b\x9d1m",
        )
    )
    return bytes(random.choices(alphabet, k=_size(random, 1, 20_000)))


def front(random: Random) -> bytes:
    """A text under hostile front matter."""
    return _encode(front_matter(random) + random.choice(("", "# A title\n\n", front_matter(random))) + _PARAGRAPH)


def hyphens(random: Random) -> bytes:
    """A hyphen of some kind at every line end, and pages that end everywhere."""
    ends = random.choice(
        (("-\n",), ("\u00ad\n", "‐\n"), ("-\n\f", "-\n\n12\n\n"), ("-\n\n- 3 -\n\n", "\n"), ("—\n", "-\r", "-\u2028"))
    )
    words = ("inter", "national", "Co", "op", "re", "war", "U", "and", "a", "x1", "é", "中", "[", "*a", "http://a")
    return _encode(
        "Title\n\n" + "".join(random.choice(words) + random.choice(ends) for _ in range(_size(random, 3, 8_000)))
    )


def huge(random: Random) -> bytes:
    """Megabytes: one line, one word, one paragraph again and again, or noise in words."""
    size = random.randint(700_000, 2_500_000)
    piece = random.choice(
        (
            "x",
            "x ",
            "word ",
            _PARAGRAPH,
            _PARAGRAPH + "\n\n",
            "word word word\n",
            "中",
            "中文字。",
            "é",
            "\x1b[31m",
            "a-",
            "a.",
            "\n",
            " ",
            "A. ",
            "“a” ",
            "- item\n",
            "(a) ",
            "1. item\n",
            "http://a.b/c ",
            "*a* ",
            "e\u0301",
            "[a](b) ",
            "👍🏽",
            "\x00\x01",
            "ж ",
            "😀",
        )
    )
    data = _encode(piece)
    return b"Title\n\n" + data * (size // len(data))


FAMILIES: dict[str, tuple[int, Callable[[Random], bytes]]] = {
    "control sequences": (14, controls),
    "direction, unseen, wide": (8, direction),
    "combining marks": (4, marks),
    "markup": (4, markup),
    "pieces of everything": (10, everything),
    "pieces of Markdown": (10, markdown),
    "bombs of one piece": (9, bomb),
    "bombs of several pieces": (6, pair_of_bombs),
    "nested": (4, nested),
    "lists without end": (6, lists),
    "blank lines": (2, blanks),
    "numbers": (3, numbers),
    "encodings": (6, encodings),
    "mutated samples": (12, mutation),
    "noise": (5, noise),
    "front matter": (10, front),
    "hyphens and pages": (3, hyphens),
}
"""Name of a family, to its share among the files and the function that makes one of its files."""
