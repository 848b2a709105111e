"""Settings say what is wrong with them, all at once, before anything starts."""

from pathlib import Path

import pytest

from mpp.config.environment import SETTINGS, BadSettings, django_database, environment, settings_page

CHECKOUT = Path(__file__).resolve().parents[4]
DEMO = {"MPP_DEMO": "yes"}


def problems(given):
    with pytest.raises(BadSettings) as refused:
        environment(given)
    return refused.value.problems


def test_a_demonstration_needs_nothing_else():
    shown = environment(DEMO)
    assert shown.public_url == "http://localhost:8000"
    assert shown.ikd_issuer == "http://127.0.0.1:8100/ikd"


def test_simulated_agencies_move_together():
    assert environment(DEMO | {"MPP_SANDBOX_URL": "http://127.0.0.1:9100/"}).tsa_url == "http://127.0.0.1:9100/tsa"


def test_the_address_of_a_demonstration_follows_its_port():
    assert environment(DEMO | {"MPP_LISTEN": "127.0.0.1:8765"}).public_url == "http://localhost:8765"


def test_without_a_demonstration_every_missing_setting_is_named_at_once():
    required = {row.name for row in SETTINGS.values() if row.default is None}
    assert {problem.split()[0] for problem in problems({})} == required


def test_an_unknown_setting_is_refused_and_the_likely_one_suggested():
    assert problems(DEMO | {"MPP_SECRET_KEYS": "x"}) == [
        "MPP_SECRET_KEYS is no setting of MPP Digital; is MPP_SECRET_KEY meant?"
    ]


def test_an_empty_value_counts_as_not_set():
    assert environment(DEMO | {"MPP_LISTEN": ""}).listen == ("127.0.0.1", 8000)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("MPP_DATA_KEYS", "1:short", "must be 32 bytes in base64"),
        ("MPP_DATA_KEYS", f"one:{'A' * 43}=", "must be a whole number"),
        ("MPP_INDEX_KEY", "not base64!", "must be 32 bytes in base64"),
        ("MPP_SECRET_KEY", "short", "must have at least 32 characters"),
        ("MPP_LISTEN", "8000", "must be host:port"),
        ("MPP_PUBLIC_URL", "localhost", "must be an address such as https://host.example"),
        ("MPP_SMTP_URL", "http://mail", "must be an address such as smtp://host.example"),
        ("MPP_DATABASE_POOL", "-1", "must be a whole number"),
        ("DATABASE_URL", "postgresql://mpp_app@host", "must name a database"),
        ("DATABASE_URL", "mysql:host", "is no PostgreSQL address"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_with_the_reason(name, text, why):
    (problem,) = problems(DEMO | {name: text})
    assert problem.startswith(f"{name} {why}")


def test_keys_that_everybody_knows_are_for_this_machine_only():
    (problem,) = problems(DEMO | {"MPP_PUBLIC_URL": "https://mpp.example"})
    assert "for this machine only" in problem


def test_options_of_a_database_address_reach_the_driver():
    made = django_database("postgresql://a:b@h:5433/d?sslmode=require", pool=3)
    assert (made["NAME"], made["USER"], made["PORT"]) == ("d", "a", "5433")
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["pool"]["max_size"] == 3


def test_the_page_about_settings_is_the_table():
    assert (CHECKOUT / "docs/reference/settings.md").read_text() == settings_page()
