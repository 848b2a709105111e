"""Routes of sign-in and account; the words stand in the address as people say them."""

from django.urls import path

from mpp.identity.views import (
    account,
    add_contact,
    add_passkey,
    add_totp,
    capacity,
    correct_contact,
    counter,
    face,
    nik_door,
    second_factor,
    security,
    sign_in,
    sign_out,
    step_up,
)
from mpp.identity.views import words as words  # gives the refusals their words

urlpatterns = [
    path("masuk", sign_in.choose_door, name="sign_in"),
    path("masuk/mulai/<slug:door>", sign_in.start, name="sign_in_start"),
    path("masuk/kembali", sign_in.finish, name="sign_in_finish"),
    path("masuk/langkah-kedua", second_factor.page, name="second_factor"),
    path("masuk/langkah-kedua/kirim", second_factor.send, name="second_factor_send"),
    path("masuk/langkah-kedua/passkey", second_factor.ask_passkey, name="second_factor_passkey"),
    path("masuk/nik", nik_door.page, name="sign_in_nik"),
    path("masuk/nik/wajah", face.camera, name="face"),
    path("masuk/nik/wajah/mulai", face.start, name="face_start"),
    path("masuk/nik/wajah/janji", face.nail, name="face_nail"),
    path("masuk/nik/wajah/kirim", face.send, name="face_send"),
    path("masuk/nik/foto", face.photo, name="face_photo"),
    path("masuk/nik/hasil/<slug:word>", face.result, name="face_result"),
    path("masuk/pemeriksaan-wajah", face.about, name="face_about"),
    path("masuk/lebih-yakin", step_up.page, name="step_up"),
    path("masuk/kode", counter.use_code, name="counter_code"),
    path("<slug:region>/petugas/identitas", counter.page, name="counter"),
    path("keluar", sign_out.page, name="sign_out"),
    path("akun/", account.page, name="account"),
    path("akun/bahasa", account.change_language, name="account_language"),
    path("akun/sesi/<uuid:session_id>/akhiri", account.end_one, name="account_end_session"),
    path("akun/sesi/akhiri-lainnya", account.end_others, name="account_end_other_sessions"),
    path("akun/keamanan", security.page, name="security"),
    path("akun/keamanan/kapan", security.choose_wish, name="security_wish"),
    path("akun/keamanan/kode-pemulihan", security.recovery_codes, name="recovery_codes"),
    path("akun/keamanan/passkey", add_passkey.page, name="add_passkey"),
    path("akun/keamanan/passkey/mulai", add_passkey.ask, name="add_passkey_question"),
    path("akun/keamanan/autentikator", add_totp.page, name="add_totp"),
    path("akun/keamanan/kontak", add_contact.page, name="add_contact"),
    path("akun/keamanan/kontak/kode", add_contact.code_page, name="add_contact_code"),
    path("akun/keamanan/cara/<uuid:factor_id>/nama", security.name, name="name_factor"),
    path("akun/keamanan/cara/<uuid:factor_id>/hapus", security.remove, name="remove_factor"),
    path("akun/keamanan/perangkat/<uuid:device_id>/lupakan", security.forget, name="forget_device"),
    path("akun/kontak", correct_contact.contacts, name="contacts"),
    *(
        path(f"akun/kontak/{word}{rest}", view, {"kind": kind}, name=f"contact_{name}_{kind}")
        for kind, word in correct_contact.WORDS.items()
        for rest, view, name in (
            ("", correct_contact.change, "change"),
            ("/kode", correct_contact.code, "code"),
            ("/kode/lagi", correct_contact.send_again, "send_again"),
            ("/lepas", correct_contact.drop, "drop"),
        )
    ),
    path("akun/kapasitas", capacity.page, name="capacity"),
]
