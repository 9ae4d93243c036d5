"""What one submission is like."""

from django.urls import path

from dabir.web.submissions.alike import views

urlpatterns = [path("<int:pk>/alike/", views.alike, name="alike")]
