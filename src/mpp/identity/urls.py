"""Routes of sign-in and account; the words stand in the address as people say them."""

from django.urls import path

from mpp.identity.views import account, capacity, sign_in, sign_out
from mpp.identity.views import words as words  # gives the refusals their words

urlpatterns = [
    path("masuk", sign_in.choose_door, name="sign_in"),
    path("masuk/mulai/<slug:door>", sign_in.start, name="sign_in_start"),
    path("masuk/kembali", sign_in.finish, name="sign_in_finish"),
    path("keluar", sign_out.page, name="sign_out"),
    path("akun/", account.page, name="account"),
    path("akun/bahasa", account.change_language, name="account_language"),
    path("akun/sesi/<uuid:session_id>/akhiri", account.end_one, name="account_end_session"),
    path("akun/sesi/akhiri-lainnya", account.end_others, name="account_end_other_sessions"),
    path("akun/kapasitas", capacity.page, name="capacity"),
]
