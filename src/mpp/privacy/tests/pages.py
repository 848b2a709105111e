"""What tests read of a page."""

from lxml import html


def text(answer) -> str:
    """The words of the page, without its frame."""
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())
