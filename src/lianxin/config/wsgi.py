import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
application = get_wsgi_application()

from lianxin.core.checks import refuse_to_start  # noqa: E402  the apps must be loaded

refuse_to_start()
