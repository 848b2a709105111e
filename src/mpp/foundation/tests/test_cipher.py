import base64
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.foundation import cipher

KEY_ONE = base64.b64encode(b"1" * 32).decode()
KEY_TWO = base64.b64encode(b"2" * 32).decode()
INDEX_KEY = base64.b64encode(b"i" * 32).decode()
ROW = UUID("0199a000-0000-7000-8000-000000000001")
PLACE = {"table": "identity_person", "field": "nik_sealed", "row": ROW, "region": 0}


@pytest.fixture(autouse=True)
def keys(settings):
    settings.DATA_KEYS = f"1:{KEY_ONE}"
    settings.INDEX_KEY = INDEX_KEY


@given(st.binary(max_size=4000), st.integers(0, 40_000), st.text(max_size=40), st.text(max_size=40), st.uuids())
def test_what_is_sealed_opens_again_at_its_place(value, region, table, field, row):
    place = {"region": region, "table": table, "field": field, "row": row}
    assert cipher.open_sealed(cipher.seal(value, **place), **place) == value


@pytest.mark.parametrize(
    "other",
    [{"table": "identity_personn"}, {"field": "name"}, {"row": UUID(int=1)}, {"region": 1},
     {"table": "identity_perso", "field": "nnik_sealed"}],
)  # fmt: skip
def test_a_value_carried_to_another_place_does_not_open(other):
    sealed = cipher.seal(b"3171010101900001", **PLACE)
    with pytest.raises(cipher.BrokenSeal):
        cipher.open_sealed(sealed, **PLACE | other)


@given(st.data())
def test_any_changed_byte_is_noticed(data):
    sealed = bytearray(cipher.seal(b"made up", **PLACE))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises((cipher.BrokenSeal, cipher.UnknownKey)):
        cipher.open_sealed(bytes(sealed), **PLACE)


def test_a_cut_value_is_told_apart_from_a_wrong_key():
    with pytest.raises(cipher.BrokenSeal, match="too few"):
        cipher.open_sealed(b"\x01short", **PLACE)


def test_a_new_key_in_front_seals_and_the_old_one_still_opens(settings):
    before = cipher.seal(b"value", **PLACE)
    settings.DATA_KEYS = f"2:{KEY_TWO}, 1:{KEY_ONE}"
    after = cipher.seal(b"value", **PLACE)
    assert (before[0], after[0]) == (1, 2)
    assert cipher.open_sealed(before, **PLACE) == cipher.open_sealed(after, **PLACE) == b"value"


def test_a_key_that_was_taken_out_is_named_by_its_number(settings):
    sealed = cipher.seal(b"value", **PLACE)
    settings.DATA_KEYS = f"2:{KEY_TWO}"
    with pytest.raises(cipher.UnknownKey, match="data key 1"):
        cipher.open_sealed(sealed, **PLACE)


def test_equal_values_look_different_sealed_and_equal_in_the_index():
    assert cipher.seal(b"value", **PLACE) != cipher.seal(b"value", **PLACE)
    assert cipher.blind_index("3171010101900001") == cipher.blind_index("3171010101900001")
    assert cipher.blind_index("3171010101900001") != cipher.blind_index("3171010101900001", kind="family-card")


def test_the_index_has_a_key_of_its_own(settings):
    before = cipher.blind_index("3171010101900001")
    settings.DATA_KEYS = f"2:{KEY_TWO}"
    assert cipher.blind_index("3171010101900001") == before
    settings.INDEX_KEY = KEY_ONE
    assert cipher.blind_index("3171010101900001") != before


def test_json_goes_in_and_out():
    value = {"birth_date": "1990-01-31", "email": "siti@contoh.example", "list": [1, None]}
    assert cipher.open_json(cipher.seal_json(value, **PLACE), **PLACE) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "no data key"), ("1", "bytes instead of 32"), ("x:AAAA", "number:base64"), ("0:AAAA", "1 to 255"),
     ("1:!!!", "not base64"), ("1:AAAA", "3 bytes instead of 32"), (f"1:{KEY_ONE} 1:{KEY_TWO}", "twice")],
)  # fmt: skip
def test_an_unreadable_keyring_says_what_is_wrong_and_never_the_key(settings, text, reason):
    settings.DATA_KEYS = text
    with pytest.raises(cipher.BadKeyring, match=reason) as refused:
        cipher.seal(b"value", **PLACE)
    assert KEY_ONE not in str(refused.value)


def test_an_unreadable_index_key_is_refused_too(settings):
    settings.INDEX_KEY = "AAAA"
    with pytest.raises(cipher.BadKeyring, match="index key"):
        cipher.blind_index("3171010101900001")
