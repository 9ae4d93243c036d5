"""URLs of the calls pages, below a group's address.

Drafting comes last: its last address takes any move's name.
"""

from dabir.web.calls.correcting import urls as correcting
from dabir.web.calls.drafting import urls as drafting
from dabir.web.calls.heard import urls as heard
from dabir.web.calls.inquiry import urls as inquiry

app_name = "calls"
urlpatterns = [
    *inquiry.urlpatterns,
    *correcting.urlpatterns,
    *heard.urlpatterns,
    *drafting.urlpatterns,
]
