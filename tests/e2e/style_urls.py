"""The product's addresses with the style sheet, else served only while DEBUG is on."""

from django.urls import include, path

from dabir.config.urls import urlpatterns as product

urlpatterns = [*product, path("style/", include("dabir.web.style.urls"))]
