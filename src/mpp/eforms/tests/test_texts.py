import inspect
import re

import pytest

from mpp.eforms import widgets
from mpp.eforms.form import Fault
from mpp.eforms.texts import TEXTS, sentence

#: Found by whoever takes the file itself; the widget sees its reference only.
OF_FILES = {
    *(
        "file-empty",
        "file-too-large",
        "file-unknown",
        "file-damaged",
        "file-locked",
        "file-active",
        "file-carries-files",
    ),
    *("file-two-kinds", "file-too-many-pages", "file-too-many-pixels", "file-too-complex", "file-infected"),
    *("file-no-room", "file-no-room-here", "file-unfinished", "file-gone"),
}


def test_every_fault_a_widget_can_find_has_words():
    found = set(re.findall(r'Fault\("([a-z-]+)"', inspect.getsource(widgets))) | set(widgets._NOTHING_GIVEN.values())
    assert found | {"blank"} | OF_FILES == set(TEXTS)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("too-long", {"max": 200}), "Terlalu panjang. Paling banyak 200 karakter"),
        (Fault("closes-before-opens", {"day": "wed"}), "Rabu: jam tutup harus sesudah jam buka"),
    ],
)
def test_a_sentence_names_its_parameters(fault, said):
    assert sentence(fault) == said
