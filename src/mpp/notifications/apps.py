from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "mpp.notifications"
    label = "notifications"
