"""The list of ready reasons, below a group's address."""

from django.urls import path

from dabir.web.submissions.reasons import views

urlpatterns = [
    path("reasons/", views.reasons, name="reasons"),
    path("reasons/<slug:use>/new/", views.new, name="new_reason"),
    path("reasons/<slug:use>/common/", views.take_common, name="take_common_reasons"),
    path("reasons/<int:pk>/", views.edit, name="reason"),
    path("reasons/<int:pk>/retire/", views.retire, name="retire_reason"),
]
