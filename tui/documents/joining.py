"""Whether one line goes on in the next, and how the two are joined."""

import re

_SENTENCE_END = re.compile(r"[.!?:;…。！？；：۔؟][\"”’'»)\]*_\d]*$")
_LOWER_START = re.compile(r"[\s\"“”„«‘’'(\[*_—–-]*[^\W\d_]", re.UNICODE)
_CONNECTIVE = re.compile(
    r"(?:^|[\s(\"“‘'])(?:a|an|the|and|or|but|nor|of|for|to|in|on|at|by|with|from|as|that|which|who|whose"
    r"|than|its|their|his"
    r"|her|our|your|this|these|those|into|over|under|between|against|about|is|are|was|were|be|been|has"
    r"|have|had|will|would"
    r"|can|could|may|might|must|shall|should|not|no|all|some|any|every|such|more|most|Mr\.|Mrs\.|Dr\."
    r"|both|while"
    r"|if|when|where|because|through|among|without|within|und|der|die|das|den|dem|des|ein|eine|von|zu|mit"
    r"|für|auf"
    r"|et|le|la|les|de|du|des|un|une|à|dans|pour|par|sur|avec|que|qui|y|el|los|las|en|con|para|por|и|в|на"
    r"|с|к|о|из|что|не)$"
)
_HYPHENS = "-‐\u00ad"
_SUSPENDED = frozenset("and or to und oder bis et ou y o e и или".split())
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)+")


class Hyphens:
    """Knows which words a text writes with a hyphen, to join words cut at line ends."""

    def __init__(self, text: str) -> None:
        """Take the text in which hyphenated words will be looked up, once a cut word asks for it."""
        self._text = text
        self._found: set[str] | None = None

    @property
    def _compounds(self) -> set[str]:
        if self._found is None:
            self._found = {match.group().lower().replace("‐", "-") for match in _COMPOUND.finditer(self._text)}
        return self._found

    def join(self, first: str, second: str) -> str:
        """Return two lines as one, a word hyphenated between them made whole.

        The hyphen stays before capitals and digits, and where the text itself writes the word with
        one elsewhere.
        """
        if not first or not second:
            return first or second
        if first[-1] in _HYPHENS and len(first) > 1 and first[-2].isalnum() and second[0].isalnum():
            return self._join_word(first, second)
        if first[-1] in "—/" and len(first) > 1 and not first[-2].isspace():
            return first + second
        if _is_wide(first[-1]) and _is_wide(second[0]):
            return first + second
        return f"{first} {second}"

    def _join_word(self, first: str, second: str) -> str:
        if first[-1] == "\u00ad":
            return first[:-1] + second
        # A text is joined line by line: looking at its end alone keeps that linear.
        head = re.search(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*(?=[-‐]$)", first[-80:])
        tail = re.match(r"[^\W\d_]+", second[:80])
        if tail and tail.group() in _SUSPENDED:
            return f"{first} {second}"
        word = f"{head.group()}-{tail.group()}".lower() if head and tail else ""
        keeps = not second[0].islower() or word in self._compounds or (head and "-" in head.group())
        return first + second if keeps else first[:-1] + second


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uff60"


def ends_sentence(text: str) -> bool:
    """Tell whether ``text`` ends with a mark that ends or introduces a sentence."""
    return _SENTENCE_END.search(text[-40:].rstrip()) is not None


def ends_open(text: str) -> bool:
    """Tell whether ``text`` ends with a word that cannot be the last of anything."""
    return _CONNECTIVE.search(text[-40:].rstrip()) is not None


def starts_lower(text: str) -> bool:
    """Tell whether the first letter of ``text``, quotes and brackets aside, is a small one."""
    match = _LOWER_START.match(text)
    return match is not None and match.group()[-1].islower()
