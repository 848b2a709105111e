"""Read a foreign answer strictly: what is not as agreed is not believed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NoReturn

from mpp.adapters.line import Reason, unavailable


class Reader:
    """Reads fields of one source's answers; anything unexpected is `Unavailable` with the reason `wrong-shape`."""

    def __init__(self, source: str) -> None:
        self._source = source

    def refuse(self) -> NoReturn:
        """Say that the answer is not as agreed."""
        unavailable(self._source, Reason.WRONG_SHAPE)

    def mapping(self, value: Any) -> Mapping[str, Any]:
        return value if isinstance(value, dict) else self.refuse()

    def rows(self, value: Any) -> list[Mapping[str, Any]]:
        """Return a list of objects."""
        if not isinstance(value, list):
            self.refuse()
        return [self.mapping(each) for each in value]

    def text(self, row: Mapping[str, Any], name: str, *, most: int = 300, default: str | None = None) -> str:
        """Return a text of at most `most` characters; `default` where the field is missing or empty, if given."""
        value = row.get(name)
        if value in (None, "") and default is not None:
            return default
        if not isinstance(value, str) or not 0 < len(value) <= most or "\x00" in value:
            self.refuse()
        return value

    def day(self, row: Mapping[str, Any], name: str) -> date | None:
        """Return a date given as ISO text, None where there is none."""
        value = row.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.refuse()

    def one_of[T](self, words: Mapping[str, T], row: Mapping[str, Any], name: str) -> T:
        """Return what the agreed word in a field stands for."""
        value = row.get(name)
        return words[value] if isinstance(value, str) and value in words else self.refuse()

    def about(self, row: Mapping[str, Any], name: str, subject: str) -> None:
        """Refuse an answer that is about somebody or something else than was asked."""
        if row.get(name) != subject:
            unavailable(self._source, Reason.OTHER_SUBJECT)

    def each_once(self, names: Iterable[str]) -> None:
        """Refuse two answers under one name: they contradict each other, and neither can be believed."""
        told = list(names)
        if len(set(told)) != len(told):
            self.refuse()
