"""URLs of the steering pages."""

from django.urls import path

from dabir.web.texts.steering import outputs, views

urlpatterns = [
    path("new/", views.new, name="new"),
    path("outputs/<int:duty>/", outputs.begin, name="begin_output"),
    path("<int:pk>/hand-in/", outputs.hand_in, name="hand_in"),
    path("<int:pk>/draft/", views.zero, name="zero"),
    path("<int:pk>/title/", views.rename, name="rename"),
    path("<int:pk>/readers/", views.readers, name="readers"),
    path("<int:pk>/shelve/", views.shelve, name="shelve"),
    path("<int:pk>/consultation/", views.consult, name="consult"),
]
