"""Front matter that would harm a reader of YAML."""

from random import Random

from tests.hostile.sequences import CONTROLS, DIRECTION, MARKUP

_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghijklmno", "bcdefghijklmnop", strict=True)
)
FIELDS = "title author authors by date published first_published source url language publisher name".split()
"""Fields the program reads."""

BOMBS = (
    _LAUGHS + "title: *p\n",
    "title: " + "[" * 3000 + "\n",
    "title: " + "[" * 900 + "x" + "]" * 900 + "\n",
    "title: " + "{a: " * 900 + "x" + "}" * 900 + "\n",
    "".join(f"{' ' * depth}a:\n" for depth in range(140)),
    "- " * 3000 + "title: x\n",
    "? " * 3000 + "title: x\n",
    "title: &a [*a]\n",
    "title: &a {b: *a}\n<<: *a\n",
    "base: &b {title: x}\n<<: [*b, *b]\n",
    "<<: {title: merged}\nauthor: x\n",
    "<<: 5\ntitle: x\n",
    "title: !!python/object/apply:os.system ['echo hacked']\n",
    "title: !!python/name:os.system\nauthor: !!binary AAAA\n",
    "title: !!timestamp 2001-99-99\ndate: !!int nine\n",
    "!<tag:evil.example,2002:x> title: x\n",
    "%YAML 9.9\n%TAG ! tag:x,2002:\ntitle: x\n",
    "title: " + "9" * 5000 + "\n",
    "title: 0x" + "f" * 4000 + "\ndate: 1" + "0" * 4000 + "\n",
    "title: 1e999\nauthor: .inf\ndate: .nan\n",
    "title: 1:1:1:1:1:1:1:1:1\ndate: 190:20:30\n",
    "date: 99999-99-99\nfirst_published: 0000-00-00\ntitle: x\n",
    "date: 2022-02-30\npublished: 9999-12-31\ntitle: x\n",
    "date: 2022-01-01 99:99:99\ntitle: [2022-01-01]\n",
    "title: a\ntitle: b\ntitle: c\n",
    "title: \x00\nauthor: a\x00b\n",
    'title: "\\ud800"\nauthor: "\\udfff\\ud800"\n',
    'title: "\\x1b[31m\\a\\e]0;hacked\\a"\nauthor: "\\x9b31m\\u202e"\nsource: "http://a.b/\\x1b]52;c;SGFja2Vk\\a"\n',
    'title: "\\U00110000"\n',
    'title: "\\UFFFFFFFF"\nauthor: "\\uD83D\\uDE00"\n',
    'title: "\\0\\b\\t\\n\\v\\f\\r\\N\\_\\L\\P"\nauthor: "\\L\\P"\n',
    "title: |\n  a\n  b\n   c\nauthor: >\n  d\n\n  e\n",
    "title: |" + "9" * 30 + "\n  a\n",
    "title: {name: {name: {name: x}}}\nauthor: [[[[x]]]]\n",
    "author: {name: [1, 2], given: 5, family: {}}\nauthors: [{}, [], null, {given: a}, 5]\n",
    "author: [" + ", ".join(f"Jane{n} Roe" for n in range(1200)) + "]\n",
    "author: " + " and ".join(["Jane Roe"] * 1200) + "\n",
    "author: " + ", ".join(["J. R."] * 2000) + "\n",
    "author: " + "(" * 3000 + "\ntitle: x\n",
    "language: \x1b[\ntitle: x\n",
    "language: \u202ee\nsource: javascript:alert(1)\n",
    "title: '\n'\n'\n",
    "title: \"unclosed\nauthor: 'unclosed\n",
    "\ttitle: tab\n",
    "title: x\n---\nauthor: y\n---\n...\n",
    "? [a, b]\n: c\n? {d: e}\n: f\ntitle: x\n",
    "null: x\ntrue: y\n1.5: z\n~: w\ntitle: q\n",
    "title: *unknown\n",
    "title: &" + "a" * 3000 + " x\n",
    "#" * 10000 + "\ntitle: x\n",
    "title: " + "a: " * 3000 + "\n",
    "title: " + "'" * 5001 + "\n",
    "title: " + '\\"' * 3000 + "\n",
    "title: " + "-" * 9000 + "\n",
    "title: " + "a " * 9000 + "\n",
    "title:" + " " * 9000 + "x\n",
    "title: " + "<" * 5000 + "\nsource: " + "http://" * 2000 + "\n",
    "".join(f"key{n}: v\n" for n in range(1500)),
)
"""Front matter that is meant to blow up, loop, or mean something else."""


def front_matter(random: Random) -> str:
    """Return front matter, its fences included: a bomb, or fields filled with pieces of everything hostile."""
    if random.random() < 0.5:
        body = random.choice(BOMBS)
    else:
        pieces = (
            *(text for family in CONTROLS.values() for text in family),
            *DIRECTION,
            *MARKUP,
            "'",
            '"',
            ": ",
            "- ",
            "&a",
            "*a",
            "|",
            ">",
        )
        lines = []
        for _ in range(random.randint(1, 12)):
            value = "".join(random.choice(pieces) for _ in range(random.randint(0, 6)))
            escaped = "".join(
                f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}" if ord(c) < 65536 else "" for c in value
            )
            lines.append(
                f"{random.choice(FIELDS)}: "
                + random.choice((value, f'"{escaped}"', f"[{value}]", f"'{value}'", "2022-03-10", "Jane Roe"))
            )
        body = "\n".join(lines) + "\n"
    fence = random.choice(("---", "---", "---", "...", "---\n---"))
    return f"---\n{body}{fence}\n"
