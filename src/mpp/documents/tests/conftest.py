import pytest


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    """Signed letters of a test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
