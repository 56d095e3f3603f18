"""Names of persons and organisations: recognised by their form, split where several are listed."""

import re

_ORGANISATION = frozenset(
    """ administration agency alliance army assembly assemblies association associations authority bank bishops
    board brigade bureau cabinet campaign caucus center centre chamber church churches circle city club
    coalition
    collective college comintern command commission committee committees commonwealth  community company
    conference confederation cooperative co-operative guild congress convention corporation council
    councils court department delegation
    editors embassy federation forum foundation front government governments group groups initiative
    inspectorate institute
    institution international junta league leaders  mission ministers ministry ministries monitor
    movement nations network
    newspaper observatory office opposition organisation organisations organization organizations parliament
    parties party platform police presidency press project  secretariat section sections senate service 
    society soviet staff state   tendency trust tribunal union unions university  
    partei bund verband verein regierung ministerium rat ausschuss gewerkschaft vorstand redaktion
    komitee bewegung
    parti ligue comité conseil gouvernement ministère syndicat mouvement fédération assemblée rédaction
    union bureau
    partido comité consejo gobierno ministerio sindicato movimiento federación asamblea redacción
    партия партии союз комитет совет правительство министерство движение организация редакция федерация""".split()
)
_PARTICLES = frozenset(
    "de la van von der den ter bin ibn bint al el da das dos do di du le del della af av zu zum y e ben abu".split()
)
_NO_NAME = frozenset(
    """about abstract address analysis and announcement appeal appendix article articles background breaking by chapter
    comment commentary communique communiqué conclusion conclusions contents copyright date declaration
    demands
    dialogue download editorial english essay event events executive exclusive feature features final
    for foreword
    from general home human important in interview introduction issue key latest letter live local
    magazine main
    manifesto media message more national news newsletter next note notes of on open opinion our overview page
    part peace perspective perspectives photo points politics postscript preamble preface previous principles
    proclamation public publication read recommendations related release remarks report reports resolution
    review rights search section share signatories signed source sources special speech statement statements
    story subscribe summary text the this to top topics transcript translation update us view views war what
    why with world january february march april may june july august september october november december
    monday
    tuesday wednesday thursday friday saturday sunday question questions answer answers print menu contact""".split()
)
_CITIES = frozenset(
    """new york|buenos aires|mexico city|hong kong|san francisco|los angeles|rio de janeiro|são paulo|sao paulo|tel aviv
    |the hague|den haag|addis ababa|kuala lumpur|phnom penh|cape town|new delhi|st petersburg
    |saint petersburg|abu dhabi
    |dar es salaam|port moresby|washington dc|washington d.c.|united nations|kuwait city|panama city
    |guatemala city
    |vatican city|la paz|san salvador|san josé|santo domingo|port au prince|tegucigalpa|sri lanka|south africa
    |united kingdom|united states|new zealand|saudi arabia|frankfurt am main|quezon city|ho chi minh city
    |las vegas
    |white house|rose garden|camp david|st. petersburg|nizhny novgorod|novi sad|banja luka|east jerusalem
    |freetown
    |port louis|san juan|st louis|new orleans|salt lake city|bad godesberg|la habana|ciudad de méxico
    |capitol hill""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_HONORIFIC = re.compile(
    r"(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame|lord|rev|hon|h\.?e|his excellency|her excellency"
    r"|ambassador|general"
    r"|president|prime minister|foreign minister|minister|chancellor|secretary(?:[- ]general)?"
    r"|secretary of state"
    r"|senator|comrade|pope|bishop|archbishop|cardinal|king|queen|prince|princess)\.?\s+)+",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-‑])*$")
_AND = re.compile(r"\s*;\s*|\s+/\s+|\s*,?\s+(?:and|und|et|y|&|и|та)\s+|\s*,\s+", re.IGNORECASE)
_ACRONYM_END = re.compile(r"\((?:[A-Z][\w.\-– ]{1,20}|[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+){0,2})\)$")
_THE = re.compile(r"^(?:the|der|die|das|des|la|le|les|el|los|las)\s+", re.IGNORECASE)


_LONGEST = 600
"""Characters; a longer text lists no names."""
_LONGEST_PLACE = 200
"""Characters; a longer text names no places."""


def is_person(text: str) -> bool:
    """Tell whether ``text`` has the form of a person's full name: two to five capitalised words."""
    bare = _HONORIFIC.sub("", text.strip())
    tokens = bare.split()
    if not 2 <= len(tokens) <= 5 or bare.lower() in _CITIES:
        return False
    proper = [token for token in tokens if token.lower() not in _PARTICLES]
    if len(proper) < 2 or not any(len(token.strip(".")) > 1 for token in proper):
        return False
    return all(
        _TOKEN.match(token)
        and token[0].isupper()
        and token.lower() not in _NO_NAME
        and token.lower() not in _ORGANISATION
        for token in proper
    )


def may_be_person(text: str) -> bool:
    """Tell whether ``text`` could be a person's name where names are expected: two to five capitalised words."""
    tokens = [token for token in _HONORIFIC.sub("", text.strip()).split() if token.lower() not in _PARTICLES]
    is_name = all(_TOKEN.match(token) and token[0].isupper() for token in tokens)
    return 2 <= len(tokens) <= 5 and is_name and not any(token.lower() in _ORGANISATION for token in tokens)


def is_organisation(text: str) -> bool:
    """Tell whether ``text`` has the form of an organisation's name: a capital, and a word for a body."""
    text = _THE.sub("", text.strip())
    if text.lower() in _CITIES:
        return False
    if not text or not (text[0].isupper() or text[0].isdigit()) or len(text.split()) > 16:
        return False
    if re.search(r"[.!?;:]$", text) and not re.search(r"\b[A-Z]\.$", text):
        return False
    names = {word.lower() for word in re.findall(r"[^\W\d_]+", text)}
    return bool(names & _ORGANISATION) or _ACRONYM_END.search(text) is not None


def has_capitals(text: str) -> bool:
    """Tell whether most words of ``text`` that could have a capital have one."""
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    words = [word for word in words if len(word) > 3] or words
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def is_place(text: str) -> bool:
    """Tell whether ``text`` could be the place of a dateline: one to three names, known if two words long."""
    if len(text) > _LONGEST_PLACE:
        return False
    parts = [part.strip() for part in re.split(r"[,/()–—-]\s*|\s+(?:and|und|et)\s+", text) if part.strip()]
    return 1 <= len(parts) <= 4 and all(_is_place_name(part) for part in parts)


def _is_place_name(text: str) -> bool:
    tokens = text.replace(".", ". ").split()
    if text.lower() in _CITIES:
        return True
    if not tokens or len(tokens) > 4 or not text[0].isupper() or is_organisation(text):
        return False
    return len(tokens) == 1 or text.isupper() or not is_person(text)


def split_authors(text: str) -> tuple[str, ...]:
    """Return the names listed in ``text``, articles removed, each as written.

    ``and`` parts two names only where both sides could stand alone, so that a
    ``Ministry of Peace and Justice`` stays whole.
    """
    text = re.sub(r"^\[\d+\]", "", re.sub(r"\s+", " ", text)).strip(" ,;:|·•")
    if len(text) > _LONGEST:
        return (text,)
    pieces: list[str] = []
    rest = text
    at = 0
    while match := _AND.search(rest, at):
        left, right = rest[: match.start()], rest[match.end() :]
        whole = left.count("(") != left.count(")") or _shares_acronym(left, right)
        are_persons = may_be_person(left) and may_be_person(_AND.split(right, maxsplit=1)[0])
        if (are_persons or (_is_name(left) and _starts_name(right))) and not whole:
            pieces.append(left)
            rest, at = right, 0
        else:
            at = match.end()
    pieces.append(rest)
    names = [_tidy(piece) for piece in pieces]
    return tuple(name for name in names if name)


def _shares_acronym(left: str, right: str) -> bool:
    """Tell whether the acronym after ``right`` abbreviates both sides: Centre for Peace and Disarmament (CPD)."""
    acronym = re.match(r"[^(),;]*\(([A-Z]{2,10})\)", right)
    if acronym is None:
        return False
    capitals = [word[0] for word in re.findall(r"\w+", left + " " + right[: acronym.start(1)]) if word[0].isupper()]
    own = [word[0] for word in re.findall(r"\w+", right[: acronym.start(1)]) if word[0].isupper()]
    return "".join(own) != acronym[1] and "".join(capitals).endswith(acronym[1])


def _tidy(name: str) -> str:
    """Return a name without article, ``and`` and what follows a comma that is no name."""
    name = re.sub(r"^(?:and|und|et|&)\s+", "", name.strip(" ,;:|·•"), flags=re.IGNORECASE)
    name = _THE.sub("", name)
    head, comma, tail = name.partition(", ")
    if comma and (is_person(head) or is_organisation(head)) and not _is_name(tail):
        return head
    if comma and is_person(head):
        return head
    return re.sub(r"(?<=\w{3})\.$", "", name).strip()


def _is_name(text: str) -> bool:
    text = text.strip(" ,;:")
    return is_person(text) or is_organisation(text) or bool(_THE.match(text) and text[-1:].isalpha())


def _starts_name(text: str) -> bool:
    """Tell whether what follows a separator begins with a name of its own."""
    first = _AND.split(text, maxsplit=1)[0]
    return _is_name(first) or _is_name(text)


def find_authors(text: str) -> tuple[str, ...]:
    """Return the names in ``text`` where it is nothing but names, else nothing."""
    names = split_authors(text) if len(text) <= _LONGEST else ()
    return names if names and all(is_person(name) or is_organisation(name) for name in names) else ()
