"""Addresses of the first pages. Included last: `/<region>/` would take the first word of any other address."""

from django.urls import path

from mpp.portal.views import about, home, life_event, region_home, roles, search, status

urlpatterns = [
    path("", home.page, name="home"),
    path("cari", search.page, name="search"),
    path("peristiwa/<slug:address>", life_event.page, name="life_event"),
    path("tentang", about.about, name="about"),
    path("privasi", about.privacy, name="privacy"),
    path("aksesibilitas", about.accessibility, name="accessibility"),
    path("status", status.page, name="status"),
    path("nasional/peran", roles.page, name="role_matrix"),
    path("<slug:region>/peristiwa/<slug:address>", life_event.page, name="region_life_event"),
    path("<slug:region>", region_home.with_slash, name="region_without_slash"),
    path("<slug:region>/", region_home.page, name="region_home"),
]
