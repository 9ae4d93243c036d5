"""What was answered to many at once, for everybody."""

from django.urls import path

from dabir.web.submissions.answering import public

urlpatterns = [path("calls/<slug:code>/answers/", public.answers, name="call_answers")]
