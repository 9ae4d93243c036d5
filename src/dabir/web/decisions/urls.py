"""URLs of the decisions pages, below a group's address."""

from django.urls import path

from dabir.web.decisions import agenda, book, minutes, submittals, views

app_name = "decisions"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/attendance/", views.attendance, name="attendance"),
    path("<int:pk>/guests/", views.guests, name="guests"),
    path("<int:pk>/now/<slug:event>/", views.step, name="step"),
    path("<int:pk>/agenda/new/", agenda.new, name="new_item"),
    path("<int:pk>/agenda/<int:item>/", agenda.change, name="change_item"),
    path("<int:pk>/agenda/<int:item>/remove/", agenda.remove, name="remove_item"),
    path("<int:pk>/agenda/<int:item>/<slug:way>/", agenda.move, name="move_item"),
    path("<int:pk>/items/<int:item>/decide/", agenda.vote, name="decide"),
    path("<int:pk>/items/<int:item>/action/", agenda.action, name="action"),
    path("<int:pk>/items/<int:item>/discussion/", agenda.discussion, name="discussion"),
    path("<int:pk>/items/<int:item>/duties/<int:duty>/", agenda.followed, name="followed"),
    path("<int:pk>/agenda.pdf", minutes.agenda_paper, name="agenda_pdf"),
    path("<int:pk>/minutes.pdf", minutes.minutes_paper, name="minutes_pdf"),
    path("<int:pk>/minutes/", minutes.change, name="minutes"),
    path("<int:pk>/minutes/draft/", minutes.draft, name="draft_minutes"),
    path("<int:pk>/minutes/approve/", minutes.approve, name="approve_minutes"),
    path("book/", book.book, name="book"),
    path("book/<int:pk>/", book.decision, name="decision"),
    path("book/<int:pk>/conclude/", book.conclude, name="conclude"),
    path("actions/", book.actions, name="actions"),
    path("actions/<int:pk>/duty/", book.duty, name="duty"),
    path("submittals/", submittals.index, name="submittals"),
    path("submittals/new/", submittals.new, name="submit"),
    path("submittals/<int:pk>/", submittals.submittal, name="submittal"),
    path("submittals/<int:pk>/<slug:event>/", submittals.answer, name="answer"),
]
