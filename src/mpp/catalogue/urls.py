"""Addresses of the catalogue: for the nation, the same below a region, and the desk of its administrator."""

from django.urls import path

from mpp.catalogue.views import local_requirements, open_in_region, service, services, standard

ASKED = "<slug:region>/petugas/layanan/<slug:slug>/persyaratan"

urlpatterns = [
    path("layanan/", services.page, name="services"),
    path("layanan/<slug:slug>", service.page, name="service"),
    path("layanan/<slug:slug>/standar", standard.page, name="standard"),
    path("<slug:region>/petugas/layanan", open_in_region.page, name="region_offers"),
    path("<slug:region>/petugas/layanan/<slug:slug>", open_in_region.decide, name="open_in_region"),
    path(ASKED, local_requirements.page, name="add_local_requirement"),
    path(f"{ASKED}/<slug:requirement>/hapus", local_requirements.drop, name="drop_local_requirement"),
    path("<slug:region>/layanan/", services.page, name="region_services"),
    path("<slug:region>/layanan/<slug:slug>", service.page, name="region_service"),
    path("<slug:region>/layanan/<slug:slug>/standar", standard.page, name="region_standard"),
]
