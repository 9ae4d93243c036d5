"""URLs of the positions pages, below a group's address."""

from django.urls import path

from dabir.web.positions import own, recording, views

app_name = "positions"
urlpatterns = [
    path("", views.index, name="index"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/new/", recording.new_round, name="new_round"),
    path("rounds/<int:pk>/", views.round_page, name="round"),
    path("actors/new/", recording.new_actor, name="new_actor"),
    path("actors/<int:pk>/", views.actor_page, name="actor"),
    path("actors/<int:pk>/align/", recording.align, name="align"),
    path("actors/<int:pk>/join/", recording.join, name="join"),
    path("actors/<int:pk>/leave/", recording.leave, name="leave"),
    path("issues/new/", recording.new_issue, name="new_issue"),
    path("issues/<int:pk>/", views.issue_page, name="issue"),
    path("statements/new/", recording.new_statement, name="new_statement"),
    path("statements/<int:pk>/correct/", recording.correct, name="correct"),
    path("own/", own.own_positions, name="own_positions"),
    path("own/new/", own.draft, name="draft"),
    path("own/<int:pk>/", own.position, name="own"),
    path("own/<int:pk>/change/", own.change, name="change"),
    path("own/<int:pk>/circulate/", own.circulate, name="circulate"),
    path("own/<int:pk>/declare/", own.declare, name="declare"),
    path("approvals/<int:pk>/approve/", own.approve, name="approve"),
    path("approvals/<int:pk>/return/", own.send_back, name="return"),
]
