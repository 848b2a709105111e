"""Routes of documents."""

from django.urls import path

from mpp.documents.views import download, verified, verify

app_name = "documents"
urlpatterns = [
    path("verifikasi", verify.page, name="verify"),
    path("verifikasi/<str:token>", verified.page, name="verified"),
    path("dokumen/<uuid:document_id>", download.page, name="download"),
]
