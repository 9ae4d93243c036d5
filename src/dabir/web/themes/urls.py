"""URLs of the themes pages, below a group's address."""

from dabir.web.themes.coding import urls as coding
from dabir.web.themes.distilling import urls as distilling
from dabir.web.themes.naming import urls as naming

app_name = "themes"
urlpatterns = [
    *naming.urlpatterns,
    *coding.urlpatterns,
    *distilling.urlpatterns,
]
