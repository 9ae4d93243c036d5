"""Lists, drafting and moving of calls."""

from django.urls import path

from dabir.web.calls.drafting import moves, parts, views

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
    path("<int:pk>/<slug:event>/", moves.move, name="move"),
]
