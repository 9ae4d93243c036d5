"""URLs of the submissions pages, below a group's address."""

from django.urls import path

from dabir.web.submissions import entering, steps, views, working

app_name = "submissions"
urlpatterns = [
    path("", views.index, name="index"),
    path("several/", views.several, name="several"),
    path("enter/", entering.choose, name="choose_call"),
    path("enter/<int:call>/", entering.enter, name="enter"),
    path("outcomes/", working.outcomes, name="outcomes"),
    path("outcomes/open/", working.open_passages, name="open_passages"),
    path("outcomes/tell/<int:pk>/", working.tell, name="tell"),
    path("passages/<int:pk>/", working.passage, name="passage"),
    path("redactions/<int:pk>/lift/", working.lift, name="lift"),
    path("<int:pk>/", views.submission, name="submission"),
    path("<int:pk>/identity/", steps.identity, name="identity"),
    path("<int:pk>/admit/", steps.admit, name="admit"),
    path("<int:pk>/nominate/", steps.nominate, name="nominate"),
    path("<int:pk>/answers/<int:answer>/cut/", working.cut, name="cut"),
    path("<int:pk>/<slug:event>/", steps.step, name="step"),
]
