"""Mailboxes and messages, below the submissions of a group."""

from django.urls import path

from dabir.web.submissions.mailboxes import messages_views, views

urlpatterns = [
    path("mail/", messages_views.mails, name="mails"),
    path("mail/<int:pk>/", messages_views.mail, name="mail"),
    path("mail/<int:pk>/take/", messages_views.take, name="take_mail"),
    path("mail/<int:pk>/settle/", messages_views.settle, name="settle_mail"),
    path("mail/<int:pk>/open/", messages_views.open_mail, name="open_mail"),
    path("mailboxes/<int:call>/", views.mailboxes, name="mailboxes"),
    path("mailboxes/<int:call>/listener/", views.listener, name="set_listener"),
    path("mailboxes/<int:call>/imap/", views.imap, name="set_imap"),
    path("mailboxes/pause/<int:pk>/", views.pause, name="pause_mailbox"),
    path("mailboxes/look/<int:pk>/", views.look, name="look_into_mailbox"),
]
