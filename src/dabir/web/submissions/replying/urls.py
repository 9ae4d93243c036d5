"""The official reply of a body."""

from django.urls import path

from dabir.web.submissions.replying import views

urlpatterns = [
    path("calls/<slug:code>/reply/", views.official_reply, name="official_reply"),
]
