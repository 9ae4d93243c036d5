"""URLs of traces."""

from django.urls import path

from dabir.web.trace import views

urlpatterns = [
    path("trace/<uuid:address>/", views.trace_page, name="trace"),
    path("trace/<uuid:address>/trace.json", views.trace_json, name="trace_json"),
    path("trace/<uuid:address>/prov.json", views.trace_prov, name="trace_prov"),
]
