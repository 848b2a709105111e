"""Route of the inbox."""

from django.urls import path

from mpp.notifications.views import inbox

urlpatterns = [path("akun/pesan", inbox.page, name="inbox")]
