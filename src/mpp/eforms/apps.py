from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "mpp.eforms"
    label = "eforms"
