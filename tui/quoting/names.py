"""Authors' names: persons and organisations told apart, the family name found; where unsure, left as they are.

A wrongly inverted name ("Resistance, Socialist") is worse than one that stands in its own order, so a name is only
taken apart where its form says how.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tui.documents.names import is_organisation
from tui.quoting.surnames import (
    ARTICLES,
    COLLECTIVE,
    PATRONYMICS,
    PINYIN,
    ROMANISED,
    SPANISH,
    VIETNAMESE,
)
from tui.text import fold_key

_PARTICLES = frozenset(
    "af al av da das de degli dei del della dello den der des di do dos du el la las le los ten ter van vom von y zu"
    " zum zur".split()
)
_CAPITAL_PARTICLES = frozenset("Al Da De Degli Del Della Den Der Di Dos Du El La Le Ter Van Von".split())
_SUFFIX = re.compile(r"(?:Jr|Sr|jun|sen)\.?|I{2,3}|IV")
_DEGREE = re.compile(r"(?:Ph\.?\s?D|M\.?\s?[ADP]|D\.?\s?Phil|MEP|MBA|MSc|BA|BSc|J\.?D|Esq|[CMOK]BE)\.?")
_CIVIL_TITLE = re.compile(
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Mx|Sen|Senator|Ambassador|President|Prime Minister|Foreign Minister|Chancellor"
    r"|Secretary[- ]General|Secretary of State|Comrade)\.?\s+)+"
)
_TITLE = re.compile(
    r"(?:Sir|Dame|Lord|Lady|King|Queen|Prince|Princess|Pope|Bishop|Archbishop|Cardinal|Sheikh|Sultan|Emir|Imam"
    r"|Ayatollah|Rabbi|Saint|St|Sister|Brother|Father|Mother|Subcomandante|General|Minister)\b"
)
_TOKEN = re.compile(r"(?:(?:al|as|ash|el|d|l|O)[-'’‑])?[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’.\-‑])*")
_SLAVIC_PATRONYMIC = re.compile(r"\w+(?:ович|евич|йович|ьич|овна|евна|івна|ївна|ovich|evich|ovych|ovna|evna|ivna)")
_PINYIN_SYLLABLE = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:[iuü]?(?:a(?:ng?|[io])?|e(?:ng?|[ir])?|ong?|ou?)|i(?:ng?|u)?|u[in]?|ü)"
)
_SYLLABLE = r"[bcdghjklmnpqrstwxyz]{0,3}[aeiouy]{1,4}(?:ng|nh|ch|[nmktplhcw])?"
_PINYIN_GIVEN = re.compile(rf"(?:{_PINYIN_SYLLABLE}['’]?){{1,2}}")
_EASTERN_GIVEN = re.compile(rf"{_SYLLABLE}[-'’‑]?(?:{_SYLLABLE})?")
_ONE_SYLLABLE = re.compile(_SYLLABLE)
_MOST_TOKENS = 6


@dataclass(frozen=True, slots=True)
class Name:
    """An author's name, and its pieces where they are known."""

    full: str
    """The name in its own order."""
    family: str = ""
    """The family name with its particle; empty for organisations and where unsure."""
    given: str = ""
    """All given names."""
    suffix: str = ""
    """``Jr.`` and the like."""
    is_family_first: bool = False
    """Whether its own order has the family name first, as in Xi Jinping."""

    @property
    def inverted(self) -> str:
        """The name as a list of works has it: ``Weiss, Clara``; what stands in that order already has no comma.

        Chicago 18th ed., 13.75; MLA Handbook 9th ed., chapter 5.
        """
        if not self.family or self.is_family_first:
            return self.full
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def short(self) -> str:
        """The family name, or the whole name where that is not known."""
        return self.family or self.full

    @property
    def initialled(self) -> str:
        """The name with initials: ``Weiss, C.``; the whole name where its pieces are not known."""
        if not self.family:
            return self.full
        return ", ".join(part for part in (self.family, _initials(self.given), self.suffix) if part)


class _Order(Enum):
    FAMILY_FIRST = 1
    GIVEN_FIRST = 2
    UNSURE = 3


def parse_name(text: str) -> Name:
    """Return a name with its pieces where its form tells them, else as it is.

    Given either way round: ``Clara Weiss`` or ``Weiss, Clara``. Civil and academic titles and degrees are left
    out of the pieces, as the manuals leave them out (Chicago 17th ed., 14.73; MLA Handbook 9th ed., chapter 5).
    """
    text = " ".join(text.split())
    head, *rest = [part.strip() for part in text.split(",")]
    while rest and _DEGREE.fullmatch(rest[-1]):
        rest.pop()
    suffix = rest.pop() if rest and _SUFFIX.fullmatch(rest[-1]) else ""
    if not _is_person_like(" ".join([head, *rest])) or (not rest and _TITLE.match(head)):
        return Name(text)
    if not rest:
        return _in_order(head, suffix) or Name(text)
    return (_inverted(head, rest[0], suffix) if len(rest) == 1 else None) or Name(text)


def is_same_body(first: str, second: str | None) -> bool:
    """Tell whether two names are of one organisation, article and acronym aside."""
    return second is not None and _body_key(first) == _body_key(second)


def _body_key(text: str) -> str:
    return re.sub(r"^the\s+|\s*\([^()]*\)$", "", fold_key(" ".join(text.split())))


