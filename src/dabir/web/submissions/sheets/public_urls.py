"""Comment sheets for everybody: an empty one of a call, and one's own with its answers."""

from django.urls import path

from dabir.web.submissions.sheets import files

urlpatterns = [
    path(
        "calls/<slug:code>/comment-sheet.<str:form>", files.empty_sheet, name="comment_sheet_file"
    ),
    path("f/<str:secret>/comment-sheet.<str:form>", files.own_sheet, name="own_sheet_file"),
]
