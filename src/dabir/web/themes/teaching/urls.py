"""What the codes teach."""

from django.urls import path

from dabir.web.themes.teaching import views

urlpatterns = [
    path("coding/learning/", views.learning, name="learning"),
    path("coding/learning/calls/<int:call>/", views.teach, name="teach"),
    path("coding/learning/<int:pk>/", views.classifier_page, name="classifier"),
    path("coding/learnt/<int:pk>/", views.answer, name="answer_learnt"),
]
