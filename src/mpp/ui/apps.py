from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "mpp.ui"
    label = "ui"
