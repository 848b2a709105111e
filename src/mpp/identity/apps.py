from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "mpp.identity"
    label = "identity"
