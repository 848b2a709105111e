"""Routes of the inbox, and of how one is told."""

from django.urls import path

from mpp.notifications.views import channels, inbox

urlpatterns = [
    path("akun/pesan", inbox.page, name="inbox"),
    path("akun/pemberitahuan", channels.page, name="channels"),
]
