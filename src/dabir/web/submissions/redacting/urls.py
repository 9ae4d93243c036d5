"""What waits to be left out, in a group and in one submission."""

from django.urls import path

from dabir.web.submissions.redacting import views

urlpatterns = [
    path("redacting/", views.waiting, name="redacting"),
    path("redacting/sure/", views.sure_of_several, name="redact_sure_of_several"),
    path("redacting/<int:pk>/", views.decide, name="decide_redaction"),
    path("redacting/<int:pk>/adjust/", views.adjust, name="adjust_redaction"),
    path("<int:pk>/redacting/", views.submission, name="redact_submission"),
    path("<int:pk>/redacting/sure/", views.sure, name="redact_sure"),
]
