"""URLs of the reading pages."""

from django.urls import path

from dabir.web.texts.reading import upstream, versions, views

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.text, name="text"),
    path("<int:pk>/versions/", versions.compare_two, name="compare"),
    path("<int:pk>/versions/documents/<int:document>/", upstream.beside, name="beside_upstream"),
    path(
        "<int:pk>/versions/documents/<int:document>/<int:version>/<slug:ending>/",
        upstream.beside_file,
        name="beside_upstream_file",
    ),
    path("<int:pk>/origins/", versions.whole_origins, name="origins"),
    path("<int:pk>/clauses/<uuid:uid>/", versions.clause, name="clause"),
]
