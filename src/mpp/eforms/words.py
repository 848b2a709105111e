"""Words of a definition in both languages: what a definition file says to people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages; neither is empty (the parser refuses it)."""

    id: str
    en: str

    def of(self, lang: str) -> str:
        """Return the English text for `en`, the Indonesian one for every other language code."""
        return self.en if lang == "en" else self.id
