from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "mpp.portal"
    label = "portal"
