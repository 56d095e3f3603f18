"""The wire shows the same as the program drew, in fewer bytes: by chance, in pyte, and case by case."""

import re
from itertools import pairwise
from random import Random
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawn import DOUBTFUL, ORDINARY, STYLES, Canvas, FullScreen, FullStream, Look
from tui.app.driver import split
from tui.terminal.difference import difference
from tui.terminal.grid import Grid
from tui.terminal.moves import move
from tui.terminal.sgr import DEFAULT, Style, UndrawableError, linked, restyled, style_of, transition
from tui.terminal.spans import Doubt, doubt_of
from tui.terminal.stream import Drawing, Raw, split_stream
from tui.terminal.wire import Wire
from tui.terminal.writer import Pen

COLUMNS, ROWS = 24, 8
KINDS = [(False, True), (False, False), (True, True)]
"""Whether the wire is told that erasing fills with the background, and whether it does."""

slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)


class Pair:
    """The same frames in two terminals: as they are, and through the wire."""

    def __init__(self, columns: int = COLUMNS, rows: int = ROWS, told: bool = True, does: bool = True) -> None:
        """Start with empty terminals; `told` and `does` are those of `KINDS`."""
        self.wire = Wire(columns, rows, split, told)
        self.plain = FullScreen(columns, rows, has_bce=does)
        self.thin = FullScreen(columns, rows, has_bce=does, homes=does)
        self._plain_stream, self._thin_stream = FullStream(self.plain), FullStream(self.thin)

    def send(self, data: str) -> str:
        """Send what a program writes both ways; returns what the wire made of it."""
        self._plain_stream.feed(data.replace("\n", "\r\n").encode())
        self.wire.take(data)
        return self.flush()

    def flush(self) -> str:
        """Send what waits."""
        thin = self.wire.flush()
        self._thin_stream.feed(thin.encode())
        return thin

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of all."""
        self.wire.resize(columns, rows)
        for screen in (self.plain, self.thin):
            screen.resize(rows, columns)

    def looks(self) -> tuple[list[list[Look]], list[list[Look]]]:
        """Return what both show."""
        return self.plain.looks(), self.thin.looks()


def drawing(text: str) -> Drawing:
    (part,) = split_stream(text)
    assert isinstance(part, Drawing)
    return part


def draw_all(grid: Grid, frame: str) -> None:
    for part in split_stream(frame):
        if isinstance(part, Drawing):
            grid.draw(part)


def rows_of(pair: Pair) -> list[str]:
    return ["".join(look[0] for look in row) for row in pair.thin.looks()]


@slow
@given(st.randoms(use_true_random=False), st.sampled_from(KINDS))
def test_random_frames_look_the_same_through_the_wire(random: Random, kind: tuple[bool, bool]) -> None:
    pair, canvas, ideal = Pair(COLUMNS, ROWS, *kind), Canvas(random, COLUMNS, ROWS), Grid(COLUMNS, ROWS, split)
    for _ in range(random.randint(1, 8)):
        frame = canvas.frame()
        # A frame that cannot be drawn would be passed as it is, and prove nothing.
        draw_all(ideal, frame)
        pair.send(frame)
        plain, thin = pair.looks()
        assert thin == plain
        assert (pair.thin.cursor.x, pair.thin.cursor.y) == (pair.plain.cursor.x, pair.plain.cursor.y)


@slow
@given(st.randoms(use_true_random=False), st.sampled_from(KINDS))
def test_merged_frames_resizes_and_cut_wide_characters_look_the_same(random: Random, kind: tuple[bool, bool]) -> None:
    pair, canvas = Pair(COLUMNS, ROWS, *kind), Canvas(random, COLUMNS, ROWS)
    for _ in range(random.randint(1, 6)):
        if random.random() < 0.3:
            canvas = Canvas(random, random.randint(14, 30), random.randint(8, 10))
            pair.resize(canvas.columns, canvas.rows)
        pair.send("".join(canvas.frame() for _ in range(random.randint(1, 3))))
        for _ in range(random.randint(0, 3)):
            pair.send(canvas.poke())
            plain, thin = pair.looks()
            assert thin == plain
        canvas._all()
        pair.send(canvas.written())


@slow
@given(st.randoms(use_true_random=False), st.sampled_from(KINDS))
def test_characters_of_doubtful_width_move_nothing_behind_a_gap(random: Random, kind: tuple[bool, bool]) -> None:
    canvas = Canvas(random, COLUMNS, ROWS, [*ORDINARY, *DOUBTFUL])
    pair, ideal = Pair(COLUMNS, ROWS, *kind), Grid(COLUMNS, ROWS, split)
    for _ in range(random.randint(1, 8)):
        frame = canvas.frame()
        pair.send(frame)
        draw_all(ideal, frame)
        for y, row in enumerate(pair.thin.looks()):
            cells, styles, is_sure = ideal.characters[y], ideal.styles[y], True
            for x, cell in enumerate(cells):
                if doubt_of(cell or cells[x - 1]) == Doubt.CELLS:
                    is_sure = False
                elif x > 1 and cell.strip() and cells[x - 2 : x] == [" ", " "] and styles[x - 2] is styles[x - 1]:
                    is_sure = True
                if is_sure:
                    assert normalize("NFC", row[x][0]) == normalize("NFC", cell), (y, x)


@pytest.mark.parametrize("text", ["हिन्दी में शांति", "a👩\u200d👩\u200d👧b c", "x1\ufe0f\u20e3y"])
def test_no_character_of_doubtful_width_is_written_over(text: str) -> None:
    for styled in (text, f"{text[:-3]}\x1b[1m{text[-3:]}\x1b[0m"):
        wire = Wire(60, 2, split, has_bce=True)
        wire.take(f"\x1b[1;1H{' ' * 60}\n{' ' * 60}\x1b[1;1H")
        wire.flush()
        wire.take(f"\x1b[1;3H{styled}   right\x1b[1;1H")
        written = wire.flush()
        moves = re.split(r"\x1b\[[\d;]*[GHCD]|[\b\r\n]", written)
        assert [text] == [re.sub(r"\x1b\[[\d;]*[A-Za-z]", "", part).strip() for part in moves if text[0] in part]
        assert any(part.startswith("right") for part in moves)


@given(st.text(alphabet=st.sampled_from("a\x1b[];?0189hHmJ\x07\n\\€8Pq\t"), max_size=40))
def test_a_stream_taken_apart_is_whole(text: str) -> None:
    assert "".join(part.data for part in split_stream(text)) == text


styles = st.lists(st.sampled_from(STYLES), max_size=3).map(lambda all: restyled(DEFAULT, ";".join(all)))


@given(st.lists(styles, min_size=2, max_size=6))
def test_a_transition_arrives_at_its_style(all_styles: list[Style]) -> None:
    screen = FullScreen(4, 2)
    direct = FullScreen(4, 2)
    for before, after in pairwise(all_styles):
        FullStream(screen).feed(transition(before, after).encode())
        FullStream(direct).feed(transition(None, after).encode())
        if before is all_styles[0]:
            FullStream(screen).feed(transition(None, after).encode())
        assert screen.cursor.attrs == direct.cursor.attrs


places = st.tuples(st.integers(0, COLUMNS - 1), st.integers(0, ROWS - 1))


@given(places, places)
def test_a_move_arrives(here: tuple[int, int], there: tuple[int, int]) -> None:
    for x, y in ((here[0], here[1]), (None, here[1]), (None, None)):
        screen = FullScreen(COLUMNS, ROWS)
        screen.cursor.x, screen.cursor.y = here
        sequence = move(x, y, *there)
        FullStream(screen).feed(sequence.encode())
        assert (screen.cursor.x, screen.cursor.y) == there
        assert len(sequence) <= len(f"\x1b[{there[1] + 1};{there[0] + 1}H")


@pytest.mark.parametrize(
    ("here", "there", "sequence"),
    [
        ((3, 3), (3, 3), ""),
        ((3, 3), (3, 4), "\x1b[B"),
        ((3, 3), (0, 5), "\x1b[6H"),
        ((5, 3), (3, 3), "\x1b[4G"),
        ((5, 3), (6, 3), "\x1b[C"),
        ((70, 3), (35, 4), "\x1b[5;36H"),
        ((70, 3), (0, 0), "\x1b[H"),
        ((9, 9), (9, 2), "\x1b[7A"),
    ],
)
def test_moves_take_the_shortest_way(here: tuple[int, int], there: tuple[int, int], sequence: str) -> None:
    found = move(*here, *there)
    assert (found, len(found)) == (sequence, len(sequence)) or sorted(found) == sorted(sequence)


def test_a_frame_that_changes_nothing_sends_nothing() -> None:
    pair, frame = Pair(), "\x1b[?2026h\x1b[2;3H\x1b[31mwords\x1b[0m\x1b[1;1H\x1b[?2026l"
    assert pair.send(frame)
    assert pair.send(frame) == ""


def test_only_the_changed_cells_of_a_row_are_sent() -> None:
    pair = Pair()
    pair.send("\x1b[1;1Hnumber 1 of 3\x1b[2;1H")
    assert pair.send("\x1b[1;1Hnumber 2 of 3\x1b[2;1H") == "\x1b[1;8H2\x1b[2H"


def test_a_change_within_a_frame_that_comes_back_is_not_sent() -> None:
    pair = Pair()
    pair.send("\x1b[1;1Habc\x1b[1;1H")
    assert pair.send("\x1b[1;1Hxyz\x1b[1;1Habc\x1b[1;1H") == ""


def test_an_open_update_waits_for_its_end() -> None:
    pair = Pair()
    assert pair.send("\x1b[?2026h\x1b[1;1Habc") == ""
    assert pair.send("\x1b[?2026l").startswith("\x1b[?2026h")


@pytest.mark.parametrize(
    "raw",
    ["\x07", "\x1b[?1003h", "\x1b[?25l", "\x1b]52;c;YWJj\x07", "\x1b]2;title\x1b\\", "\x1b[?2048$p", "\x1b[>1u"],
)
def test_what_is_not_drawing_passes_between_the_frames_around_it(raw: str) -> None:
    pair = Pair()
    pair.send("\x1b[1;1Habc")
    sent = pair.send(f"\x1b[1;1Hx{raw}\x1b[1;3Hy")
    assert sent.count(raw) == 1
    assert sent.index("x") < sent.rindex(raw) < sent.rindex("y")
    assert "b" not in sent.replace(raw, "")


@pytest.mark.parametrize(
    "strange", ["\x1b[2P", "\x1b[4:3mcurly", "\x1b[58;5;1mx", "\ttab", "\x1b[?1049h", "\x1b[99;1Hbelow", "\x1b7"]
)
def test_what_is_not_understood_passes_and_the_next_frame_is_whole(strange: str) -> None:
    pair = Pair()
    pair.send("\x1b[1;1H\x1b[31mabc\x1b[0m")
    sent = pair.send(strange)
    assert sent.endswith(strange)
    assert pair.thin.cursor.attrs[1:9] == pair.plain.cursor.attrs[1:9]
    assert pair.looks()[0] == pair.looks()[1]
    pair.send("\x1b[0m")
    assert pair.send("\x1b[1;1Habc").count("abc") == 1


def test_repainting_sends_every_cell_again() -> None:
    pair = Pair()
    pair.send("".join(f"\x1b[{y + 1};1H{'x' * COLUMNS}" for y in range(ROWS)))
    pair.thin.reset()
    pair.wire.repaint()
    pair.flush()
    assert rows_of(pair) == ["x" * COLUMNS] * ROWS


def _line(number: int) -> str:
    return Random(number).choice("abcdefgh") * 10 + Random(number + 1).choice("klmnopqrs") * 12


def _page(first: int, side: str = "") -> str:
    rows = (f"\x1b[{y + 1};1H{f'{side} {y}' if side else '':12}{_line(first + y):48}" for y in range(20))
    return "".join(rows) + "\x1b[1;1H"


@pytest.mark.parametrize(("step", "most"), [(1, 60), (-1, 60), (3, 140)])
def test_rows_that_move_are_scrolled(step: int, most: int) -> None:
    pair = Pair(60, 20)
    pair.send(_page(10))
    sent = pair.send(_page(10 + step))
    assert ("M" in sent, "L" in sent) == (step > 0, step < 0)
    assert len(sent) < most
    assert pair.looks()[0] == pair.looks()[1]


def test_columns_beside_a_scroll_are_repaired() -> None:
    pair = Pair(60, 20)
    pair.send(_page(10, "side"))
    sent = pair.send(_page(11, "side"))
    assert "\x1b[M" in sent
    assert "\x1b[r" in sent
    assert pair.looks()[0] == pair.looks()[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [("和平a", "x平a"), ("和平a", "和xa"), ("abcde", "a和de"), ("a和和b", "和和ab"), ("和平和平", "a平平bb")],
)
def test_no_half_of_a_wide_character_is_left(before: str, after: str) -> None:
    pair = Pair()
    pair.send(f"\x1b[1;1H{before:10}")
    pair.send(f"\x1b[1;1H{after:8}")
    assert pair.looks()[0] == pair.looks()[1]


def test_half_of_a_wide_character_written_over_takes_the_other_half_along() -> None:
    pair = Pair()
    pair.send("\x1b[1;1Ha和b\x1b[1;3Hx")
    assert rows_of(pair)[0].rstrip() == "a xb"
    pair.send("\x1b[1;1Ha和b")
    pair.send("\x1b[1;2Hy")
    assert rows_of(pair)[0].rstrip() == "ay b"


@pytest.mark.parametrize(("told", "erased"), [(True, True), (False, False)])
def test_a_background_is_erased_only_where_the_terminal_fills_with_it(told: bool, erased: bool) -> None:
    pair = Pair(told=told, does=told)
    pair.send("\x1b[1;1H\x1b[44m" + "x" * COLUMNS)
    assert ("\x1b[K" in pair.send("\x1b[1;1H\x1b[44m" + " " * COLUMNS)) == erased
    assert pair.looks()[0] == pair.looks()[1]


def test_the_style_lasts_from_frame_to_frame() -> None:
    pair = Pair()
    pair.send("\x1b[1;1H\x1b[38;5;9;48;5;234mab\x1b[0m\x1b[1;1H")
    assert pair.send("\x1b[1;1H\x1b[38;5;9;48;5;234mxb\x1b[0m\x1b[1;1H") == "x\r"


def test_a_link_with_a_new_identifier_is_the_same_link() -> None:
    one = linked(DEFAULT, "id=1;https://example.org/")
    assert linked(DEFAULT, "id=2;https://example.org/") is one
    assert linked(one, ";") is DEFAULT


@pytest.mark.parametrize("parameters", ["38", "38;5", "38;2;1;2", "38;7;1", "58;5;1", "20", "38;5;"])
def test_an_unknown_sgr_is_no_style(parameters: str) -> None:
    with pytest.raises(UndrawableError):
        restyled(DEFAULT, parameters)


def test_a_text_beyond_the_edge_cannot_be_drawn() -> None:
    with pytest.raises(UndrawableError):
        Grid(4, 1, split).draw(drawing("abcde"))


def test_cells_nothing_is_known_of_are_left_alone() -> None:
    shown, wanted = Grid(9, 2, split), Grid(9, 2, split)
    wanted.draw(drawing("\x1b[1;3Hab"))
    pen = Pen(style=style_of(), x=0, y=0)
    assert difference(shown, wanted, pen) == "\x1b[3Gab"
    assert difference(shown, wanted, pen) == ""


def test_private_modes_keep_what_is_shown_but_the_alternate_screen_does_not() -> None:
    assert split_stream("\x1b[?1000h\x1b[?1049h") == [Raw("\x1b[?1000h", True), Raw("\x1b[?1049h", False)]
