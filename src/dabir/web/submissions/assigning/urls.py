"""Readers and their piles, below a group's address."""

from django.urls import path

from dabir.web.submissions.assigning import views

urlpatterns = [
    path("readers/", views.readers, name="readers"),
    path("pile/", views.pile, name="pile"),
    path("pile/<int:pk>/", views.reading, name="reading"),
    path("pile/<int:pk>/back/", views.back, name="give_back"),
    path("<int:pk>/assign/", views.assign, name="assign"),
]
