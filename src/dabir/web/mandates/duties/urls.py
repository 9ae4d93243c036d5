"""URLs of duties, the division of labour and the follow-up."""

from django.urls import path, register_converter

from dabir.web.mandates.duties import follow_up, views
from dabir.web.mandates.events import StepConverter

register_converter(StepConverter, "duty_step")

urlpatterns = [
    path("duties/", views.duties, name="duties"),
    path("duties/new/", views.new, name="new_duty"),
    path("duties/<int:pk>/", views.duty, name="duty"),
    path("duties/<int:pk>/<duty_step:event>/", views.advance, name="advance"),
    path("duties/<int:pk>/report/", views.report, name="report"),
    path("duties/<int:pk>/return/", views.return_, name="return"),
    path("duties/<int:pk>/release/", views.release, name="release"),
    path("duties/<int:pk>/due/", views.due, name="due"),
    path("duties/<int:pk>/carriers/", views.carriers, name="carriers"),
    path("follow-up/", follow_up.follow_up, name="follow_up"),
    path("follow-up/<slug:ending>/", follow_up.download, name="follow_up_file"),
]
