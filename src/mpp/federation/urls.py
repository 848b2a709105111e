"""Routes of the OpenID provider: the protocol under one prefix, pages where people stand."""

from django.urls import path

from mpp.federation.api import about, token, token_state, userinfo
from mpp.federation.views import applications, authorize, consents, national, register_application, sign_out

DESK = "<slug:region>/petugas/aplikasi"
NATIONAL_DESK = "nasional/aplikasi"

urlpatterns = [
    path("oidc/.well-known/openid-configuration", about.discovery, name="oidc_discovery"),
    path("oidc/jwks", about.jwks, name="oidc_jwks"),
    path("oidc/authorize", authorize.page, name="oidc_authorize"),
    path("oidc/consent", authorize.decide, name="oidc_consent"),
    path("oidc/token", token.endpoint, name="oidc_token"),
    path("oidc/userinfo", userinfo.endpoint, name="oidc_userinfo"),
    path("oidc/introspect", token_state.introspect, name="oidc_introspect"),
    path("oidc/revoke", token_state.revoke, name="oidc_revoke"),
    path("oidc/logout", sign_out.page, name="oidc_logout"),
    path("oidc/logout/confirm", sign_out.confirm, name="oidc_logout_confirm"),
    path("akun/izin", consents.page, name="consents"),
    path("akun/izin/<uuid:consent_id>/cabut", consents.withdraw, name="withdraw_consent"),
    path(DESK, applications.page, name="applications"),
    path(f"{DESK}/daftar", register_application.page, name="register_application"),
    path(f"{DESK}/<uuid:app_id>", applications.one, name="application_of_region"),
    path(f"{DESK}/<uuid:app_id>/ubah", register_application.amend_page, name="amend_application"),
    path(f"{DESK}/<uuid:app_id>/rahasia", applications.give_secret, name="issue_secret"),
    path(f"{DESK}/<uuid:app_id>/rahasia/<uuid:secret_id>/akhiri", applications.drop_secret, name="end_secret"),
    path(f"{DESK}/<uuid:app_id>/hentikan", applications.suspend, name="suspend_application"),
    path(f"{DESK}/<uuid:app_id>/jalankan", applications.resume, name="resume_application"),
    path(NATIONAL_DESK, national.page, name="national_applications"),
    path(f"{NATIONAL_DESK}/<uuid:app_id>", national.one, name="national_application"),
    path(f"{NATIONAL_DESK}/<uuid:app_id>/putusan", national.decide, name="decide_application"),
    path(f"{NATIONAL_DESK}/<uuid:app_id>/hentikan", national.suspend, name="national_suspend_application"),
    path(f"{NATIONAL_DESK}/<uuid:app_id>/jalankan", national.resume, name="national_resume_application"),
]
