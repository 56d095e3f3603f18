"""Whatever a file holds, it is read in time, within bounds, nothing lost, and nothing in it steers a terminal."""

import os
import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import reading
from tests.hostile.making import Made, corpus, drawn_bytes, make, name_of, write
from tests.hostile.reading import LEAST_GROWTH, LEAST_SECONDS, Outcome, examine_folder, faults_of
from tests.hostile.texts import FAMILIES
from tests.samples import read_text
from tui.documents import reading as product
from tui.documents.model import Document
from tui.library import MAX_DEPTH, Source, find_sources, load_library

_SAMPLE = 80
_BOMB = 1500


def _told(outcomes: list[Outcome], which: dict[Path, Made]) -> list[str]:
    made = {os.fsencode(path): file for path, file in which.items()}
    return [
        f"{made[each.path].family}: {each.faults} {made[each.path].data[:80]!r}" for each in outcomes if each.faults
    ]


def test_generated_files_of_every_family_are_read_within_time_and_memory_and_nothing_is_lost(tmp_path: Path) -> None:
    which = write(tmp_path / "files", list(make(7, _SAMPLE, megabytes=1)), 7)

    # The seconds are for the benchmark to measure; a busy machine must not fail this.
    outcomes = examine_folder(tmp_path / "files", slack=5)

    assert {each.path for each in outcomes} == {os.fsencode(path) for path in which}
    assert _told(outcomes, which) == []
    assert sum(each.is_text for each in outcomes) > 0.8 * _SAMPLE, "most are texts, and were looked at"


def test_every_piece_of_the_corpus_is_read_and_nothing_is_lost() -> None:
    for made in corpus(_BOMB):
        assert _faults(made.data) == [], made.data[:80]


@given(drawn_bytes)
def test_what_hypothesis_puts_together_is_read_and_nothing_is_lost(data: bytes) -> None:
    assert _faults(data) == []


@given(st.sampled_from(sorted(FAMILIES)), st.integers(0, 1 << 32))
def test_any_file_of_any_family_is_read_and_nothing_is_lost(family: str, seed: int) -> None:
    data = FAMILIES[family][1](Random(seed))[:10_000]

    assert _faults(data) == []


def test_files_of_hostile_names_in_deep_folders_are_all_found_under_ids_of_their_own(tmp_path: Path) -> None:
    random, names = Random(3), []
    for number in range(150):
        folder = os.path.join(os.fsencode(tmp_path), *(b"d%d" % level for level in range(number % (MAX_DEPTH + 1))))
        os.makedirs(folder, exist_ok=True)
        names.append(os.path.join(folder, name_of(random, number)[:250] + b".txt"))
        Path(os.fsdecode(names[-1])).write_bytes(b"Some words.")

    documents = load_library([tmp_path]).documents

    assert sorted(os.fsencode(document.path) for document in documents) == sorted(names)
    assert len({document.id for document in documents}) == len(names)
    assert [fault for document in documents for fault in faults_of(document, b"Some words.")] == []


def test_folders_deeper_than_the_limit_are_cut_off_and_harm_nobody(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * (MAX_DEPTH + 40))
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text("Too deep.")
    (tmp_path / "high.txt").write_text("High up.")

    assert [source.id for source in find_sources([tmp_path])] == ["high"]


def test_the_same_seed_gives_the_same_files() -> None:
    assert list(make(5, 40)) == list(make(5, 40)) != list(make(6, 40))


_TEXT = b"Before \x1b[31m after. And more of it."


def _faults(data: bytes) -> list[str]:
    return list(faults_of(read_text(data), data))


def _raise(*_: object) -> None:
    raise ValueError("a fault")


def test_the_measure_sees_a_crash_that_became_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "load_content", _raise)

    assert any("a fault" in fault for fault in _faults(_TEXT))


def test_the_measure_sees_what_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _faults(_TEXT) == []

    monkeypatch.setattr(reading, "visible", lambda text: text)

    assert any("is shown as" in fault for fault in _faults(_TEXT))


def test_the_measure_sees_a_lost_word_and_an_unsound_document() -> None:
    document = read_text(_TEXT)

    assert any("lost" in fault for fault in faults_of(document, _TEXT + b" More."))
    assert any("not sound" in fault for fault in faults_of(replace(document, text="x"), _TEXT))


def test_the_measure_sees_a_hang_and_a_flood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Some words.")
    monkeypatch.setattr(Source, "read", _wastes)

    outcome = reading.read(Source("a", path), 11)

    assert [fault.split()[0] for fault in outcome.faults[:2]] == ["took", "took"]


def _wastes(source: Source) -> Document:
    end = time.process_time() + 1.1 * LEAST_SECONDS
    kept = [b"\x01" * LEAST_GROWTH for _ in range(30)]
    while time.process_time() < end:
        pass
    return product.read_document(source.path, str(len(kept)))
