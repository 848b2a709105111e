"""Addresses of what a person may know and ask about the own data."""

from django.urls import path

from mpp.privacy.views import who_looked

urlpatterns = [
    path("akun/siapa-melihat", who_looked.page, name="who-looked"),
]
