"""The address at which a working group is founded: below no group."""

from django.urls import path

from dabir.web.mandates.founding import found

urlpatterns = [path("new/", found, name="found_group")]
