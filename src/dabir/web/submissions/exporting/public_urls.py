"""What is published, as open data."""

from django.urls import path

from dabir.web.submissions.exporting import public

urlpatterns = [
    path(
        "calls/<slug:code>/contributions.<str:form>", public.published_rows, name="open_data_file"
    ),
]
