"""Addresses of applications: the applicant's own, and below `petugas` the desk."""

from django.urls import path

from mpp.applications.views import (
    attachment,
    check,
    contents,
    delete_draft,
    figures,
    fill,
    known,
    own_cases,
    own_documents,
    prepare,
    provenance,
    replace,
    start,
    tasks,
    tracking,
)
from mpp.applications.views.desk import absence, queue, review, signing, signing_batch

CASE = "<slug:region>/permohonan/<uuid:application_id>"
DESK = "<slug:region>/petugas/"

urlpatterns = [
    # Addresses are tried in this order: these four are asked more often than all the others.
    path(f"{CASE}/isi/<slug:page_key>", fill.page, name="application-fill"),
    path(f"{CASE}/", tasks.page, name="application"),
    path(DESK, queue.page, name="desk"),
    path(f"{CASE}/periksa", check.page, name="application-check"),
    path("akun/permohonan", own_cases.page, name="own-cases"),
    path("akun/dokumen", own_documents.page, name="own-documents"),
    path("akun/dokumen/<uuid:upload_id>", own_documents.open_one, name="own-document"),
    path("akun/dokumen/<uuid:upload_id>/hapus", own_documents.remove_one, name="own-document-remove"),
    path("akun/kuasa/<uuid:mandate_id>/siapkan", prepare.page, name="prepare"),
    path("akun/disiapkan/<uuid:preparation_id>", prepare.prepared, name="prepared"),
    path("<slug:region>/ajukan/<slug:slug>", start.page, name="apply"),
    path(f"{CASE}/data", known.page, name="application-known"),
    path(f"{CASE}/data/lapor", known.report, name="application-report"),
    path(f"{CASE}/berkas/<slug:field_key>", attachment.page, name="application-file"),
    path(f"{CASE}/ganti/<slug:field_key>", replace.page, name="application-replace"),
    path(f"{CASE}/terkirim", tracking.submitted, name="application-submitted"),
    path(f"{CASE}/isi", contents.page, name="application-contents"),
    path(f"{CASE}/isi.pdf", contents.pdf, name="application-receipt"),
    path(f"{CASE}/asal-surat", provenance.own, name="application-provenance"),
    path(f"{CASE}/hapus", delete_draft.page, name="application-delete"),
    path(f"{CASE}/tarik", tracking.withdrawal, name="application-withdraw"),
    path(f"{DESK}tanda-tangan", signing.page, name="desk-signing"),
    path(f"{DESK}tanda-tangan/<uuid:batch_id>", signing_batch.page, name="desk-signing-batch"),
    path("nasional/angka", figures.nation, name="national_figures"),
    path(f"{DESK}angka", figures.region, name="figures"),
    path(f"{DESK}berhalangan", absence.page, name="desk-absence"),
    path(f"{DESK}berhalangan/<uuid:appointment_id>/cabut", absence.recall, name="desk-absence-recall"),
    path(f"{DESK}permohonan/<uuid:application_id>/", review.page, name="desk-case"),
    path(f"{DESK}permohonan/<uuid:application_id>/asal-surat", provenance.at_desk, name="desk-provenance"),
    path(f"{DESK}permohonan/<uuid:application_id>/<slug:act_name>", review.act, name="desk-act"),
]
