import re
from pathlib import Path

from mpp.config.rate_limits import RULES, rate_limits, reference_page

PRODUCT = Path(__file__).parents[2]
PAGE = PRODUCT.parents[1] / "docs/reference/rate-limits.md"


def test_the_reference_page_shows_the_rules_in_force():
    assert PAGE.read_text(encoding="utf-8") == reference_page()


def test_an_installation_may_allow_more():
    assert rate_limits(3)["sign-in"].burst == 3 * RULES["sign-in"].burst


def test_every_rule_is_in_force_somewhere_and_every_limit_has_a_rule():
    used = {
        name
        for path in PRODUCT.rglob("*.py")
        if "tests" not in path.parts
        for name in re.findall(r"\b(?:limited|spend)\(\s*\"([\w-]+)\"", path.read_text(encoding="utf-8"))
    }
    assert used == set(RULES)
