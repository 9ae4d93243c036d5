"""What each of Granian's own processes loads: Django, watched over.

Granian's processes outlive a server that is killed, and would go on answering beside the new
one; so each ends itself when its server is gone.
"""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

from dabir.cli.supervision import stop_without

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dabir.config.settings")
stop_without(os.getppid())
application = get_wsgi_application()

# What is loaded now stays loaded: the collector of cycles need not look through it again and again,
# nor at every 700 new objects, of which a single form has thousands. It took a quarter of the time
# of each form.
NEW_OBJECTS = 20_000
gc.collect()
gc.freeze()
gc.set_threshold(NEW_OBJECTS, 20, 50)
