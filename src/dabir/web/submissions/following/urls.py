"""What lies behind a follow-up link."""

from django.urls import path

from dabir.web.submissions.following import views

urlpatterns = [
    path("follow/", views.follow, name="follow"),
    path("f/<str:secret>/", views.follow_up, name="follow_up"),
    path("f/<str:secret>/copy/", views.copy, name="follow_up_copy"),
    path("f/<str:secret>/consents/", views.consents, name="follow_up_consents"),
    path("f/<str:secret>/complete/", views.complete, name="follow_up_complete"),
    path("f/<str:secret>/withdraw/", views.withdraw, name="follow_up_withdraw"),
    path("f/<str:secret>/erase/", views.erase, name="follow_up_erase"),
]
