"""URLs of amendments, the compilation text and the next version."""

from django.urls import path

from dabir.web.texts.compiling import (
    amendments,
    compilation,
    deciding,
    deriving,
    listing,
    merging,
    parts,
    procedure,
    rewording,
)

urlpatterns = [
    path("<int:pk>/compilation/", compilation.compilation, name="compilation"),
    path(
        "<int:pk>/compilation/<slug:contest>/decide/",
        deciding.decide,
        name="decide_contest",
    ),
    path("<int:pk>/compilation/<slug:contest>/merge/", merging.merge, name="merge_contest"),
    path(
        "<int:pk>/compilation/<slug:contest>/<slug:option>/support/",
        deciding.support,
        name="support_option",
    ),
    path("<int:pk>/procedure/", procedure.procedure, name="procedure"),
    path("<int:pk>/procedure/block/", procedure.block, name="block"),
    path("<int:pk>/amendments/<int:number>/procedure/", procedure.treat, name="treat"),
    path("<int:pk>/amendments/<int:number>/answer/", procedure.answer, name="answer_treatment"),
    path(
        "<int:pk>/amendments/<int:number>/parts/<int:place>/",
        parts.rule_part,
        name="rule_part",
    ),
    path(
        "<int:pk>/amendments/<int:number>/parts/<int:place>/withdraw/",
        parts.withdraw_part,
        name="withdraw_part",
    ),
    path(
        "<int:pk>/amendments/<int:number>/amend/<uuid:uid>/",
        rewording.amend_part,
        name="amend_amendment",
    ),
    path("<int:pk>/clauses/<uuid:uid>/correct/", rewording.correct, name="correct"),
    path("<int:pk>/next/", deriving.derive, name="derive"),
    path("<int:pk>/amendments/", listing.index, name="amendments"),
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
