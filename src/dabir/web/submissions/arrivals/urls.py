"""What came to a call, in pictures."""

from django.urls import path

from dabir.web.submissions.arrivals import views

urlpatterns = [
    path("arrivals/<int:pk>/", views.arrivals, name="arrivals"),
]
