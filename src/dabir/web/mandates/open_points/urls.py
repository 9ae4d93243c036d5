"""URLs of open points."""

from django.urls import path

from dabir.web.mandates.open_points import views

urlpatterns = [
    path("open-points/", views.open_points, name="open_points"),
    path("open-points/new/", views.new, name="new_open_point"),
    path("open-points/letter/", views.letter, name="open_points_letter"),
    path("open-points/<int:pk>/answer/", views.answer, name="open_point_answer"),
    path("open-points/<int:pk>/settle/", views.settle, name="open_point_settle"),
    path("open-points/<int:pk>/drop/", views.drop, name="open_point_drop"),
    path("open-points/<int:pk>/reopen/", views.reopen, name="open_point_reopen"),
]
