"""Addresses of mandates in the account; preparing and taking over lie with applications."""

from django.urls import path

from mpp.mandates.views import mandates, offer
from mpp.mandates.views import words as words  # gives the refusals their words

urlpatterns = [
    path("akun/kuasa", mandates.page, name="mandates"),
    path("akun/kuasa/baru", offer.page, name="offer-mandate"),
    path("akun/kuasa/<uuid:mandate_id>/<slug:act_name>", mandates.act, name="mandate-act"),
]
