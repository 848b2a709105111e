from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "mpp.privacy"
    label = "privacy"
