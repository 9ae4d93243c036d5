"""URLs of receiving and confirming documents."""

from django.urls import path, register_converter

from dabir.web.mandates.events import DecisionConverter
from dabir.web.mandates.readings import views

register_converter(DecisionConverter, "decision")

urlpatterns = [
    path("upload/", views.upload, name="upload"),
    path("readings/<int:pk>/", views.reading, name="reading"),
    path("readings/<int:pk>/accept-sure/", views.accept_sure, name="accept_sure"),
    path("readings/<int:pk>/add/<slug:kind>/", views.add, name="add"),
    path("readings/<int:pk>/take-over/", views.take_over, name="take_over"),
    path("readings/<int:pk>/set-aside/", views.set_aside, name="set_aside"),
    path("proposals/<int:pk>/correct/", views.correct, name="correct"),
    path("proposals/<int:pk>/<decision:event>/", views.decide, name="decide"),
]
