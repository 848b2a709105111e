"""Addresses of what a person may know and ask about the own data, and of the offices that answer."""

from django.urls import path

from mpp.privacy.views import (
    close_account,
    erase,
    inspect_case,
    office_requests,
    own_consents,
    own_copy,
    own_data,
    own_requests,
    who_looked,
)
from mpp.privacy.views import words as words  # gives the refusals their words

urlpatterns = [
    path("akun/siapa-melihat", who_looked.page, name="who-looked"),
    path("akun/tutup", close_account.page, name="close-account"),
    path("akun/tutup/diterima", close_account.asked, name="closing-asked"),
    path("akun/data-saya", own_data.page, name="own-data"),
    path("akun/data-saya/salinan", own_copy.page, name="own-copy"),
    path("akun/data-saya/salinan/<uuid:copy_id>", own_copy.download, name="own-copy-download"),
    path("akun/persetujuan", own_consents.page, name="own-consents"),
    path("akun/persetujuan/identitas", own_consents.withdraw, name="withdraw-release"),
    path("akun/persetujuan/identitas/setuju", own_consents.agree, name="agree-to-release"),
    path("akun/permintaan-data", own_requests.page, name="own-requests"),
    path("akun/permintaan-data/baru", own_requests.new, name="new-request"),
    path("akun/permintaan-data/<uuid:request_id>", own_requests.one, name="own-request"),
    path("<slug:region>/petugas/permintaan-data", office_requests.page, name="office-requests"),
    path("<slug:region>/petugas/permintaan-data/<uuid:request_id>", office_requests.one, name="office-request"),
    path("nasional/permintaan-data", office_requests.national_page, name="national-requests"),
    path("nasional/permintaan-data/<uuid:request_id>", office_requests.national_one, name="national-request"),
    path("<slug:region>/petugas/permintaan-data/<uuid:request_id>/hapus", erase.page, name="office-request-erase"),
    path("nasional/permintaan-data/<uuid:request_id>/hapus", erase.national_page, name="national-request-erase"),
    path("nasional/pemeriksaan", inspect_case.page, name="inspect-case"),
]
