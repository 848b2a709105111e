from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    name = "mpp.facilities"
    label = "facilities"
