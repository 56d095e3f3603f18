"""What checking quotations is measured on: real sentences, the same with one word changed, and invented ones.

The invented ones are of three kinds. Some were written for this, in the register of the speeches. Some are
sentences of the speeches whose telling words were exchanged for others of the same ending and like frequency. Some
are chained of their triples of words, so that each three neighbours stand in a speech, but no six do.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.known_items import passages_of
from tui.documents.model import Document
from tui.text import fold_key

SEED = 2026
"""Which sentences are drawn, which words are changed and which sentences are invented."""
FEWEST, MOST = 5, 80
"""Words of the shortest and of the longest sentence drawn."""
FEWEST_CHAINED, MOST_CHAINED = 10, 40
"""Words of a chained sentence."""
LONGEST_RUN = 5
"""Neighbouring words that a chained sentence may share with a speech."""
COMMON = 300
"""Commonest words, which stay where sentences get other words."""
LIKE = 100
"""Neighbours by frequency among which a word is chosen for another."""

_WORD = re.compile(r"[^\W\d_]+")
_WHOLE_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDING = re.compile(r"(?:ing|ed|ly|tion|ment|ity|ous|s|)$")
_ENDS = ".?!"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence that stands in a document."""

    document: Document
    """The document."""
    number: int | None
    """The ordinal of its paragraph."""
    text: str
    """The sentence, to the character."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence in which a word was exchanged."""

    drawn: Drawn
    """The sentence before."""
    text: str
    """The sentence after."""
    old: str
    """The word that stood there."""
    new: str
    """The word that stands there now."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is checked."""

    real: list[Drawn]
    """Sentences of the speeches."""
    changed: list[Changed]
    """The same with one word changed."""
    invented: dict[str, list[str]]
    """Sentences that stand nowhere, by their kind."""

    def reduced(self, wanted: int) -> "Material":
        """Return so many sentences of each, the invented ones of all kinds in equal numbers."""
        kinds = list(self.invented)
        numbers = {kind: wanted // len(kinds) + (place < wanted % len(kinds)) for place, kind in enumerate(kinds)}
        invented = {kind: self.invented[kind][:number] for kind, number in numbers.items()}
        return Material(self.real[:wanted], self.changed[:wanted], invented)


def material_of(documents: Sequence[Document], wanted: int) -> Material:
    """Return so many sentences of each: drawn, changed, invented; always the same ones."""
    drawn = draw_sentences(documents, wanted)
    return Material(drawn, change_words(drawn, documents), invent_sentences(documents, wanted))


def draw_sentences(documents: Sequence[Document], wanted: int) -> list[Drawn]:
    """Draw different sentences of paragraphs and list items, each as likely as any other."""
    drawn = {text: Drawn(document, number, text) for document, number, text in _sentences_of(documents)}
    return random.Random(SEED).sample(list(drawn.values()), wanted)


def change_words(drawn: Sequence[Drawn], documents: Sequence[Document]) -> list[Changed]:
    """Return the sentences with one word each, anywhere in them, exchanged for another word of the speeches.

    What then stands in another speech is changed once more.
    """
    words = sorted(counts_of(documents))
    whole = "\n".join(fold_key(document.text) for document in documents)
    draw = random.Random(SEED)
    return [_changed(sentence, words, whole, draw) for sentence in drawn]


def invent_sentences(documents: Sequence[Document], wanted: int) -> dict[str, list[str]]:
    """Return invented sentences by their kind: a third written, if there are so many, and as many of either other."""
    written = WRITTEN.strip().splitlines()[: wanted // 3]
    dealt = (wanted - len(written)) // 2
    return {
        "written": written,
        "other words": _in_other_words(documents, dealt),
        "chained": _chained(documents, wanted - len(written) - dealt),
    }


def counts_of(documents: Sequence[Document]) -> Counter[str]:
    """Return how often each word in small letters stands in the documents."""
    return Counter(word for _, _, text in passages_of(documents) for word in _WORD.findall(text) if word.islower())


def _sentences_of(documents: Sequence[Document]) -> Iterator[tuple[Document, int, str]]:
    for document in documents:
        for block in document.blocks:
            for span in block.sentences if block.number is not None else ():
                text = block.text[span.start : span.end].strip()
                if block.number is not None and FEWEST <= len(text.split()) <= MOST:
                    yield document, block.number, text


def _changed(drawn: Drawn, words: Sequence[str], whole: str, draw: random.Random) -> Changed:
    places = list(_WHOLE_WORD.finditer(drawn.text))
    while True:
        place = draw.choice(places)
        old, new = place.group(), _written_like(draw.choice(words), place.group())
        text = f"{drawn.text[: place.start()]}{new}{drawn.text[place.end() :]}"
        if fold_key(old) != fold_key(new) and fold_key(text) not in whole:
            return Changed(drawn, text, old, new)


def _written_like(word: str, model: str) -> str:
    return word.capitalize() if model[0].isupper() else word


def _in_other_words(documents: Sequence[Document], wanted: int) -> list[str]:
    """Return sentences of the speeches whose words, but for the commonest, are others of like use."""
    draw = random.Random(SEED)
    ranked = [word for word, _ in counts_of(documents).most_common()]
    common = set(ranked[:COMMON])
    by_ending = defaultdict[str, list[str]](list)
    for word in ranked[COMMON:]:
        by_ending[_ending_of(word)].append(word)
    places = {word: place for words in by_ending.values() for place, word in enumerate(words)}

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if word.lower() in common or word.lower() not in places:
            return word
        words, place = by_ending[_ending_of(word.lower())], places[word.lower()]
        return _written_like(draw.choice(words[max(0, place - LIKE) : place + LIKE]), word)

    invented = list[str]()
    sentences = list(_sentences_of(documents))
    while len(invented) < wanted:
        text = draw.choice(sentences)[2]
        exchanged = _WORD.sub(other, text)
        pairs = zip(_WORD.findall(text), _WORD.findall(exchanged), strict=True)
        if 3 * sum(before != after for before, after in pairs) >= len(text.split()):
            invented.append(exchanged)
    return invented


def _ending_of(word: str) -> str:
    ending = _ENDING.search(word)
    return ending.group() if ending else ""


def _chained(documents: Sequence[Document], wanted: int) -> list[str]:
    """Return sentences in which each word follows the two before it as in some speech."""
    followers = defaultdict[tuple[str, str], list[str]](list)
    starts, runs = list[tuple[str, str]](), set[tuple[str, ...]]()
    for _, _, text in _sentences_of(documents):
        words = text.split()
        starts.append((words[0], words[1]))
        runs.update(_runs_of(words))
        for first, second, third in zip(words, words[1:], words[2:], strict=False):
            followers[first, second].append(third)
    draw = random.Random(SEED)
    chained = list[str]()
    while len(chained) < wanted:
        words = list(draw.choice(starts))
        while words[-1][-1] not in _ENDS and len(words) <= MOST_CHAINED and followers[words[-2], words[-1]]:
            words.append(draw.choice(followers[words[-2], words[-1]]))
        is_sentence = words[-1][-1] in _ENDS and FEWEST_CHAINED <= len(words) <= MOST_CHAINED
        if is_sentence and runs.isdisjoint(_runs_of(words)):
            chained.append(" ".join(words))
    return chained


def _runs_of(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    length = LONGEST_RUN + 1
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


WRITTEN = """
I have asked the Secretary of Agriculture to report by harvest time on the price of seed in the valley counties.
No nation was ever made poorer by the honesty of its weights and measures.
The marines who held the bridge at Dos Palmas were relieved after nineteen days without bread.
We shall build the hospital first and argue over its name afterwards.
The revenue from the sale of walrus hides has fallen below the cost of collecting it.
Tonight a nurse from Toledo sits in the gallery who worked forty nights without a day of rest.
The treaty with the Duchy of Parma expired in August and has not been missed.
Let the factories that fled our river towns hear this: the river is still here, and so are we.
It is my duty to lay before you the unhappy condition of the lighthouse keepers of the Carolinas.
The price of a vote must never again be quoted on any exchange.
Four of our consuls in the Levant have resigned because their salaries did not meet their rent.
We ask the sugar refiners for nothing more than a true invoice.
Our engineers tell me the dam at Black Fork can be raised by eleven feet without wetting a single farm.
There will be no peace in the strait until both shores fear the same storm.
The Osage delegates were heard in full and went home with less than they were promised.
I propose that each school district receive one dollar for every dollar its sheriff receives.
The duty on quinine taxes the sick for the benefit of three chemists.
When our pilots came home from Thule they brought better maps and worse news.
The commissioners sent to the Orinoco found the rapids lower and the fevers higher than had been reported.
A government that cannot count its own warehouses should not count its neighbor's missiles.
The mutiny on board the Somerset was brief, bloodless, and entirely about the biscuit.
Our grandchildren will not ask which party cleared the air but whether it was cleared.
I do not share the panic of those who see a recession behind every slow Tuesday.
The assay office at Boise received more petitions this year than gold.
We will meet the oil embargo with wool sweaters, slow engines, and quick minds.
The Republic of Salvador has paid the third installment and disputes the fourth.
Whatever else may be said of the bond conversion, it has cost the widow nothing.
The Army has closed ninety posts on the plains and opened none.
A child who cannot read the ballot will one day be governed by those who print it.
The ice has again defeated the expedition to Lady Franklin Bay.
My opponents call this program expensive, and they are right, as all foundations are expensive.
The commerce of the Great Lakes now exceeds that of the Baltic and wants only harbors.
The bank examiners of Ohio were asked to look at the ledgers and chose to look at the weather.
We have taught our satellites to see a single truck but not yet to see a single famine.
The seamen taken from the brig Abigail have been returned in good health and poor clothing.
Nothing in the agreement obliges us to defend the islands; everything in our history does.
The peach orchards of Georgia owe more to one entomologist than to five senators.
Every pension that was lawfully granted shall be paid, though every collector in the land object.
The tramways of the District are a disgrace to those who ride them and a fortune to those who do not.
The flag of the Congo association has been saluted by the Lancaster at the mouth of that river.
I intend to spend the political capital of this office on kindergartens.
Our wheat spoiled on the docks at Portland while brokers quarreled over its grade.
The Surgeon General reports that smallpox has been driven from every port but two.
If the trusts will open their books, the Government will close its lawsuits.
The raid upon the agency at Fort Apache was the work of eleven men and a rumor.
A minimum wage that has not moved in ten years has in truth been cut ten times.
The canal commissioners of Illinois have drawn the whole of their appropriation and dug the half of their canal.
Our delegation leaves for Vienna with one instruction, which is to return with inspectors.
The customs receipts at Tampico are pledged for two years to creditors in Antwerp.
Neither the Senate nor the sea has yet consented to the harbor at Brazos Santiago.
We have more lawyers in the land office than surveyors on the land.
Seven submarines have been scrapped under the treaty, and seven shipyards have learned to build ferries.
The Emperor of Morocco has sent two lions, which the Constitution forbids me to keep.
A farmer in Minot told me he had voted for rain and received a commission.
The wires that carry our power were strung when my father was a boy.
The sale of muskets to the belligerents was stopped on the day it was discovered.
It is idle to speak of equal justice while the courthouse is ninety miles from the mine.
The Bulgarian loan was refused by our bankers and by our conscience in that order.
Let us put a telescope where no cloud can reach it and a doctor where no road can.
The pearl fisheries of the Sulu Islands have been leased to the highest bidder, who is also the lowest payer.
I submit the correspondence upon the detention of Mr. Hargrove at Callao.
The tax on margarine has been collected with more zeal than sense.
Our prisons hold too many who were never taught to read the law that holds them.
The garrison of Fort Snelling was fed through the blizzard by the very settlers it was sent to protect.
There can be no surplus while a single bridge is closed for want of paint.
The Argentine arbitrator has found for us on the boundary and against us on the cost.
We must be as patient as the Arctic and as quick as its weather.
The Comptroller has discovered nine banks that existed only upon their letterheads.
The potato blight in Maine has been met with seed from Idaho and prayers from everywhere.
Those who counsel retreat from Europe have forgotten how long it took to return.
The new immigration station at Galveston will lodge four hundred persons in decency.
The steamer Wateree was carried inland by the wave and now rests among the orchards of Arica.
We cannot lecture the world on forests and sell our own by the cord.
The strike of the telegraph boys was settled in an afternoon by a gentleman who had once been one.
I have today returned without my approval the bill to move the mint to Saint Joseph.
The Korean orphans who came to us in winter coats are citizens this spring.
Every bushel rotting in a Government bin is a sermon on arithmetic.
The ranchers of the Cimarron have fenced in nine post offices and a church.
A hotline is a poor friend, but it is better than a rich misunderstanding.
Our wool growers were promised protection and were given a pamphlet.
The epidemic of influenza closed the camps before the armistice did.
The Treaty of Bogota gives us a coaling station and gives Colombia a grievance.
Half of all the calls to the hotline came from men who had never before asked for anything.
The census of the Aleutian villages was taken by dog sled and completed by guess.
My plan would let a waitress carry her health insurance from one lunch counter to the next.
The quarrel between the two railroads over the Royal Gorge has been carried on with rifles.
We do not fear the computer that thinks; we fear the office that does not.
The bounty upon beet sugar has produced one factory and eleven lobbyists.
The Cuban exiles at Tampa have been warned that our hospitality does not extend to gunpowder.
No soldier who lost a limb at Chosin should have to lose a day in line.
Between the first furrow and the first harvest lies a winter that no homestead law can shorten.
"""
"""Invented sentences, one a line."""
