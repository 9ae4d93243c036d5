"""URLs of kept files."""

from django.urls import path

from dabir.web.files import views

urlpatterns = [path("files/<uuid:address>/", views.download, name="file")]
