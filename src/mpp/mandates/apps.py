from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "mpp.mandates"
    label = "mandates"
