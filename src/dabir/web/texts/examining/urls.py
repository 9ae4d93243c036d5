"""URLs of the examining pages."""

from django.urls import path

from dabir.web.texts.examining import grounds, views

urlpatterns = [
    path("<int:pk>/grounds/", grounds.grounds, name="grounds"),
    path("<int:pk>/examination/", views.examination, name="examination"),
    path("<int:pk>/examination/document/", views.new_upstream, name="new_upstream"),
    path("<int:pk>/examination/finding/", views.find_against, name="finding"),
    path("<int:pk>/examination/guard/", views.guard, name="guard"),
    path("<int:pk>/examination/guard/<int:guard_pk>/", views.unguard, name="unguard"),
    path("upstream/<int:pk>/", views.upstream, name="upstream"),
    path("<int:pk>/clauses/<uuid:uid>/grounds/", grounds.ground, name="ground"),
    path("<int:pk>/clauses/<uuid:uid>/grounds/<int:ground>/", grounds.unground, name="unground"),
]
