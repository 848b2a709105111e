from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "mpp.applications"
    label = "applications"
