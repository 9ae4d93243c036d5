"""URLs of the texts pages, below a group's address."""

from dabir.web.texts.commenting import urls as commenting
from dabir.web.texts.compiling import urls as compiling
from dabir.web.texts.examining import urls as examining
from dabir.web.texts.files import urls as files
from dabir.web.texts.proposing import urls as proposing
from dabir.web.texts.reading import urls as reading
from dabir.web.texts.sheets import urls as sheets
from dabir.web.texts.steering import urls as steering

app_name = "texts"
urlpatterns = [
    *reading.urlpatterns,
    *steering.urlpatterns,
    *proposing.urlpatterns,
    *commenting.urlpatterns,
    *compiling.urlpatterns,
    *examining.urlpatterns,
    *files.urlpatterns,
    *sheets.urlpatterns,
]
