"""Routes of evidence."""

from django.urls import path

from mpp.evidence.views import sources

urlpatterns = [
    path("<slug:region>/petugas/sumber", sources.page, name="source_health"),
]
