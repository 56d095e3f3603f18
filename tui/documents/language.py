"""The language of a text, said only where its commonest words leave no doubt."""

import re
from collections import Counter

_COMMON = {
    "en": "the of and to in a that is for on with as was by are it this be from at have not which has their",
    "fr": "le la les de des et en un une du que dans pour est qui sur par au pas plus ce sont avec ne se aux",
    "de": "der die das und in den von zu mit ist des auf für nicht ein eine dem im sich auch es werden als an",
    "es": "el la los las de y en que un una del por con no se para es al como su más sus o este lo",
    "it": "il la di e che in un una per non del della è con sono dei da gli le si al nel alla delle come",
    "pt": "o a os as de e em que um uma do da dos das para com não por no na se ao mais como é",
    "nl": "de het een van en in is dat op te voor met die niet zijn aan om ook er als door naar bij uit wordt",
    "pl": "w i na z do nie się że o jest jak to po za od przez oraz dla są który które przy ale tym",
    "ru": "и в на не что с по это как из к за от для а о их но так был все у его мы",
    "uk": "і в на не що з та до як за це від для у про їх але так був всі його ми або які",
}
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SAMPLE = 6000
_MIN_WORDS = 40


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of ``text``, or None where it is short, mixed or unknown.

    A language is certain where at least 18 % of the words are among its commonest 24, and no other
    language reaches half of that.
    """
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    if len(words) < _MIN_WORDS:
        return None
    counts = Counter(words)
    shares = sorted(
        ((sum(counts[word] for word in common) / len(words), language) for language, common in _SETS.items()),
        reverse=True,
    )
    (best, language), (second, _) = shares[:2]
    return language if best >= 0.18 and second <= 0.6 * best else None
