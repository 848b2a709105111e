from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "mpp.uploads"
    label = "uploads"
