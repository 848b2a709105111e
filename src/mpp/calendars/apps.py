from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "mpp.calendars"
    label = "calendars"
