"""What this package holds about a person: the documents that she has given, with what rests on them."""

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _

from mpp.foundation.actor import Actor
from mpp.foundation.own_data import Ground, Group, Part
from mpp.ui.formats import short_moment
from mpp.uploads.queries import UploadView, content, own_uploads, stored
from mpp.uploads.rules import State
from mpp.uploads.words import STATES, kind_and_size

#: Where the holder sees and removes them.
OWN_PAGE = "/akun/dokumen"


def grounds(actor: Actor, now: datetime) -> tuple[Ground, ...]:
    """Return one ground for each document: it was given for an application."""
    return tuple(
        Ground(
            basis="public_task",
            what=_name(found),
            source=_("Anda sendiri"),
            purpose=_("memeriksa dan memutuskan permohonan"),
            since=found.created_at,
            href=OWN_PAGE,
        )
        for found in own_uploads(actor=actor)
    )


def part(actor: Actor, now: datetime) -> Part:
    """Return every document with its bytes, as they are kept."""
    found = own_uploads(actor=actor)
    return Part(
        key="documents_given",
        title=_("Dokumen yang Anda kirim"),
        groups=tuple(_group(each) for each in found),
        data=[asdict(each) for each in found],
        files=tuple(
            (f"{each.id}.{each.kind}", content(stored(each.id, actor=actor)))
            for each in found
            if each.state is State.CLEAN
        ),
    )


def _group(found: UploadView) -> Group:
    return Group(
        _name(found),
        (
            (_("Berkas"), kind_and_size(found)),
            (_("Dikirim"), short_moment(found.created_at)),
            (_("Keadaan"), str(STATES[found.state])),
        ),
    )


def _name(found: UploadView) -> str:
    return found.name or kind_and_size(found)
