"""Every route of the product: each package brings its own."""

from django.urls import include, path

handler400 = "mpp.ui.errors.bad_request"
handler403 = "mpp.ui.errors.permission_denied"
handler404 = "mpp.ui.errors.page_not_found"
handler500 = "mpp.ui.errors.server_error"

urlpatterns = [
    # Addresses are tried in this order; first come those that people and officers ask for most.
    path("", include("mpp.documents.urls")),
    path("", include("mpp.applications.urls")),
    path("", include("mpp.catalogue.urls")),
    path("", include("mpp.ui.urls")),
    path("", include("mpp.identity.urls")),
    path("", include("mpp.tenancy.urls")),
    path("", include("mpp.calendars.urls")),
    path("", include("mpp.evidence.urls")),
    path("", include("mpp.uploads.urls")),
    path("", include("mpp.mandates.urls")),
    path("", include("mpp.facilities.urls")),
    path("", include("mpp.notifications.urls")),
    path("", include("mpp.privacy.urls")),
    path("", include("mpp.federation.urls")),
    # Last: `/<region>/` would take the first word of any other address.
    path("", include("mpp.portal.urls")),
]
