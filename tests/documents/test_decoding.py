"""Bytes become characters: byte order marks, UTF-8, one-byte text, other encodings; binaries are refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.documents.decoding import decode
from tui.errors import UnreadableFileError

_WESTERN = (
    "Überall in Europa – von Gdańsk".replace("ń", "n") + " bis Málaga – fordern “Menschen” den Frieden für alle.\n" * 4
)
_CAFE = "It’s a “café” – naïve words all around the text."
_NUL = "one NUL\x00 in a long enough line of ordinary words"
_RUSSIAN = "Мы требуем мира, немедленного прекращения огня и справедливости для всех народов этой страны.\n" * 6
_UKRAINIAN = "Ми вимагаємо миру, негайного припинення вогню та справедливості для всіх народів цієї країни.\n" * 6
_GREEK = "Ζητάμε ειρήνη, άμεση κατάπαυση του πυρός και δικαιοσύνη για όλους τους λαούς αυτής της χώρας.\n" * 6
_POLISH = (
    "Żądamy pokoju, natychmiastowego zawieszenia broni i sprawiedliwości dla wszystkich ludzi w tym kraju. "
    "Wojna niszczy życie milionów ludzi, a rządy państw świata wciąż wysyłają broń. Łączmy się!\n"
) * 4


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain", "plain"),
        ("“Größe” – é 中 😀".encode(), "“Größe” – é 中 😀"),
        (codecs.BOM_UTF8 + "é".encode(), "é"),
        (codecs.BOM_UTF16_LE + "“é中”".encode("utf-16-le"), "“é中”"),
        (codecs.BOM_UTF16_BE + "“é中”".encode("utf-16-be"), "“é中”"),
        (codecs.BOM_UTF32_LE + "é".encode("utf-32-le"), "é"),
        (codecs.BOM_UTF8, ""),
        (_CAFE.encode("cp1252"), _CAFE),
        (_WESTERN.encode("cp1252"), _WESTERN),
        (
            "Der große Bär läuft über die Straße und frißt Äpfel. ".encode("latin-1") * 3,
            "Der große Bär läuft über die Straße und frißt Äpfel. " * 3,
        ),
        (_RUSSIAN.encode("cp1251"), _RUSSIAN),
        (_RUSSIAN.encode("koi8-r"), _RUSSIAN),
        (_UKRAINIAN.encode("cp1251"), _UKRAINIAN),
        (_GREEK.encode("iso8859-7"), _GREEK),
        (_POLISH.encode("cp1250"), _POLISH),
        (_POLISH.encode("iso8859-2"), _POLISH),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (_NUL.encode(), _NUL),
    ],
)
def test_text_of_an_encoding_is_read_as_it_was_written(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_utf8_damaged_in_one_place_keeps_the_rest() -> None:
    data = ("Überall fordern Menschen für alle “Frieden”. " * 8).encode()

    text = decode(data[:20] + b"\xff" + data[20:])

    assert text.count("\ufffd") == 1
    assert text.replace("\ufffd", "") == data.decode()


def test_odd_byte_at_the_end_of_utf16_does_not_stop_the_reading() -> None:
    assert decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x41").startswith("ab")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x00" * 1000, "binary"),
        (b"\x00\x01\x02\x03" * 100 + b"some words", "binary"),
    ],
)
def test_binary_file_is_refused_and_named(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data)
    except UnreadableFileError as error:
        assert str(error)
        assert "\n" not in str(error)
    else:
        assert len(text) <= len(data)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf8_is_read_to_the_character(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()) == text
