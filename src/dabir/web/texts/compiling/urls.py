"""URLs of amendments, the compilation text and the next version."""

from django.urls import path

from dabir.web.texts.compiling import amendments, compilation, deriving

urlpatterns = [
    path("<int:pk>/compilation/", compilation.compilation, name="compilation"),
    path("<int:pk>/next/", deriving.derive, name="derive"),
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
