"""Bylines: lines that say who wrote or issued a text."""

import re

from tui.documents import names

BY = re.compile(
    r"^(?:(?:written|posted|published|story|text|reported|words|adopted|issued|released|approved|drafted"
    r"|delivered|presented|submitted)\s+)?(?:by|von|par|por|da)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_GENRE = (
    r"(?:[\w’'-]+\s+){0,3}?"
    r"(?:statement|declaration|communiqu[eé]|resolution|appeal|address|speech|remarks|letter|message"
    r"|manifesto|position|editorial|press release"
    r"|report|call|proclamation|comments?|intervention|interview|testimony|theses|contribution|article"
    r"|commentary|opinion)s?"
)
STATEMENT_OF = re.compile(
    rf"^(?:an?\s+|the\s+)?{_GENRE}\s+(?P<link>by|of|from|issued by|adopted by)\s+(?P<who>.+)$", re.IGNORECASE
)
GENRE_WORD = re.compile(rf"\b{_GENRE}\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"\s+(?:on|about|regarding|concerning|at|in|to|before|during|following|after|against|as|calling"
    r"|with regard|marking|under|for)\s+",
    re.IGNORECASE,
)


LONGEST = 400
"""Characters; no line that names people is longer."""
_LONGEST_TITLE = 1000
"""Characters; no title that names people is longer."""


def authors_of_line(rest: str) -> tuple[str, ...]:
    """Return the authors a line names: ``by ...``, ``Statement of ...`` or names alone."""
    if not rest or len(rest) > LONGEST:
        return ()
    if by := BY.match(rest):
        who = rest[by.end() :]
        found = names.split_authors(_without_role(who))
        return found if found and names.has_capitals(found[0]) else ()
    if statement := STATEMENT_OF.match(rest):
        return _statement_authors(statement["link"], statement["who"])
    if GENRE_WORD.match(rest):
        return ()
    return names.find_authors(rest)


def _without_role(who: str) -> str:
    """Return a byline without what follows a name: ``in Geneva``, ``| Agency``, ``for the Daily``."""
    who = re.split(r"\s+[|·•/–—]\s+|\s+(?:in|for|at|from|with)\s+(?=[A-Z])", who)[0]
    return who.strip(" ,")


def _statement_authors(link: str, who: str) -> tuple[str, ...]:
    """Return the authors of ``Statement of WHO``, the topic cut off; none where WHO names no one."""
    who = _without_topic(who.rstrip(" ,").removesuffix(" and").rstrip(" ,"))
    found = names.split_authors(who)
    sure = [name for name in found if names.is_person(name) or names.is_organisation(name)]
    if found and (len(sure) == len(found) or (link.lower() == "by" and sure)):
        return found
    is_named = link.lower().endswith("by") and names.has_capitals(who) and len(who.split()) <= 8
    return found if is_named else ()


def _without_topic(who: str) -> str:
    """Return ``WHO on TOPIC`` without the topic; a ``Committee to Protect ...`` or ``Party for ...`` stays whole."""
    for match in _TOPIC.finditer(who):
        left = who[: match.start()]
        bare = re.sub(r"^the\s+", "", left, flags=re.IGNORECASE)
        is_for = match.group().strip().lower() == "for"
        if len(bare.split()) > 1 and (not is_for or names.is_person(bare)):
            return left
        if len(bare.split()) == 1 and not names.is_organisation(bare):
            return left
    return who


def authors_of_title(title: str) -> tuple[str, ...]:
    """Return who issued the text where the title says so: ``Statement by the Party Council on ...``."""
    match = STATEMENT_OF.match(title) if len(title) <= _LONGEST_TITLE else None
    return _statement_authors(match["link"], match["who"]) if match else ()
