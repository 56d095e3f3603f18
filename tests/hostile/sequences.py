"""What a hostile text is made of: escape sequences of every family, marks of direction, markup, words of Markdown.

Sources: ECMA-48 (control functions and strings), xterm's ctlseqs, the protocols of kitty, iTerm2, tmux and screen.
"""

from random import Random

from tests.hostile.pieces import pieces

CANARY = "31337"
"""A number no program would write of itself: beyond every column, row and colour."""
_END, _BELL = "\x1b\\", "\x07"

CONTROLS = {
    "C0": tuple(chr(code) for code in (*range(0x20), 0x7F)),
    "C1": tuple(chr(code) for code in range(0x80, 0xA0)),
    "C1 in seven bits": tuple(f"\x1b{chr(code)}" for code in range(0x40, 0x60)),
    "single": pieces("\x1bc‖\x1b7\x1b8‖\x1b=‖\x1b>‖\x1bZ‖\x1bn\x1bo‖\x1b#8‖\x1b(0lqk\x1b(B‖\x1b%G‖\x0e\x0f"),
    "asked for answers": pieces(
        "\x05‖\x1b[c‖\x1b[>c‖\x1b[=c‖\x1b[5n‖\x1b[6n‖\x1b[?6n‖\x1b[18t‖\x1b[21t‖\x1b[>q‖\x1b[?2026$p‖\x1b[x‖"
        "\x1b[?996n‖\x1b[14t"
    ),
    "CSI": (
        f"\x1b[{CANARY}m",
        "\x1b[8m",
        "\x1b[31;1;5m",
        f"\x1b[38;2;{CANARY};0;0m",
        "\x1b[4:3m",
        "\x1b[2J",
        "\x1b[3J",
        "\x1b[H",
        f"\x1b[{CANARY};{CANARY}H",
        f"\x1b[{CANARY}A",
        f"\x1b[{CANARY}C",
        "\x1b[5;10r",
        "\x1b[!p",
        "\x1b[?1049l",
        "\x1b[?1049h",
        "\x1b[?25l",
        "\x1b[?7h",
        "\x1b[?5h",
        "\x1b[20h",
        "\x1b[4h",
        "\x1b[?2026h",
        "\x1b[?2026l",
        "\x1b[?1000h",
        "\x1b[?1006l",
        "\x1b[8;9;9t",
        "\x1b[2t",
        f"\x1b[{CANARY}@",
        f"\x1b[{CANARY}X",
        f"\x1b[{CANARY}L",
        f"\x1b[{CANARY}S",
        f"\x1b[a\x1b[{CANARY}b",
        "\x1b[4i",
        "\x1b[5i",
        "\x1b[>1u",
        "\x1b[<u",
        '\x1b[1"q',
        "\x1b[2 q",
        "\x1b[?69h",
        "\x1b[1;2s",
        "\x1b[u",
        "\x1b[1z",
        "\x1b['z",
    ),
    "CSI in eight bits": ("\x9b31m", f"\x9b{CANARY}m", "\x9b2J", "\x9b6n", "\x9b?1049l"),
    "OSC": tuple(
        f"\x1b]{text}{end}"
        for end in (_BELL, _END, "\x9c", "")
        for text in (
            f"0;title {CANARY}",
            "1;icon",
            f"2;title {CANARY}",
            "4;1;rgb:ff/00/00",
            "4;1;?",
            "7;file:///etc/passwd",
            "8;;http://evil.example/",
            "8;id=x;javascript:alert(1)",
            "9;notified",
            "9;4;1;50",
            "10;?",
            "11;#ff0000",
            "12;?",
            "22;none",
            "50;font",
            "52;c;SGFja2Vk",
            "52;c;?",
            "52;;!",
            "104",
            "110",
            "133;A",
            "777;notify;a;b",
            "1337;File=inline=1:AAAA",
            "1337;ClearScrollback",
            "1337;CopyToClipboard=",
            "l",
            "L",
        )
    ),
    "OSC in eight bits": ("\x9d52;c;SGFja2Vk\x9c", f"\x9d0;title {CANARY}\x07", "\x9d8;;http://evil.example\x9c"),
    "DCS": tuple(
        f"\x1bP{text}{_END}"
        for text in pieces(
            'q#0;2;0;0;0#0!40~-‖$q"p‖$qm‖+q544e‖+p544e=41‖0;1|17/ab‖1$tx‖=1s‖=2s‖tmux;\x1b\x1b]52;c;SGFja2Vk\x07‖'
            "tmux;\x1b\x1b[31m‖\x1b]52;c;SGFja2Vk\x07‖1000p"
        )
    )
    + ("\x90q#0\x9c", "\x1bP$q"),
    "APC, PM, SOS": pieces(
        "\x1b_Gf=24,s=10,v=20;AAAA\x1b\\‖\x1b_Ga=d\x1b\\‖\x1b_tmux;x\x1b\\‖\x1b^private\x1b\\‖\x1bXstring\x1b\\‖"
        "\x9f_G\x9c‖\x98x\x9c‖\x9ex\x9c‖\x1bkscreen title\x1b\\"
    ),
    "unterminated": (
        "\x1b",
        "\x1b[",
        "\x1b[?",
        f"\x1b[{CANARY}",
        "\x1b]",
        "\x1b]52;c;",
        "\x1bP",
        "\x1b_",
        "\x1b^",
        "\x1bX",
        "\x9b",
        "\x9d",
        "\x90",
        "\x1b\x1b[",
        "\x1b]8;;",
    ),
    "nested": pieces(
        "\x1b]0;\x1b[31m\x1b]52;c;SGFja2Vk\x07\x07‖\x1b[\x1b[31m‖\x1b\x1b[31m‖\x1b[3\x1b1m‖\x1bP\x1b]0;x\x07\x1b\\‖"
        "\x1b[\x00m‖\x1b[3\n1m‖\x1b[3\x7f1m‖\x1b\x18[31m‖\x1b[31\x1am"
    ),
}
"""Families of control sequences, each a text as a file could hold it."""

