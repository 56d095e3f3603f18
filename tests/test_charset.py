"""Charsets of terminals, and substitutes for what they do not have."""

import codecs
import json
import pkgutil
import sys
from collections.abc import Mapping
from encodings import __path__ as encodings_path
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.terminal import Terminal
from tui.app.driver import split
from tui.terminal.charset import fitting, given_variables, readable_errors, terminal_charset

CHARSETS = ("ascii", "iso8859-1", "iso8859-15", "koi8-r", "cp1251", "cp1256", "cp1258", "euc_jp", "gbk", "shift_jis")


@pytest.mark.parametrize(
    ("environ", "charset"),
    [
        ({}, "utf-8"),
        ({"LANG": ""}, "utf-8"),
        ({"LANG": "C"}, "ascii"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, "ascii"),
        ({"LANG": "en_US.UTF-8", "LC_CTYPE": "ru_RU.KOI8-R"}, "koi8-r"),
        ({"LC_ALL": "", "LC_CTYPE": "", "LANG": "pl_PL.ISO-8859-2"}, "iso8859-2"),
    ],
)
def test_variable_that_holds_decides(environ: Mapping[str, str], charset: str) -> None:
    assert terminal_charset(environ) == charset


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        ("C.UTF-8", "utf-8"),
        ("C.utf8", "utf-8"),
        ("UTF-8", "utf-8"),
        ("de_DE.UTF-8@euro", "utf-8"),
        ("de_DE.ISO-8859-1", "iso8859-1"),
        ("de_DE.iso88591", "iso8859-1"),
        ("de_DE.iso885915@euro", "iso8859-15"),
        ("de_DE@euro", "iso8859-15"),
        ("en_US", "iso8859-1"),
        ("C@euro", "ascii"),
        ("en_US.ANSI_X3.4-1968", "ascii"),
        ("ru_RU.koi8r", "koi8-r"),
        ("uk_UA", "koi8-u"),
        ("ja_JP", "euc_jp"),
        ("ja_JP.eucJP", "euc_jp"),
        ("ja_JP.SJIS", "shift_jis"),
        ("zh_CN.GB18030", "gb18030"),
        ("zh_HK.Big5-HKSCS", "big5hkscs"),
        ("zh_TW.EUC-TW", "ascii"),
        ("hy_AM.ARMSCII-8", "ascii"),
        ("xx_XX", "ascii"),
        ("ja_JP.ISO-2022-JP", "ascii"),
        ("zh_CN.HZ", "ascii"),
        *((f"x.{codec}", "ascii") for codec in ("utf-7", "utf-16", "hex", "rot13", "zlib", "idna", "undefined")),
        ("x.raw_unicode_escape", "ascii"),
        ("x.cp037", "ascii"),
        ("../../etc/passwd", "ascii"),
        ("\x00", "ascii"),
    ],
)
def test_name_of_a_locale_gives_a_charset(name: str, charset: str) -> None:
    assert terminal_charset({"LC_ALL": name}) == charset


@given(st.one_of(st.text(max_size=50), st.from_regex(r"[a-z_]{0,5}[.@][\w.@:-]{0,30}")))
def test_any_name_gives_a_known_charset(name: str) -> None:
    charset = terminal_charset({"LANG": name})

    assert codecs.lookup(charset).name == charset


def test_every_charset_adds_to_ascii() -> None:
    ascii_text = "".join(map(chr, range(128)))
    names = {terminal_charset({"LANG": f"x.{module.name}"}) for module in pkgutil.iter_modules(encodings_path)}

    assert names >= {"utf-8", "ascii", "iso8859-15", "koi8-r", "cp1251", "euc_jp", "gbk", "big5", "euc_kr"}
    for name in names:
        assert ascii_text.encode(name) == ascii_text.encode("ascii")


