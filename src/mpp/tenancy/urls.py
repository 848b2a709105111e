"""Addresses of regions: the chooser, the theme, and the administrators' pages."""

from django.urls import path

from mpp.tenancy.views import (
    access,
    agency_details,
    amend_region,
    appoint,
    choose_region,
    end_appointment,
    invitation,
    offices,
    set_region_look,
    theme,
)

OFFICES = "<slug:region>/petugas/kantor"
ACCESS = "<slug:region>/petugas/akses"

urlpatterns = [
    path("wilayah", choose_region.page, name="choose_region"),
    path("wilayah/pilih/<slug:slug>", choose_region.choose, name="region_chosen"),
    path("<slug:region>/tema.css", theme.stylesheet, name="region_theme"),
    path(OFFICES, offices.page, name="offices"),
    path(f"{OFFICES}/angkat", appoint.page, name="appoint"),
    path(f"{OFFICES}/dirikan", agency_details.found_page, name="found_agency"),
    path(f"{OFFICES}/<uuid:agency_id>/ubah", agency_details.amend_page, name="amend_agency"),
    path(f"{OFFICES}/jabatan/<uuid:appointment_id>/akhiri", end_appointment.page, name="end_appointment"),
    path("<slug:region>/petugas/tampilan", set_region_look.page, name="set_region_look"),
    path(ACCESS, access.page, name="access"),
    path(f"{ACCESS}/<uuid:officer_id>/undang", access.invite_page, name="invite"),
    path(f"{ACCESS}/<uuid:officer_id>/akhiri", access.end_sessions, name="end_officer_sessions"),
    path(f"{ACCESS}/<uuid:officer_id>/pulihkan", access.recover_page, name="recover"),
    path(f"{ACCESS}/pemulihan/<uuid:recovery_id>", access.confirm_page, name="confirm_recovery"),
    path("nasional/akses", access.national_page, name="national_access"),
    path("nasional/akses/<uuid:officer_id>/undang", access.national_invite_page, name="national_invite"),
    path("nasional/akses/<uuid:officer_id>/akhiri", access.national_end_sessions, name="national_end_sessions"),
    path("nasional/akses/<uuid:officer_id>/pulihkan", access.national_recover_page, name="national_recover"),
    path("nasional/akses/pemulihan/<uuid:recovery_id>", access.national_confirm_page, name="national_confirm"),
    path("undangan/<str:invitation_token>", invitation.page, name="invitation"),
    path("nasional/", amend_region.desk, name="national_desk"),
    path("nasional/wilayah", amend_region.regions_page, name="national_regions"),
    path("nasional/wilayah/<slug:slug>/admin", appoint.national_page, name="appoint_administrator"),
    path("nasional/wilayah/<slug:slug>", amend_region.page, name="amend_region"),
]
