"""URLs of the submissions pages, below a group's address.

The desk comes last: its last address takes any step's name.
"""

from dabir.web.submissions.alike import urls as alike
from dabir.web.submissions.answering import urls as answering
from dabir.web.submissions.arrivals import urls as arrivals
from dabir.web.submissions.assigning import urls as assigning
from dabir.web.submissions.contesting import urls as contesting
from dabir.web.submissions.desk import urls as desk
from dabir.web.submissions.entering import urls as entering
from dabir.web.submissions.exporting import urls as exporting
from dabir.web.submissions.importing import urls as importing
from dabir.web.submissions.mailboxes import urls as mailboxes
from dabir.web.submissions.reasons import urls as reasons
from dabir.web.submissions.redacting import urls as redacting
from dabir.web.submissions.sheets import urls as sheets
from dabir.web.submissions.tokens import urls as tokens
from dabir.web.submissions.vouching import urls as vouching

app_name = "submissions"
urlpatterns = [
    *tokens.urlpatterns,
    *exporting.urlpatterns,
    *vouching.urlpatterns,
    *reasons.urlpatterns,
    *assigning.urlpatterns,
    *answering.urlpatterns,
    *entering.urlpatterns,
    *importing.urlpatterns,
    *mailboxes.urlpatterns,
    *sheets.urlpatterns,
    *redacting.urlpatterns,
    *alike.urlpatterns,
    *contesting.urlpatterns,
    *arrivals.urlpatterns,
    *desk.urlpatterns,
]
