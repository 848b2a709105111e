"""Addresses of calendars: the region's own, and the nation's list of holidays."""

from django.urls import path

from mpp.calendars.views import correct_holiday, local_holidays, set_office_hours

CALENDAR = "<slug:region>/petugas/kalender"

urlpatterns = [
    path(CALENDAR, local_holidays.page, name="calendar"),
    path(f"{CALENDAR}/libur/<uuid:holiday_id>/batalkan", local_holidays.withdraw, name="withdraw_local_holiday"),
    path(f"{CALENDAR}/jam", set_office_hours.page, name="office_hours"),
    path("nasional/kalender", correct_holiday.page, name="national_calendar"),
]
