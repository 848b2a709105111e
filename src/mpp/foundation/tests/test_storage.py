"""Files are there whole or not at all."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from mpp.foundation.storage import WholeFileStorage


class PowerCut(Exception):
    """What ends the process in the middle of a file."""


class CutOff(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"the first half"
        raise PowerCut


def read(store, name):
    with store.open(name) as opened:
        return opened.read()


@pytest.fixture
def store(tmp_path):
    return WholeFileStorage(location=tmp_path)


def test_the_product_keeps_its_files_so():
    assert isinstance(storages["default"], WholeFileStorage)


def test_a_file_that_was_cut_off_while_written_is_not_there_and_can_be_written_again(store):
    with pytest.raises(PowerCut):
        store.save("a/b/letter", CutOff(b"the first half, the second half"))
    assert store.listdir("a/b") == ([], [])
    assert store.save("a/b/letter", ContentFile(b"the first half, the second half")) == "a/b/letter"
    assert read(store, "a/b/letter") == b"the first half, the second half"


def test_a_file_cut_off_the_second_time_leaves_the_first_as_it_was(store):
    store.save("letter", ContentFile(b"whole"))
    with pytest.raises(PowerCut):
        store.save("letter", CutOff(b""))
    assert read(store, "letter") == b"whole"


def test_a_file_that_comes_again_takes_the_place_of_the_first(store, tmp_path):
    for content in (b"one", b"two"):
        assert store.save("a/letter", ContentFile(content)) == "a/letter"
    assert read(store, "a/letter") == b"two"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["letter"]
