"""Addresses of facilities: the administrator's, and those of who answers for a facility."""

from django.urls import path

from mpp.facilities import words as words  # gives the refusals their words
from mpp.facilities.views import requests, stewards

ADMIN = "<slug:region>/petugas/fasilitas"

urlpatterns = [
    path("akun/fasilitas", requests.duties, name="own-facilities"),
    path("<slug:region>/fasilitas", requests.page, name="practice-requests"),
    path("<slug:region>/fasilitas/<uuid:request_id>/tolak", requests.refuse, name="practice-refuse"),
    path(ADMIN, stewards.page, name="facility-stewards"),
    path(f"{ADMIN}/baru", stewards.naming, name="facility-steward-new"),
    path(f"{ADMIN}/<uuid:steward_id>/akhiri", stewards.end, name="facility-steward-end"),
]
