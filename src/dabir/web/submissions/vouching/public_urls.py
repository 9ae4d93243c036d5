"""The page on which whoever was asked says whether a submission is theirs."""

from django.urls import path

from dabir.web.submissions.vouching import public

urlpatterns = [path("is-this-yours/<str:secret>/", public.vouch, name="vouch")]
