from pathlib import Path

from mpp.config.rate_limits import RULES, rate_limits, reference_page

PAGE = Path(__file__).parents[4] / "docs/reference/rate-limits.md"


def test_the_reference_page_shows_the_rules_in_force():
    assert PAGE.read_text(encoding="utf-8") == reference_page()


def test_an_installation_may_allow_more():
    assert rate_limits(3)["sign-in"].burst == 3 * RULES["sign-in"].burst
