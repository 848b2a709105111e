from django.apps import AppConfig


class FacesConfig(AppConfig):
    name = "mpp.faces"
    label = "faces"
