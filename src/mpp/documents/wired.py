"""What is given to documents from outside: settings name the functions that know (config/wiring.py)."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.documents.ports import SignatureReader, Signer, SignerUnavailable
from mpp.foundation.errors import Unavailable


def signer() -> Signer:
    """Return the signer of this installation, one for a process. Refuses: SignerUnavailable"""
    try:
        return cast(Callable[[], Signer], _named(settings.DOCUMENTS_SIGNER))()
    except SignerUnavailable:
        raise
    except Unavailable as error:
        raise SignerUnavailable(**error.facts) from error


def signature_reader() -> SignatureReader:
    """Return what reads the signatures of uploaded files, one for a process."""
    return cast(Callable[[], SignatureReader], _named(settings.DOCUMENTS_SIGNATURE_READER))()


def _named(given: object) -> object:
    return import_string(given) if isinstance(given, str) else given
