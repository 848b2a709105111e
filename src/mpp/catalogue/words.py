"""What pages call the codes of a definition."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.catalogue.definition import Precondition, RequirementKind, Sector, StandardPart, WhenOverdue, WhileSilent
from mpp.evidence.rules.eligibility import Mode
from mpp.evidence.rules.facts import Source
from mpp.evidence.words import SOURCE_NAMES

SECTOR_NAMES: Mapping[Sector, Promise] = {
    Sector.SIP_NAKES: _("Izin praktik tenaga kesehatan"),
    Sector.ADMINDUK: _("Kependudukan dan pencatatan sipil"),
}

#: The names the law gives the parts, in its order.
PART_NAMES: Mapping[StandardPart, Promise] = {
    StandardPart.REQUIREMENTS: _("Persyaratan"),
    StandardPart.PROCEDURE: _("Sistem, mekanisme, dan prosedur"),
    StandardPart.DURATION: _("Jangka waktu penyelesaian"),
    StandardPart.FEE: _("Biaya atau tarif"),
    StandardPart.PRODUCT: _("Produk pelayanan"),
    StandardPart.COMPLAINTS: _("Penanganan pengaduan, saran, dan masukan"),
    StandardPart.LEGAL_BASIS: _("Dasar hukum"),
    StandardPart.FACILITIES: _("Sarana, prasarana, dan fasilitas"),
    StandardPart.COMPETENCE: _("Kompetensi pelaksana"),
    StandardPart.SUPERVISION: _("Pengawasan internal"),
    StandardPart.STAFFING: _("Jumlah pelaksana"),
    StandardPart.SERVICE_GUARANTEE: _("Jaminan pelayanan"),
    StandardPart.SAFETY_GUARANTEE: _("Jaminan keamanan dan keselamatan pelayanan"),
    StandardPart.EVALUATION: _("Evaluasi kinerja pelaksana"),
}

#: Where requirements come from, as people say it before anything is asked.
SOURCES: Mapping[Source, Promise] = {**SOURCE_NAMES, Source.FACILITY: _("Fasilitas kesehatan")}

#: What a region may ask for beyond the nation, and of whom.
KINDS: Mapping[RequirementKind, Promise] = {
    RequirementKind.DOCUMENT: _("Berkas yang dikirim"),
    RequirementKind.DATA: _("Pernyataan yang dicentang"),
}
ONLY_AT: Mapping[str, Promise] = {
    "": _("Semua pemohon"),
    Mode.OWN: _("Hanya praktik mandiri"),
    Mode.FACILITY: _("Hanya praktik di fasilitas"),
}

FACILITIES_ONLY = _("Anda berpraktik di fasilitas kesehatan. Profesi ini tidak membuka praktik mandiri.")

#: What a person must fulfil before applying, as a sentence that is true of whoever may apply; where the profession may
#: be practised depends on the service.
PRECONDITION_SENTENCES: Mapping[Precondition, Promise] = {
    Precondition.NIK_ACTIVE: _("NIK Anda aktif di data kependudukan."),
    Precondition.STR_ACTIVE: _("STR Anda masih berlaku."),
    Precondition.STR_MATCHES_PROFESSION: _("Profesi pada STR Anda sama dengan profesi pada izin ini."),
    Precondition.PLACES_BELOW_LIMIT: _("Anda punya SIP di paling banyak dua tempat lain."),
    Precondition.NO_OPEN_DUPLICATE: _("Anda tidak sedang mengajukan izin untuk tempat yang sama."),
    Precondition.LICENCE_TO_REPLACE: _("Untuk perpanjangan atau pindah: SIP Anda yang lama tidak dicabut."),
    Precondition.CREDITS_SUFFICIENT_ON_RENEWAL: _("Untuk perpanjangan: SKP Anda cukup."),
}

#: What happens when the office has not decided in time.
OVERDUE_SENTENCES: Mapping[WhenOverdue, Promise] = {
    WhenOverdue.AUTO_ISSUE: _("Bila kantor belum memutuskan sampai batas waktu ini, izin terbit otomatis."),
    WhenOverdue.ESCALATE: _("Bila kantor belum memutuskan sampai batas waktu ini, kepala dinas diberi tahu."),
}

#: What becomes of the period while a source is silent: of any service, and of a case in which one is.
SILENT_SENTENCES: Mapping[WhileSilent, Promise] = {
    WhileSilent.RUNS_ON: _(
        "Bila suatu sumber data belum menjawab, jangka waktu tetap berjalan. Permohonan baru dapat disetujui dan "
        "ditandatangani setelah datanya dikonfirmasi."
    ),
}
