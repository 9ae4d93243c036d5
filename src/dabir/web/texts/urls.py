"""URLs of the texts pages, below a group's address."""

from django.urls import path

from dabir.web.texts import amendments, examining, outputs, proposing, versions, views

app_name = "texts"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("outputs/<int:duty>/", outputs.begin, name="begin_output"),
    path("<int:pk>/", views.text, name="text"),
    path("<int:pk>/hand-in/", outputs.hand_in, name="hand_in"),
    path(
        "<int:pk>/redline/<int:before>/<int:after>/<slug:ending>/",
        outputs.redline_file,
        name="redline_file",
    ),
    path("<int:pk>/draft/", views.zero, name="zero"),
    path("<int:pk>/title/", views.rename, name="rename"),
    path("<int:pk>/readers/", views.readers, name="readers"),
    path("<int:pk>/shelve/", views.shelve, name="shelve"),
    path("<int:pk>/versions/", versions.compare_two, name="compare"),
    path("<int:pk>/compilation/", versions.compilation, name="compilation"),
    path("<int:pk>/grounds/", versions.grounds, name="grounds"),
    path("<int:pk>/examination/", examining.examination, name="examination"),
    path("<int:pk>/examination/document/", examining.new_upstream, name="new_upstream"),
    path("<int:pk>/examination/finding/", examining.find_against, name="finding"),
    path("<int:pk>/examination/guard/", examining.guard, name="guard"),
    path("<int:pk>/examination/guard/<int:guard_pk>/", examining.unguard, name="unguard"),
    path("upstream/<int:pk>/", examining.upstream, name="upstream"),
    path("<int:pk>/next/", versions.derive, name="derive"),
    path("<int:pk>/consultation/", versions.consult, name="consult"),
    path("<int:pk>/clauses/add/", proposing.add, name="add"),
    path("<int:pk>/clauses/<uuid:uid>/", versions.clause, name="clause"),
    path("<int:pk>/clauses/<uuid:uid>/words/", proposing.amend, {"how": "words"}, name="words"),
    path("<int:pk>/clauses/<uuid:uid>/move/", proposing.amend, {"how": "move"}, name="move"),
    path("<int:pk>/clauses/<uuid:uid>/delete/", proposing.amend, {"how": "delete"}, name="delete"),
    path("<int:pk>/clauses/<uuid:uid>/grounds/", versions.ground, name="ground"),
    path("<int:pk>/clauses/<uuid:uid>/grounds/<int:ground>/", versions.unground, name="unground"),
    path("<int:pk>/amendments/", amendments.index, name="amendments"),
    path("<int:pk>/amendments/<int:number>/", amendments.amendment, name="amendment"),
    path(
        "<int:pk>/amendments/<int:number>/accept/",
        amendments.rule,
        {"event": "accept"},
        name="accept",
    ),
    path(
        "<int:pk>/amendments/<int:number>/reject/",
        amendments.rule,
        {"event": "reject"},
        name="reject",
    ),
    path(
        "<int:pk>/amendments/<int:number>/send-back/",
        amendments.rule,
        {"event": "ask_redraft"},
        name="ask_redraft",
    ),
    path("<int:pk>/amendments/<int:number>/withdraw/", amendments.withdraw, name="withdraw"),
    path("<int:pk>/amendments/<int:number>/support/", amendments.cosponsor, name="cosponsor"),
]