def test_locale_that_python_put_in_place_of_a_poor_one_is_not_the_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_CTYPE", "C.UTF-8")
    monkeypatch.setenv("LANG", "C")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"HOME=/\0LANG=C\0")
    assert terminal_charset(given_variables()) == "ascii"

    monkeypatch.setattr(Path, "read_bytes", lambda path: b"LC_CTYPE=C.UTF-8\0LANG=C\0")
    assert terminal_charset(given_variables()) == "utf-8"


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("plain ASCII ~{|}", "plain ASCII ~{|}"),
        ("┌─┬─┐ ├─┼─┤ └─┴─┘ │", "+-+-+ +-+-+ +-+-+ |"),
        ("╭──╮ ╰──╯ ┏━┓ ┃ ┗━┛ ╔═╗ ║ ╚═╝", "+--+ +--+ +=+ | +=+ +=+ | +=+"),
        ("╒═╕ ┝━┥ ╴╸╵ ┄┈ ┆┊ ╱╲╳", "+=+ +=+ -=| -- :: /\\X"),
        ("▊▔▔▎ ▊▁▁▎ █▓▒░ ▖▟", "|--| |__| ##%_ ++"),
        ("→ ← ↑ ↓ ↔ ⇒ ↦ ▶ ◀ ▲ ▼", "> < ^ v - > > > < ^ v"),
        ("‘a’ “b” „c“ «d» ‹e›", '\'a\' "b" "c" "d" \'e\''),
        ("1914–1918 — ‐ ‑ − …", "1914-1918 - - - - ."),
        ("a\xa0b\u2009c\u202fd", "a b c d"),
        ("• ‣ ● ○ ■ ✓", "* * o o # +"),
        ("Ça été où Škoda Łódź Ÿ", "Ca ete ou Skoda Lodz Y"),
        ("ß ẞ æ Æ œ ø Ø ł Ł đ ð þ ħ ŧ ı İ ə ŋ", "s S a A o o O l L d d t h t i I e n"),
        ("Ελλάδα ΘΕΟΣ", "Ellada TEOS"),
        ("Съешь ещё этих, Ж щ ъ й", "S'es' ese etih, Z s ' j"),
        ("Україна їжак ґанок Ђ қ", "Ukraina izak ganok D k"),
        ("€5 £3 ¥ §7 © № ™", "E5 L3 Y S7 C N T"),
        ("ﬁn ﬂow ĳ", "fn fow i"),
        ("ＡＢ１，", "A B 1 , "),
        ("中文、😀👩‍💻", "????, ????"),
        ("❤️ ©️ 1️⃣", "?? C  1 "),
        ("㎞ № Ⅰ Ⅳ ٣", "km N I ? 3"),
        ("e\u0301 a\u0338 \u0301x", "e a x"),
        ("\ufffd ␛ ∞ ع न", "? ? ? ? ?"),
    ],
)
def test_ascii_stands_for_every_character(text: str, fitted: str) -> None:
    assert fitting(text, "ascii", split) == fitted


@pytest.mark.parametrize("text", ["½", "2½", "5‰", "±5", "≤5", "≠", "=\u0338", "⑫", "Ⅻ"])
def test_number_is_never_changed(text: str) -> None:
    assert "?" in fitting(text, "ascii", split)


def test_raised_figure_is_no_part_of_the_number_before() -> None:
    assert fitting("in 2012³", "ascii", split) == "in 2012^"
    assert fitting("CO₂", "ascii", split) == "CO2"


@pytest.mark.parametrize(
    ("text", "charset", "fitted"),
    [
        ("e\u0301te\u0301 – où", "iso8859-1", "été - où"),
        ("ế Nguyễn", "iso8859-1", "ê Nguyên"),
        ("ế ệ Nguyễn", "cp1258", "ê\u0301 ê\u0323 Nguyê\u0303n"),
        ("€ “œuvre” Š", "iso8859-15", '€ "œuvre" Š'),
        ("€ “œuvre” Š", "iso8859-1", 'E "ouvre" S'),
        ("“Мир” и\u0306 é ї", "koi8-r", '"Мир" й e i'),
        ("╭─╮╰╯┏━┓ ╎ ▌", "koi8-r", "┌─┐└┘┌─┐ : ▌"),
        ("“Мир” — é", "cp1251", "“Мир” — e"),
        ("日本語 한국 é", "shift_jis", "日本語 ???? e"),
        ("\ud800", "utf-8", "?"),
    ],
)
def test_charset_keeps_what_it_has(text: str, charset: str, fitted: str) -> None:
    assert fitting(text, charset, split) == fitted


