"""URLs of duties, the division of labour and the follow-up."""

from django.urls import path, register_converter

from dabir.web.mandates.duties import carrying, changing, follow_up, reports, views
from dabir.web.mandates.events import StepConverter

register_converter(StepConverter, "duty_step")

ONE = "duties/<int:pk>/"
REPORT = ONE + "reports/<int:report>/"
EXTENSION = ONE + "extensions/<int:extension>/"

urlpatterns = [
    path("duties/", views.duties, name="duties"),
    path("duties/new/", changing.new, name="new_duty"),
    path(ONE, views.duty, name="duty"),
    path(ONE + "<duty_step:event>/", carrying.advance, name="advance"),
    path(ONE + "decline/", carrying.decline, name="decline_duty"),
    path(ONE + "hand-over/", carrying.hand_over, name="hand_over"),
    path(ONE + "extend/", carrying.extend, name="extend"),
    path(EXTENSION + "grant/", carrying.grant, name="grant"),
    path(EXTENSION + "refuse/", carrying.refuse, name="refuse"),
    path(EXTENSION + "withdraw/", carrying.withdraw, name="withdraw"),
    path(ONE + "report/", reports.report, name="report"),
    path(REPORT + "verify/", reports.verify, name="verify"),
    path(REPORT + "return/", reports.return_, name="return"),
    path(REPORT + "forward/", reports.forward, name="forward"),
    path(ONE + "release/", changing.release, name="release"),
    path(ONE + "due/", changing.due, name="due"),
    path(ONE + "change/", changing.change, name="change_duty"),
    path(ONE + "draft/", changing.draft, name="draft"),
    path(ONE + "carriers/", changing.carriers, name="carriers"),
    path("follow-up/", follow_up.page, name="follow_up"),
    path("follow-up/<slug:ending>/", follow_up.download, name="follow_up_file"),
]
