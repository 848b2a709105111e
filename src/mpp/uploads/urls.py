"""Routes of uploads: the tus door of a region, and the short-lived links to a document."""

from django.urls import path

from mpp.uploads.views import opened, progress, room, tus

app_name = "uploads"
urlpatterns = [
    path("<slug:region>/unggahan", tus.collection, name="collection"),
    path("<slug:region>/unggahan/<uuid:upload_id>", tus.one, name="one"),
    path("<slug:region>/unggahan/<uuid:upload_id>/keadaan", progress.page, name="progress"),
    path("<slug:region>/petugas/dokumen-warga", room.page, name="room"),
    path("berkas/<str:link_id>", opened.page, name="opened"),
    path("berkas/<str:link_id>/lihat", opened.viewer, name="viewer"),
    path("berkas/<str:link_id>/gambar", opened.picture, name="picture"),
]