def test_signs_of_the_program_stay_apart() -> None:
    """What the screen draws of its own: frames, marks and gutters, bars, arrows of keys, separators."""
    signs = "↑ ↓ ← → ↔ · … ● █ ░ ╎ │ ✎ ╮ “".split()

    substitutes = [fitting(sign, "ascii", split) for sign in signs]

    assert len(set(substitutes)) == len(signs)
    assert "?" not in substitutes
    assert fitting("▌", "ascii", split) not in (fitting("╎", "ascii", split), fitting("│", "ascii", split), " ")


_KINDS = st.one_of(
    st.characters(exclude_categories=["Cc"]),
    st.sampled_from("\u0301\u0323\u0338\u200d\u200c\ufe0f\ufe0e\u20e3\xad\u200b\u3099☃❤©#1🏻🇩🇪👩💻😀"),
    st.characters(min_codepoint=0xA0, max_codepoint=0x52F),
    st.characters(min_codepoint=0x2000, max_codepoint=0x2BFF),
    st.characters(min_codepoint=0x3000, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
)
_TEXTS = st.text(_KINDS, max_size=30)


@given(_TEXTS, st.sampled_from(CHARSETS))
def test_substitutes_fit_the_charset_and_the_cells(text: str, charset: str) -> None:
    fitted = fitting(text, charset, split)

    fitted.encode(charset)
    assert sum(cells for _, cells in split(fitted)) == sum(cells for _, cells in split(text))


@given(_TEXTS, st.sampled_from(CHARSETS))
def test_every_character_keeps_its_column(text: str, charset: str) -> None:
    whole = fitting(text, charset, split)

    assert whole == "".join(fitting(cluster, charset, split) for cluster, _ in split(text))


@given(_TEXTS, st.sampled_from((*CHARSETS, "utf-8")))
def test_what_is_encodable_stays(text: str, charset: str) -> None:
    encodable = text.encode(charset, "ignore").decode(charset, "ignore")
    if encodable.encode(charset, "ignore").decode(charset) == encodable:
        assert fitting(encodable, charset, split) == encodable


@given(st.text(_KINDS | st.characters(categories=["Cs"]), max_size=30), st.sampled_from((*CHARSETS, "utf-8")))
def test_stream_takes_any_text(text: str, charset: str) -> None:
    text.encode(charset, readable_errors(charset))


@pytest.mark.parametrize(
    ("text", "charset", "written"),
    [
        ("“Ça — …” → €5", "ascii", '"Ca -- ..." -> EUR5'),
        ("“Ça — …” → €5", "iso8859-15", '"Ça -- ..." -> €5'),
        ("Щука ß Æ ﬁ", "ascii", "Shchuka ss Ae fi"),
        ("2½ km² ≠ ≤ =\u0338", "ascii", "2 1/2 km^2 != <= =/"),
        ("e\u0301 中 \ud800", "ascii", "e ? ?"),
    ],
)
def test_stream_writes_in_words(text: str, charset: str, written: str) -> None:
    assert text.encode(charset, readable_errors(charset)).decode(charset) == written


def _written(*arguments: str, **variables: str | None) -> bytes:
    surroundings = {"LC_ALL": None, "LC_CTYPE": None, "LANG": None, "PYTHONUTF8": None, **variables}
    with Terminal([sys.executable, "-m", "tui", *arguments], env=surroundings) as terminal:
        assert terminal.wait_exit() == 0
        return terminal.bytes_since(0)


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"LANG": "C"}, {"LANG": "xx_XX.ISO-8859-1"}])
def test_command_line_writes_what_the_terminal_has(variables: dict[str, str]) -> None:
    written = _written("show", "000", **variables)

    assert written.isascii()
    assert b'"New Cold War"' in written


def test_command_line_writes_utf8_where_nothing_tells() -> None:
    assert "“New Cold War”" in _written("show", "000").decode()


def test_json_stays_json_on_a_terminal_without_utf8() -> None:
    written = _written("show", "000", "--json", LC_ALL="C")

    assert written.isascii()
    assert "“New Cold War”" in json.dumps(json.loads(written), ensure_ascii=False)
