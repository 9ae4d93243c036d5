"""What each of Granian's own processes loads: Django, watched over.

Granian's processes outlive a server that is killed, and would go on answering beside the new
one; so each ends itself when its server is gone.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from dabir.cli.garbage import collect_seldom
from dabir.cli.supervision import stop_without

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
stop_without(os.getppid())
application = get_wsgi_application()
collect_seldom()
