"""What is published."""

from django.urls import path

from dabir.web.submissions.published import views

urlpatterns = [
    path("calls/<slug:code>/contributions/", views.contributions, name="contributions"),
    path("contributions/<str:receipt>/", views.published, name="published"),
]
