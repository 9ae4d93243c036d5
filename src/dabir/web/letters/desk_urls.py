"""URLs of a person's desk, in no group: the tray, referrals, mails."""

from django.urls import path

from dabir.web.letters import mails, referrals

urlpatterns = [
    path("tray/", referrals.tray, name="tray"),
    path("refer/<uuid:address>/", referrals.refer_item, name="refer"),
    path("referrals/<int:pk>/<slug:event>/", referrals.end, name="referral"),
    path("mails/", mails.index, name="mails"),
    path("mails/<int:pk>/", mails.mail, name="mail"),
]
