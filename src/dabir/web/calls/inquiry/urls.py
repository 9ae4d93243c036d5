"""Letters and reminders of an inquiry."""

from django.urls import path

from dabir.web.calls.inquiry import rounds, views

urlpatterns = [
    path("<int:pk>/letters/", views.letters, name="letters"),
    path("<int:pk>/remind/", views.remind, name="remind"),
    path("<int:pk>/form/", rounds.form, name="form"),
    path("<int:pk>/rounds/", rounds.side_by_side, name="rounds"),
    path("<int:pk>/rounds/next/", rounds.begin, name="next_round"),
]
