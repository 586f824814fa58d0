"""What a page with a form answers; anything else is a 405, also from allauth, to which PUT is POST."""

from django.views.decorators.http import require_http_methods, require_safe

form_page = require_http_methods(["GET", "HEAD", "POST"])
plain_page = require_safe
