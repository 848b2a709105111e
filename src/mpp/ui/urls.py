"""Routes of the house itself."""

from django.urls import path

from mpp.ui import views

urlpatterns = [
    path("bahasa/<str:language>", views.switch_language, name="switch_language"),
    path("ui/gallery", views.gallery, name="gallery"),
]
