"""URLs of comments on a text."""

from django.urls import path

from dabir.web.texts.commenting import listing, making, threads

urlpatterns = [
    path("<int:pk>/comments/", listing.comments, name="comments"),
    path("<int:pk>/comments/new/", making.make, name="make_comment"),
    path("<int:pk>/clauses/<uuid:uid>/comment/", making.make, name="comment_on"),
    path("<int:pk>/comments/<int:number>/", threads.comment, name="comment"),
    path("<int:pk>/comments/<int:number>/answer/", threads.answer, name="answer_comment"),
    path("<int:pk>/comments/<int:number>/settle/", threads.settle, name="settle_comment"),
    path("<int:pk>/comments/<int:number>/reopen/", threads.reopen, name="reopen_comment"),
]
