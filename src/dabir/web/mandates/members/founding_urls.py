"""The addresses at which a working group is founded and its secretary registered: of no group."""

from django.urls import path

from dabir.web.mandates.members.founding import constitute, found, secretary

urlpatterns = [
    path("new/", found, name="found_group"),
    path("new/itself/", constitute, name="constitute_group"),
    path("new/person/", secretary, name="found_person"),
]
