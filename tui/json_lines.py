"""JSON on one line in which nothing steers a terminal."""

import json
import re
from collections.abc import Mapping
from typing import Any

_STEERING = re.compile(
    "[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def to_json(value: Mapping[str, Any], is_ascii: bool = False) -> str:
    """Return an object as one line of JSON (RFC 8259).

    Args:
        value: The object.
        is_ascii: Whether everything beyond ASCII is escaped, for a terminal that cannot show it.

    Controls, marks of direction, line separators and lone surrogates are escaped: they come back as they were, but
    neither break the line nor reach a terminal that shows it.
    """
    text = json.dumps(value, ensure_ascii=is_ascii)
    return _STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text)
