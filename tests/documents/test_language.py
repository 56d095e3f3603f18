"""The language is said where it is certain, and else unknown."""

import pytest

from tui.documents.language import detect_language

_ENGLISH = "The people of the village met in the old school and they spoke of the war that is not over for them. " * 3
_GERMAN = (
    "Die Leute des Dorfes trafen sich in der alten Schule und sprachen von dem Krieg, der für sie nicht vorbei ist. "
    * 3
)
_FRENCH = (
    "Les gens du village se sont réunis dans la vieille école et ils ont parlé de la guerre qui est encore là. " * 3
)
_RUSSIAN = "Люди из деревни собрались в старой школе и говорили о войне, а что дальше, так и не решили. " * 3


@pytest.mark.parametrize(
    ("text", "language"),
    [(_ENGLISH, "en"), (_GERMAN, "de"), (_FRENCH, "fr"), (_RUSSIAN, "ru")],
    ids=["en", "de", "fr", "ru"],
)
def test_language_of_plain_prose_is_certain(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Peace now",
        "12 34 56 " * 40,
        "qwe rty uio " * 40,
        _ENGLISH[:210] + _GERMAN[:220] + _FRENCH[:210],
        "Ludwig Clara Danil Sergei Antony Roman " * 20,
    ],
    ids=["nothing", "short", "numbers", "no words", "mixed", "names"],
)
def test_short_mixed_or_unknown_text_has_no_certain_language(text: str) -> None:
    assert detect_language(text) is None
