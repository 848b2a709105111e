"""Addresses of the catalogue: for the nation, and the same below a region."""

from django.urls import path

from mpp.catalogue.views import service, services, standard

urlpatterns = [
    path("layanan/", services.page, name="services"),
    path("layanan/<slug:slug>", service.page, name="service"),
    path("layanan/<slug:slug>/standar", standard.page, name="standard"),
    path("<slug:region>/layanan/", services.page, name="region_services"),
    path("<slug:region>/layanan/<slug:slug>", service.page, name="region_service"),
    path("<slug:region>/layanan/<slug:slug>/standar", standard.page, name="region_standard"),
]
