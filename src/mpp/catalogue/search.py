"""Find services by everyday words, typing errors and English included.

In process and in memory: some forty services with a few dozen phrases each. A word counts the more, the fewer services
it names ("suster" says more than "izin"); a word nearly right counts nearly as much.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from mpp.catalogue.definition import ServiceDefinition

#: Words of asking, not of what is asked for.
_FILLERS = frozenset(
    word
    for line in (
        "ada agar aku anda apa apakah atau bagaimana bagi bikin bisa buat cara dalam dan dari dengan di dimana gimana",
        "ingin ini itu jadi kalau kami ke kita layanan mana mau membuat mendaftar mengajukan mengurus minta mohon oleh",
        "online pada pengajuan perlu punya saya sebagai syarat untuk urus yang",
        "a an and apply application can do for from get how i in is my need of on or service the to want where with",
    )
    for word in line.split()
)

#: Spellings that live beside the official one.
_SPELLINGS: Mapping[str, str] = {
    "praktek": "praktik",
    "ijin": "izin",
    "akte": "akta",
    "license": "licence",
    "anesthesia": "anaesthesia",
    "pediatrician": "paediatrician",
    "apotik": "apotek",
    "dr": "dokter",
    "drg": "dokter gigi",
    "ektp": "ktp",
}

#: Words shorter than this are codes (KK, KTP, SIP): they match exactly or not at all.
_FUZZY_FROM = 4
#: Similarity of two words, 0-100, from which one is taken for the other.
_ALIKE = 78
#: A word inside another ("hilang" in "kehilangan") is nearly that word.
_INSIDE = 0.85
#: How much a whole phrase that reads like the query adds to the words found one by one.
_PHRASE = 0.5
#: Less than this share of the query found is no answer; less than this share of the best answer is noise.
_LEAST = 0.45
_BESIDE_BEST = 0.6


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as it is looked for: its names and everyday words in both languages."""

    slug: str
    phrases: tuple[str, ...]

    @classmethod
    def of(cls, definition: ServiceDefinition) -> "Entry":
        """Return how people look for the service of `definition`."""
        names = (definition.names, definition.short)
        return cls(definition.slug, (*(name.id for name in names), *(name.en for name in names), *definition.words))


class Index:
    """An index over entries; build it once, ask it often. Entries that answer equally well keep their order."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._phrases = {entry.slug: tuple({" ".join(_words(phrase)) for phrase in entry.phrases}) for entry in entries}
        self._slugs_of: dict[str, set[str]] = defaultdict(set)
        for slug, phrases in self._phrases.items():
            for phrase in phrases:
                for word in phrase.split():
                    self._slugs_of[word].add(slug)
        self._vocabulary = list(self._slugs_of)

    def find(self, query: str, limit: int = 10) -> tuple[str, ...]:
        """Return the slugs that answer `query`, best first; empty when nothing does."""
        words = _words(query[:200])
        if not words:
            return ()
        scores = dict.fromkeys(self._phrases, 0.0)
        for word in words:
            for slug, likeness in self._slugs_like(word).items():
                scores[slug] += likeness
        whole = sum(self._weight(word) for word in words)
        text = " ".join(words)
        for slug, phrases in self._phrases.items():
            closest = max(fuzz.ratio(text, phrase) for phrase in phrases) / 100
            scores[slug] = scores[slug] / whole + (_PHRASE * closest if scores[slug] else 0)
        best = max(scores.values())
        ranked = sorted(scores, key=scores.__getitem__, reverse=True)
        return tuple(slug for slug in ranked[:limit] if scores[slug] >= max(_LEAST, _BESIDE_BEST * best))

    def _slugs_like(self, word: str) -> dict[str, float]:
        """Return how much `word` speaks for each service it may mean."""
        found: dict[str, float] = {}
        for known, likeness in self._known_like(word):
            for slug in self._slugs_of[known]:
                found[slug] = max(found.get(slug, 0.0), likeness * self._weight(known))
        return found

    def _known_like(self, word: str) -> list[tuple[str, float]]:
        if word in self._slugs_of:
            return [(word, 1.0)]
        if len(word) < _FUZZY_FROM:
            return []
        alike = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=5)
        found = {known: score / 100 for known, score, _ in alike if len(known) >= _FUZZY_FROM}
        for known in self._vocabulary:
            if len(known) >= _FUZZY_FROM and (known in word or word in known):
                found[known] = max(found.get(known, 0.0), _INSIDE)
        return list(found.items())

    def _weight(self, word: str) -> float:
        """Return how telling `word` is: much when few services bear it; a word nobody knows is half as telling."""
        bearers = len(self._slugs_of.get(word, ()))
        rarest = math.log(1 + len(self._phrases))
        return math.log(1 + len(self._phrases) / bearers) if bearers else rarest / 2


def _words(text: str) -> list[str]:
    """Return the telling words of `text`: lower case, without accents, in the official spelling."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", plain)
    spelled = " ".join(_SPELLINGS.get(word, word) for word in words).split()
    return [word for word in spelled if word not in _FILLERS]
