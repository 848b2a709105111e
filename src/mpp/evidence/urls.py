"""Routes of evidence."""

from django.urls import path

from mpp.evidence.views import connect, national_sources, sources

urlpatterns = [
    path("nasional/sumber", national_sources.page, name="national_sources"),
    path("<slug:region>/petugas/sumber", sources.page, name="source_health"),
    path("<slug:region>/petugas/sumber/<slug:source>", connect.page, name="connect_source"),
]
