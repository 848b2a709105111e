from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "mpp.foundation"
    label = "foundation"
