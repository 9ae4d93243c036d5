"""URLs of a group's letters."""

from django.urls import path

from dabir.web.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/<slug:kind>/", views.new, name="new"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/pdf/", views.pdf, name="pdf"),
    path("<int:pk>/<slug:event>/", views.step, name="step"),
]
