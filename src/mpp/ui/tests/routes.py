"""Routes for the tests of this package: one view for each way a request can end."""

from django.http import HttpResponse
from django.urls import path

from mpp.foundation.errors import DomainError, Kind, StaleVersion
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.urls import urlpatterns as house

handler400 = "mpp.ui.errors.bad_request"
handler403 = "mpp.ui.errors.permission_denied"
handler404 = "mpp.ui.errors.page_not_found"
handler500 = "mpp.ui.errors.server_error"


class TooMany(DomainError):
    code, kind, title = "too-many-tries", Kind.TOO_MANY, "Too many tries"


@open_to(EVERYONE)
def too_many(request):
    raise TooMany(retry_after_seconds=30)


@open_to(EVERYONE)
def stale(request):
    raise StaleVersion(yours=3, current=4)


@open_to(EVERYONE)
def defect(request):
    raise ZeroDivisionError


def undeclared(request):
    return HttpResponse("nobody said who may see this")


@open_to("pemohon")
def for_applicants(request):
    return page_or_block(request, "ui/gallery_desk.html", block="content", page=())


urlpatterns = [
    *house,
    path("t/banyak", too_many),
    path("t/basi", stale),
    path("t/cacat", defect),
    path("t/terbuka", undeclared),
    path("t/pemohon", for_applicants),
]
