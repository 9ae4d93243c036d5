"""URLs of the issuances pages, below a group's address."""

from django.urls import path

from dabir.web.issuances import demands, views

app_name = "issuances"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.issuance, name="issuance"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/preview.pdf", views.preview, name="preview"),
    path("<int:pk>/now/<slug:event>/", views.step, name="step"),
    path("<int:pk>/recipients/<int:recipient>/", views.acknowledgement, name="acknowledge"),
    path("<int:pk>/demands/new/", demands.new, name="new_demand"),
    path("demands/", demands.index, name="demands"),
    path("demands/<int:pk>/", demands.demand, name="demand"),
    path("demands/<int:pk>/<slug:event>/", demands.step, name="demand_step"),
]