def _is_person_like(text: str) -> bool:
    """Tell whether nothing in a name speaks for an organisation or for a name without a family name."""
    if is_organisation(text):
        return False
    words = [word.lower().strip(".") for word in text.split()]
    if words and (words[0] in ARTICLES or set(words) & (COLLECTIVE | PATRONYMICS)):
        return False
    return not any(word.endswith(("’s", "'s")) for word in words)


def _inverted(family: str, given: str, suffix: str) -> Name | None:
    tokens, firsts = family.split(), given.split()
    proper = [token for token in tokens if token.lower() not in _PARTICLES]
    if not (1 <= len(proper) <= 2 and 1 <= len(firsts) <= 4 and all(map(_is_proper, [*proper, *firsts]))):
        return None
    is_first = _order([*tokens, *firsts]) is _Order.FAMILY_FIRST
    natural = [*tokens, *firsts] if is_first else [*firsts, *tokens]
    return Name(" ".join(natural) + (f" {suffix}" if suffix else ""), family, given, suffix, is_first)


def _in_order(text: str, suffix: str) -> Name | None:
    """Return the name whose pieces stand in their own order; None where it cannot be told."""
    tokens = _CIVIL_TITLE.sub("", text).split()
    if not suffix and len(tokens) > 2 and _SUFFIX.fullmatch(tokens[-1]):
        suffix = tokens.pop()
    if not 2 <= len(tokens) <= _MOST_TOKENS or not _is_proper(tokens[0]):
        return None
    if not all(_is_proper(token) or token in _PARTICLES for token in tokens):
        return None
    order = _order(tokens)
    start = 1 if order is _Order.FAMILY_FIRST else _family_start(tokens) if order is _Order.GIVEN_FIRST else None
    if start is None:
        return None
    full = " ".join([*tokens, suffix] if suffix else tokens)
    if order is _Order.FAMILY_FIRST:
        return Name(full, tokens[0], " ".join(tokens[1:]), suffix, is_family_first=True)
    return Name(full, " ".join(tokens[start:]), " ".join(tokens[:start]), suffix)


def _is_proper(token: str) -> bool:
    """Tell whether a word has the form of one piece of a name: a capital, and not capitals alone."""
    if not _TOKEN.fullmatch(token) or (len(token) > 1 and token.isupper() and token.isalpha()):
        return False
    return token[0].isupper() or bool(re.match(r"(?:al|as|ash|el|d|l)[-'’‑]", token) and token.lower() != token)


def _family_start(tokens: Sequence[str]) -> int | None:
    """Return where the family name begins in a name that ends with it; None where that cannot be told."""
    last = len(tokens) - 1
    if len(tokens[last].rstrip(".")) < 2 or (last == 2 and _has_patronymic_last(tokens)):
        return None
    if "y" in tokens:
        place = tokens.index("y")
        return place - 1 if place >= 2 and place == last - 1 else None
    for place in range(1, last):
        if tokens[place] in _PARTICLES or tokens[place] in _CAPITAL_PARTICLES:
            proper = [token for token in tokens[place:] if token not in _PARTICLES | _CAPITAL_PARTICLES]
            return place if len(proper) == 1 else None
    if last >= 2 and _is_spanish(tokens[last - 1]):
        return last - 1 if _is_spanish(tokens[last]) else None
    return last


def _has_patronymic_last(tokens: Sequence[str]) -> bool:
    first, middle, last = tokens
    return bool(_SLAVIC_PATRONYMIC.fullmatch(last.lower())) and not _SLAVIC_PATRONYMIC.fullmatch(middle.lower())


def _is_spanish(token: str) -> bool:
    return token.lower() in SPANISH or token.lower().endswith(("ez", "íz"))


def _order(tokens: Sequence[str]) -> _Order:
    """Tell which end of a Latin name is the family name's, by the family names that stand first in East Asia."""
    first, *rest = [fold_key(token) for token in tokens]
    eastern = PINYIN | ROMANISED | VIETNAMESE
    if first not in eastern or not all(_EASTERN_GIVEN.fullmatch(token) for token in rest):
        return _Order.GIVEN_FIRST
    if rest[-1] in eastern or (first in VIETNAMESE and first not in PINYIN | ROMANISED):
        return _Order.UNSURE
    if first in VIETNAMESE and len(rest) > 1:
        return _Order.UNSURE
    if len(rest) == 2 and all(_ONE_SYLLABLE.fullmatch(token) for token in rest):
        return _Order.FAMILY_FIRST
    if len(rest) == 1 and ("-" in rest[0] or (first in PINYIN and _PINYIN_GIVEN.fullmatch(rest[0]))):
        return _Order.FAMILY_FIRST
    return _Order.UNSURE


def _initials(given: str) -> str:
    """Return given names as initials: ``Jean-Luc`` as ``J.-L.``, ``C.L.R.`` as ``C. L. R.`` (APA 7th ed., 9.8)."""
    words = [word for word in given.replace(".", ". ").split() if word not in _PARTICLES]
    return " ".join(_initial(word) for word in words if word.strip(".-‑")).replace(" -", "-")


def _initial(word: str) -> str:
    parts = [part for part in re.split(r"[-‑]", word) if part.strip(".")]
    if not all(part[0].isupper() for part in parts):
        return f"{next((part[0] for part in parts if part[0].isupper()), parts[0][0])}."
    return ("-" if word.startswith(("-", "‑")) else "") + "-".join(f"{part[0]}." for part in parts)
