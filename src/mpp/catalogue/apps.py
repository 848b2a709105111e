from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "mpp.catalogue"
    label = "catalogue"
