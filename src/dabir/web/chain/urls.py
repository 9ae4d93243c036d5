"""URLs of the pages that read across stages."""

from django.urls import path

from dabir.web.chain import progress, timeline, views

urlpatterns = [
    path("g/<slug:code>/coverage/", views.coverage_page, name="coverage"),
    path("g/<slug:code>/coverage/passages/", views.coverage_passages, name="coverage_passages"),
    path("g/<slug:code>/timeline/", timeline.timeline_page, name="timeline"),
    path("g/<slug:code>/report/", progress.progress_page, name="progress"),
    path("g/<slug:code>/report.<slug:ending>", progress.progress_file, name="progress_file"),
]
