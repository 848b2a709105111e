from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "mpp.evidence"
    label = "evidence"
