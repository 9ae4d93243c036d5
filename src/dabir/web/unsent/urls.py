"""URLs at which forms keep what is typed into them."""

from django.urls import path

from dabir.web.unsent import views

urlpatterns = [
    path("", views.unsent, name="unsent"),
    path("forget/", views.forget, name="forget_unsent"),
]
