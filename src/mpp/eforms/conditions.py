"""Conditions of a definition: one CEL expression each, compiled once, the same text on the server and in the browser.

A condition sees four names: `answers` (what the citizen typed, every field of the form present), `facts` (what the
registries know), `variant` (the chosen variant) and `service` (what is fixed for the service). It answers yes or no.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import cel

#: Longer or deeper than this is a programme, not a condition; it also bounds the work of the compiler.
MAX_LENGTH = 300
MAX_DEPTH = 6

NAMES = frozenset({"answers", "facts", "variant", "service"})

#: Comparing and looking up only: no regular expressions, no loops, no arithmetic.
FUNCTIONS = frozenset({"!_", "@in", "_!=_", "_&&_", "_<=_", "_<_", "_==_", "_>=_", "_>_", "_[_]", "_||_", "size"})


#: Answers kept by a condition, and walks by a form; most only ever see a handful of situations.
MOST_KEPT = 500


class BadCondition(ValueError):
    """A text that is no acceptable condition; the message says why."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition; two are equal when their texts are.

    reads: name -> the entries it asks for below the name, None where it looks at the whole
    """

    source: str
    reads: Mapping[str, frozenset[str] | None] = field(repr=False, compare=False)
    _program: cel.Program = field(repr=False, compare=False)
    _kept: dict[str, bool] = field(repr=False, compare=False, default_factory=dict)

    def holds(self, context: Mapping[str, object]) -> bool:
        """Return the answer for `context`. Raises BadCondition where it cannot be worked out or is no yes or no."""
        # Handing a value over to CEL costs ten times what comparing it does, so it gets what it asks for, once.
        asked = [part_of(context[name], entries) for name, entries in self.reads.items() if name in context]
        situation = repr(asked)
        answer = self._kept.get(situation)
        if answer is None:
            answer = self._worked_out(dict(zip((name for name in self.reads if name in context), asked, strict=True)))
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[situation] = answer
        return answer

    def _worked_out(self, asked: Mapping[str, object]) -> bool:
        try:
            answer = self._program.execute(dict(asked))
        except (KeyError, TypeError, RuntimeError, ValueError) as error:
            raise BadCondition(f"{self.source!r} cannot be worked out: {error}") from error
        if not isinstance(answer, bool):
            raise BadCondition(f"{self.source!r} answers {answer!r}, not yes or no")
        return answer


def compiled(source: str) -> Condition:
    """Compile `source`. Raises BadCondition when it is too long, too deep, no CEL, or asks for more than it may."""
    if len(source) > MAX_LENGTH:
        raise BadCondition(f"a condition has at most {MAX_LENGTH} characters, this one {len(source)}")
    if _depth(source) > MAX_DEPTH:
        raise BadCondition(f"brackets nest at most {MAX_DEPTH} deep")
    try:
        program = cel.compile(source)
    except ValueError as error:
        raise BadCondition(f"{source!r} is no CEL expression: {error}") from error
    asked = program.references()
    if unknown := set(asked["variables"]) - NAMES:
        raise BadCondition(f"{source!r} asks for {sorted(unknown)}; known are {sorted(NAMES)}")
    if forbidden := set(asked["functions"]) - FUNCTIONS:
        raise BadCondition(f"{source!r} uses {sorted(forbidden)}, which a condition may not")
    return Condition(source, {name: _entries(source, name) for name in asked["variables"]}, program)


def _entries(source: str, name: str) -> frozenset[str] | None:
    """Return the entries of `name` that a condition asks for; None where the name ever stands without a dot."""
    entries = re.findall(rf"\b{name}\.([A-Za-z_]\w*)", source)
    return frozenset(entries) if len(entries) == len(re.findall(rf"\b{name}\b", source)) else None


def reads_of(conditions: Iterable[Condition]) -> dict[str, frozenset[str] | None]:
    """Return what several conditions ask for together, as `Condition.reads` says it of one."""
    reads: dict[str, frozenset[str] | None] = {}
    for condition in conditions:
        for name, entries in condition.reads.items():
            before = reads.get(name, frozenset())
            reads[name] = None if before is None or entries is None else before | entries
    return reads


def part_of(value: object, entries: frozenset[str] | None) -> object:
    """Return of a value what is asked for: these entries of it, or with None the whole."""
    # Asking for a Mapping, not a dict, would cost more than the rest; any other kind goes over as a whole.
    if entries is None or not isinstance(value, dict):
        return value
    return {entry: value[entry] for entry in entries if entry in value}


def _depth(source: str) -> int:
    """Return how deep brackets nest, counting those inside strings too: a generous upper bound is enough."""
    deepest = depth = 0
    for character in source:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest
