"""URLs of the public pages of this stage: no account is needed."""

from django.urls import path

from dabir.web.submissions import following, public, replying

urlpatterns = [
    path("calls/<slug:code>/respond/", public.respond, name="respond"),
    path("calls/<slug:code>/respond/<str:secret>/", public.respond_draft, name="respond_draft"),
    path("calls/<slug:code>/reply/", replying.official_reply, name="official_reply"),
    path("calls/<slug:code>/contributions/", public.contributions, name="contributions"),
    path("contributions/<str:receipt>/", public.published, name="published"),
    path("follow/", following.follow, name="follow"),
    path("f/<str:secret>/", following.follow_up, name="follow_up"),
    path("f/<str:secret>/receipt/", public.receipt, name="receipt"),
    path("f/<str:secret>/copy/", following.copy, name="follow_up_copy"),
    path("f/<str:secret>/consents/", following.consents, name="follow_up_consents"),
    path("f/<str:secret>/complete/", following.complete, name="follow_up_complete"),
    path("f/<str:secret>/withdraw/", following.withdraw, name="follow_up_withdraw"),
    path("f/<str:secret>/erase/", following.erase, name="follow_up_erase"),
]
