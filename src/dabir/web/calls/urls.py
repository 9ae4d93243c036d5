"""URLs of the calls pages, below a group's address."""

from django.urls import path

from dabir.web.calls import inquiry, moves, parts, views

app_name = "calls"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.call, name="call"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/questions/new/", parts.ask, name="ask"),
    path("<int:pk>/questions/<int:question>/", parts.question, name="question"),
    path("<int:pk>/questions/<int:question>/move/", parts.move, name="move_question"),
    path("<int:pk>/questions/<int:question>/remove/", parts.remove, name="remove_question"),
    path("<int:pk>/invite/", parts.invite, name="invite"),
    path("<int:pk>/invitations/<int:invitation>/withdraw/", parts.withdraw, name="withdraw"),
    path("<int:pk>/letters/", inquiry.letters, name="letters"),
    path("<int:pk>/remind/", inquiry.remind, name="remind"),
    path("<int:pk>/<slug:event>/", moves.move, name="move"),
]
