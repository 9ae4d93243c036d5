"""Coding rounds."""

from django.urls import path

from dabir.web.themes.agreeing import judging, views

urlpatterns = [
    path("coding/rounds/", views.rounds, name="coding_rounds"),
    path("coding/rounds/new/", views.new_round, name="new_coding_round"),
    path("coding/rounds/<int:pk>/", views.round_page, name="coding_round"),
    path("coding/rounds/<int:pk>/code/", judging.code, name="code_in_round"),
    path("coding/rounds/<int:pk>/hand-in/", views.hand_in, name="hand_in_coding"),
    path("coding/rounds/<int:pk>/end/", views.end, name="end_blind_coding"),
    path("coding/rounds/<int:pk>/settle/", views.settle_all, name="settle_agreed"),
    path("coding/rounds/<int:pk>/settle/<int:item>/", judging.settle, name="settle_in_round"),
    path("coding/rounds/<int:pk>/drop/", views.drop, name="drop_coding_round"),
]