DIRECTION = pieces("\u202e‖\u202d‖\u202a‖\u202b‖\u202c‖\u2066‖\u2067‖\u2068‖\u2069‖\u200e‖\u200f‖\u061c‖\u202efdp.exe")
"""Embeddings, overrides, isolates and marks of direction."""
UNSEEN = pieces(
    "\u200b‖\u200c‖\u200d‖\u2060‖\u2061‖\u2064‖\ufeff‖\xad‖\u034f‖\u180e‖ᅟ‖ㅤ‖ﾠ‖\ufe0f‖\ufffe‖\uffff‖\ufff9‖￼‖"
    "\U000e0001\U000e0041\U000e007f‖\U000e0100‖\u2028‖\u2029‖\x85‖\u206a‖\U0001d173"
)
"""Characters without width, tags, separators and noncharacters."""
WIDE = pieces(
    "中‖한‖각‖あ\u3099‖กำ‖क\u093e\u094d‖👨\u200d👩\u200d👧‖🏴\U000e0067\U000e0062\U000e007f‖🇩🇪‖🇩‖👍🏽‖☺\ufe0f‖ﷺ‖𒐫‖꧅‖"
    "\U0010ffff‖\U000f0000‖e\u0301‖שלום‖مرحبا‖\u0600‖\u0bcc‖\uaaec"
)
"""Characters whose width terminals disagree about."""
MARKUP = pieces(
    "[red]‖[/red]‖[/]‖[bold on blue]‖[@click=app.quit]here[/]‖[@click=app.bell()]x[/]‖"
    "[link=http://evil.example]y[/link]‖[b‖[[‖]]‖\\[red]‖[#ff0000]‖[$primary]‖[on $error]‖:smile:‖"
    ":skull_and_crossbones:‖[/nothing]‖[blink]‖[reverse]‖[@click]‖[]‖{0}‖{}‖%s‖%n%n‖$(reboot)‖`reboot`‖${HOME}‖"
    "\\x1b[31m‖\\u202e‖&#27;[31m‖<script>‖{{7*7}}"
)
"""Markup of Rich and Textual, emoji codes, formats and expansions."""
MARKDOWN = pieces(
    "# ‖## ‖> ‖- ‖* ‖1. ‖1) ‖(a) ‖[1]: x‖[^1]‖[a](b)‖![a](b)‖[a](<b>)‖<http://a.b>‖`‖``‖```‖**‖*‖__‖_‖~~‖|‖---‖===‖"
    "\\‖<!--‖-->‖<b>‖</‖&amp;‖[‖]‖(‖)‖![](‖  \n‖\t‖    ‖\f"
)
"""Pieces of Markdown and of pages."""
WORDS = pieces(
    "peace‖War‖the‖of‖By Jane Roe‖Statement of the Council‖10 March 2022‖Page 3 of 9‖Notes‖[1]‖P.S.‖Photo: x‖"
    "A. B. C.‖U.S.‖inter-‖co-\n‖Signed,‖http://a.b/c‖a@b.c‖Editor's note: x‖© 2022‖Share‖12‖- 3 -‖2022‖1500‖no. 5‖…‖"
    "“‖”‖'‖\"‖.‖!‖?‖,‖;‖:‖—‖\n‖\n\n‖\r‖\r\n‖\v‖ ‖\xa0‖\u3000"
)
"""Words that steer the reader of files, and what stands between words."""
ALL = (
    *(text for family in CONTROLS.values() for text in family),
    *DIRECTION,
    *UNSEEN,
    *WIDE,
    *MARKUP,
    *MARKDOWN,
    *WORDS,
)
"""Every piece."""


def mixture(random: Random, pieces: tuple[str, ...], count: int) -> str:
    """Return so many pieces in a row, plain words between some of them."""
    return "".join(
        random.choice(pieces) + random.choice(("", "", " ", " word ", ". Peace ", "\n")) for _ in range(count)
    )


def zalgo(random: Random, letters: int, marks: int) -> str:
    """Return letters that each carry so many combining marks."""
    return "".join(
        random.choice("peacewar ") + "".join(chr(random.randrange(0x300, 0x370)) for _ in range(marks))
        for _ in range(letters)
    )
