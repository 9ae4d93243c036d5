"""URLs of the examining pages."""

from django.urls import path

from dabir.web.texts.examining import (
    concordance,
    following,
    grounds,
    links,
    opinions,
    red_lines,
    views,
)

urlpatterns = [
    path("<int:pk>/grounds/", grounds.grounds, name="grounds"),
    path("<int:pk>/links/", links.links, name="links"),
    path("<int:pk>/links/decide/", links.decide_many, name="decide_links"),
    path("<int:pk>/links/look/", links.look, name="look_for_links"),
    path(
        "<int:pk>/links/<int:likeness>/confirm/",
        links.decide,
        {"how": "confirm"},
        name="confirm_link",
    ),
    path(
        "<int:pk>/links/<int:likeness>/dismiss/",
        links.decide,
        {"how": "dismiss"},
        name="dismiss_link",
    ),
    path("<int:pk>/examination/", views.examination, name="examination"),
    path("<int:pk>/examination/document/", views.new_upstream, name="new_upstream"),
    path("<int:pk>/examination/document/file/", views.upstream_upload, name="upstream_upload"),
    path(
        "<int:pk>/examination/document/file/<int:reading_pk>/",
        views.upstream_reading,
        name="upstream_reading",
    ),
    path("<int:pk>/examination/finding/", views.find_against, name="finding"),
    path("<int:pk>/examination/guard/", red_lines.guard, name="guard"),
    path("<int:pk>/examination/guard/<int:guard_pk>/", red_lines.unguard, name="unguard"),
    path("<int:pk>/red-lines/", red_lines.red_lines, name="red_lines"),
    path("<int:pk>/red-lines/<int:guard_pk>/", red_lines.judge, name="judge"),
    path("<int:pk>/concordance/", concordance.table, name="concordance"),
    path("<int:pk>/concordance/<slug:ending>/", concordance.table_file, name="concordance_file"),
    path("upstream/<int:pk>/", views.upstream, name="upstream"),
    path("follow/", following.follow, name="follow"),
    path("<int:pk>/revisions/", following.revisions, name="revisions"),
    path("<int:pk>/revisions/new/", following.receive, name="receive_revision"),
    path("<int:pk>/revisions/<int:revision_pk>/", following.revision, name="revision"),
    path("<int:pk>/revisions/<int:revision_pk>/aside/", following.set_aside, name="revision_aside"),
    path(
        "<int:pk>/revisions/<int:revision_pk>/file/",
        following.original_file,
        name="revision_file",
    ),
    path("<int:pk>/examine/", opinions.begin, name="begin_examination"),
    path("examinations/<int:pk>/", opinions.opinions, name="opinions"),
    path("examinations/<int:pk>/clauses/<int:clause>/", opinions.write, name="write_opinion"),
    path(
        "examinations/<int:pk>/opinions/<int:opinion>/confirm/",
        opinions.settle,
        {"how": "confirm"},
        name="confirm_opinion",
    ),
    path(
        "examinations/<int:pk>/opinions/<int:opinion>/drop/",
        opinions.settle,
        {"how": "drop"},
        name="drop_opinion",
    ),
    path("examinations/<int:pk>/hand/", opinions.move, {"event": "hand"}, name="hand_opinions"),
    path("examinations/<int:pk>/adopt/", opinions.move, {"event": "adopt"}, name="adopt_opinions"),
    path(
        "examinations/<int:pk>/return/", opinions.move, {"event": "return"}, name="return_opinions"
    ),
    path("examinations/<int:pk>/file/<slug:ending>/", opinions.opinions_file, name="opinions_file"),
    path("<int:pk>/clauses/<uuid:uid>/grounds/", grounds.ground, name="ground"),
    path("<int:pk>/clauses/<uuid:uid>/grounds/<int:ground>/", grounds.unground, name="unground"),
]
