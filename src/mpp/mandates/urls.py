"""Addresses of mandates in the account; preparing and taking over lie with applications."""

from django.urls import path

from mpp.mandates.views import acting, child, mandates, offer, one, witness
from mpp.mandates.views import words as words  # gives the refusals their words

urlpatterns = [
    path("akun/kuasa", mandates.page, name="mandates"),
    path("akun/kuasa/baru", offer.page, name="offer-mandate"),
    path("akun/kuasa/anak", child.page, name="prove-child"),
    path("akun/kuasa/selesai", acting.stop, name="stop-acting"),
    path("akun/kuasa/<uuid:mandate_id>/bertindak", acting.begin, name="begin-acting"),
    path("akun/kuasa/<uuid:mandate_id>", one.page, name="mandate"),
    path("<slug:region>/petugas/kuasa", witness.page, name="witness-mandate"),
    path("akun/kuasa/<uuid:mandate_id>/<slug:act_name>", mandates.act, name="mandate-act"),
]
