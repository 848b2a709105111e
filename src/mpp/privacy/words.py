"""What pages call looks and their purposes; stored are the codes only."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.foundation.looks import HANDLING, Opened

OPENED: dict[Opened, Promise] = {
    Opened.CASE: _("Membuka permohonan Anda"),
    Opened.FILE: _("Mengunduh berkas yang Anda kirim"),
    Opened.LETTER: _("Mengunduh surat Anda"),
    Opened.REQUEST: _("Membuka permintaan Anda tentang data pribadi"),
}

#: Why somebody looked. `handling` is the office's own work; every other purpose was asked for before the page opened.
PURPOSES: dict[str, Promise] = {
    HANDLING: _("untuk memproses permohonan Anda"),
}
