"""URLs of the themes pages, below a group's address."""

from dabir.web.themes.agreeing import urls as agreeing
from dabir.web.themes.analysing import urls as analysing
from dabir.web.themes.campaigns import urls as campaigns
from dabir.web.themes.coding import urls as coding
from dabir.web.themes.distilling import urls as distilling
from dabir.web.themes.exporting import urls as exporting
from dabir.web.themes.naming import urls as naming
from dabir.web.themes.picturing import urls as picturing
from dabir.web.themes.proposed import urls as proposed
from dabir.web.themes.teaching import urls as teaching

app_name = "themes"
urlpatterns = [
    *naming.urlpatterns,
    *coding.urlpatterns,
    *agreeing.urlpatterns,
    *exporting.urlpatterns,
    *teaching.urlpatterns,
    *distilling.urlpatterns,
    *analysing.urlpatterns,
    *proposed.urlpatterns,
    *campaigns.urlpatterns,
    *picturing.urlpatterns,
]
