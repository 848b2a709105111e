from django.apps import AppConfig


class FederationConfig(AppConfig):
    name = "mpp.federation"
    label = "federation"
