"""YAML front matter: metadata that a file states about itself."""

import re
from collections.abc import Mapping

from tui.documents.dates import find_dates, parse_date
from tui.documents.model import Metadata, PartialDate

_FENCED = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MAX_LENGTH = 20_000
_BRACKETS = re.compile(r"[\[\]{}]")
_MOST_DEPTH = 20
_TITLE = ("title", "headline", "name")
_AUTHORS = (
    "authors",
    "author",
    "by",
    "byline",
    "creator",
    "creators",
    "speaker",
    "organisation",
    "organization",
)
_PUBLISHER = (
    "publisher",
    "publication",
    "site",
    "site_name",
    "sitename",
    "outlet",
    "newspaper",
    "journal",
    "container-title",
)
_DATE = (
    "date",
    "published",
    "date_published",
    "datepublished",
    "publish_date",
    "pubdate",
    "published_at",
    "issued",
)
_FIRST = (
    "first_published", "first-published", "firstpublished", "originally_published", "original_date",
    "date_first_published", "original-date",
)  # fmt: skip
_SOURCE = (
    "source",
    "url",
    "source_url",
    "source-url",
    "link",
    "permalink",
    "canonical",
    "canonical_url",
    "original_url",
    "href",
)
_LANGUAGE = ("language", "lang", "locale")


def split_front_matter(text: str) -> tuple[str, str]:
    """Return the front matter, fences included, and the rest; the first is empty where there is none."""
    match = _FENCED.match(text[: _MAX_LENGTH + 8])
    if match is None or not re.search(r"^[\w-]+\s*:", match[1] or "", re.MULTILINE):
        return "", text
    return text[: match.end()], text[match.end() :]


def read_front_matter(front: str) -> Metadata:
    """Return what the front matter says; nothing where it is no valid YAML mapping.

    Every scalar is taken as the text it is written as (PyYAML's base loader), so no date is
    completed, no number rounded and no object made.
    """
    match = _FENCED.match(front)
    if match is None:
        return Metadata()
    try:
        fields = None if _is_deep(match[1]) else _load(match[1])
    except Exception:
        # PyYAML raises many kinds of errors on escapes and numbers it cannot take; the text is still there to read.
        return Metadata()
    if not isinstance(fields, Mapping):
        return Metadata()
    return _metadata_of({str(name).strip().lower().replace(" ", "_"): value for name, value in fields.items()})


def _load(text: str) -> object:
    """Return what YAML says, every scalar as it is written.

    Raises:
        YAMLError: It is no YAML, or has anchors: these can be repeated without bound ("billion laughs").
    """
    import yaml

    class Loader(yaml.BaseLoader):
        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if getattr(self.peek_event(), "anchor", None):  # type: ignore[no-untyped-call]
                raise yaml.YAMLError("an anchor")
            return super().compose_node(parent, index)

    return yaml.load(text, Loader=Loader)


def _is_deep(text: str) -> bool:
    """Tell whether brackets are nested deeper than metadata ever is: PyYAML needs the square of the depth."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest > _MOST_DEPTH


def _metadata_of(fields: Mapping[str, object]) -> Metadata:
    language = _first_text(fields, _LANGUAGE)
    source = _first_text(fields, _SOURCE)
    publisher = _first_text(fields, _PUBLISHER)
    if source and not re.match(r"(?:https?|ftp)://|www\.", source):
        publisher, source = publisher or source, _address(fields)
    return Metadata(
        title=_first_text(fields, _TITLE),
        authors=_authors(fields),
        publisher=publisher,
        date=_date(fields, _DATE),
        first_published=_date(fields, _FIRST),
        source=source,
        language=language[:2].lower() if language and re.match(r"[A-Za-z]{2}(?:[-_]|$)", language) else None,
    )


def _address(fields: Mapping[str, object]) -> str | None:
    texts = (_first_text(fields, (name,)) for name in _SOURCE)
    return next((text for text in texts if text and re.match(r"(?:https?|ftp)://|www\.", text)), None)


def _first_text(fields: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = fields.get(key)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("title") or value.get("url")
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            return re.sub(r"\s+", " ", value).strip().removeprefix("<").removesuffix(">")
    return None


def _authors(fields: Mapping[str, object]) -> tuple[str, ...]:
    """Return the authors: a list as it is, a single text split only where it lists names."""
    from tui.documents.names import split_authors

    for key in _AUTHORS:
        value = fields.get(key)
        if isinstance(value, list):
            found = [_author_name(item) for item in value]
            return tuple(name for name in found if name)
        if isinstance(value, Mapping):
            name = _author_name(value)
            return (name,) if name else ()
        if isinstance(value, str) and value.strip():
            return split_authors(re.sub(r"^[Bb]y\s+", "", value.strip()))
    return ()


def _author_name(item: object) -> str | None:
    if isinstance(item, Mapping):
        parts = [item[key] for key in ("given", "first", "family", "last") if isinstance(item.get(key), str)]
        item = item.get("name") or item.get("literal") or " ".join(parts)
    if isinstance(item, str) and item.strip():
        return re.sub(r"\s+", " ", item).strip()
    return None


def _date(fields: Mapping[str, object], keys: tuple[str, ...]) -> PartialDate | None:
    text = _first_text(fields, keys)
    if text is None:
        return None
    whole = parse_date(text)
    found = find_dates(text)
    return whole or (found[0][2] if len(found) == 1 else None)
