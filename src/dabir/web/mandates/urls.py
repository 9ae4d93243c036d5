"""URLs of the mandates pages, below a group's address."""

from dabir.web.mandates.deadlines import urls as deadlines
from dabir.web.mandates.division import urls as division
from dabir.web.mandates.documents import urls as documents
from dabir.web.mandates.duties import urls as duties
from dabir.web.mandates.members import urls as members
from dabir.web.mandates.open_points import urls as open_points
from dabir.web.mandates.readings import urls as readings
from dabir.web.mandates.succession import urls as succession

app_name = "mandates"
urlpatterns = [
    *documents.urlpatterns,
    *readings.urlpatterns,
    *duties.urlpatterns,
    *deadlines.urlpatterns,
    *division.urlpatterns,
    *members.urlpatterns,
    *open_points.urlpatterns,
    *succession.urlpatterns,
]
