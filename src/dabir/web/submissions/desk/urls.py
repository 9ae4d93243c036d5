"""Lists, steps, passages and outcomes."""

from django.urls import path

from dabir.web.submissions.desk import outcomes, steps, views

urlpatterns = [
    path("", views.index, name="index"),
    path("several/", views.several, name="several"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/open/", outcomes.open_passages, name="open_passages"),
    path("outcomes/tell/<int:pk>/", outcomes.tell, name="tell"),
    path("passages/<int:pk>/", outcomes.passage, name="passage"),
    path("redactions/<int:pk>/lift/", outcomes.lift, name="lift"),
    path("<int:pk>/", views.submission, name="submission"),
    path("<int:pk>/identity/", steps.identity, name="identity"),
    path("<int:pk>/admit/", steps.admit, name="admit"),
    path("<int:pk>/nominate/", steps.nominate, name="nominate"),
    path("<int:pk>/answers/<int:answer>/cut/", outcomes.cut, name="cut"),
    path("<int:pk>/<slug:event>/", steps.step, name="step"),
]
