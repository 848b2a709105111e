import pytest

from mpp.catalogue.files import BadFile, read_definitions


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def test_a_file_states_only_what_differs(tmp_path):
    write(tmp_path, _base="a: {x: 1, y: 2}\nlist: [1]\nkept: yes", one="extends: _base.yaml\na: {y: 3}\nlist+: [2]")
    assert read_definitions(tmp_path) == {"one.yaml": {"a": {"x": 1, "y": 3}, "list": [1, 2], "kept": True}}


def test_a_list_without_plus_replaces_the_inherited_one(tmp_path):
    write(tmp_path, _base="list: [1]", one="extends: _base.yaml\nlist: [2]")
    assert read_definitions(tmp_path)["one.yaml"] == {"list": [2]}


def test_dates_stay_text(tmp_path):
    assert read_definitions(write(tmp_path, one="since: 2025-09-09"))["one.yaml"] == {"since": "2025-09-09"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: 1\na: 2", "the key 'a' is given twice"),
        ("a: [", "one.yaml"),
        ("- a", "a definition is a mapping"),
        ("extends: _nothing.yaml", "_nothing.yaml"),
        ("extends: one.yaml", "or itself"),
        ("a: 1\na+: [2]", "appends a list"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path, text, reason):
    with pytest.raises(BadFile, match="yaml") as refusal:
        read_definitions(write(tmp_path, one=text))
    assert reason in str(refusal.value)
