"""URLs of the mandates pages, below a group's address."""

from django.urls import path, register_converter

from dabir.web.mandates import division, duties, follow_up, members, readings, views
from dabir.web.mandates.events import DecisionConverter, StepConverter

register_converter(DecisionConverter, "decision")
register_converter(StepConverter, "duty_step")

app_name = "mandates"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.mandate, name="mandate"),
    path("axes/new/", views.new_axis, name="new_axis"),
    path("upload/", readings.upload, name="upload"),
    path("readings/<int:pk>/", readings.reading, name="reading"),
    path("readings/<int:pk>/accept-sure/", readings.accept_sure, name="accept_sure"),
    path("readings/<int:pk>/add/<slug:kind>/", readings.add, name="add"),
    path("readings/<int:pk>/take-over/", readings.take_over, name="take_over"),
    path("readings/<int:pk>/set-aside/", readings.set_aside, name="set_aside"),
    path("proposals/<int:pk>/correct/", readings.correct, name="correct"),
    path("proposals/<int:pk>/<decision:event>/", readings.decide, name="decide"),
    path("duties/", duties.duties, name="duties"),
    path("duties/new/", duties.new, name="new_duty"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/<duty_step:event>/", duties.advance, name="advance"),
    path("duties/<int:pk>/report/", duties.report, name="report"),
    path("duties/<int:pk>/return/", duties.return_, name="return"),
    path("duties/<int:pk>/release/", duties.release, name="release"),
    path("duties/<int:pk>/due/", duties.due, name="due"),
    path("duties/<int:pk>/carriers/", duties.carriers, name="carriers"),
    path("matrix/", division.matrix, name="matrix"),
    path("matrix/<slug:ending>/", division.download, name="division"),
    path("follow-up/", follow_up.follow_up, name="follow_up"),
    path("follow-up/<slug:ending>/", follow_up.download, name="follow_up_file"),
    path("members/", members.list_members, name="members"),
    path("members/new/", members.admit, name="admit"),
    path("members/<int:pk>/end/", members.end, name="end_membership"),
    path("committees/new/", members.new_committee, name="new_committee"),
    path("bodies/", members.register, name="bodies"),
    path("bodies/new/", members.new_body, name="new_body"),
    path("persons/new/", members.new_person, name="new_person"),
]
