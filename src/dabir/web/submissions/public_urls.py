"""URLs of the public pages of this stage: no account is needed."""

from dabir.web.submissions.answering import public_urls as answering
from dabir.web.submissions.confirming import urls as confirming
from dabir.web.submissions.contesting import public_urls as contesting
from dabir.web.submissions.exporting import public_urls as exporting
from dabir.web.submissions.following import urls as following
from dabir.web.submissions.published import urls as published
from dabir.web.submissions.replying import urls as replying
from dabir.web.submissions.responding import urls as responding
from dabir.web.submissions.sheets import public_urls as sheets
from dabir.web.submissions.vouching import public_urls as vouching

urlpatterns = [
    *exporting.urlpatterns,
    *vouching.urlpatterns,
    *answering.urlpatterns,
    *responding.urlpatterns,
    *confirming.urlpatterns,
    *replying.urlpatterns,
    *published.urlpatterns,
    *sheets.urlpatterns,
    *contesting.urlpatterns,
    *following.urlpatterns,
]
