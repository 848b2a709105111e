"""Routes of the house itself."""

from django.urls import path

from mpp.ui import views

urlpatterns = [
    path("bahasa/<str:language>", views.switch_language, name="switch_language"),
    path("ui/gallery", views.gallery, name="gallery"),
    path("ui/gallery/meja", views.gallery_desk, name="gallery_desk"),
    path("ui/gallery/penolakan/<str:kind>", views.gallery_refusal, name="gallery_refusal"),
]
