"""Pages for everybody, and where the office keeps the links to its big screens."""

from lianxin.public.views.creators import directory, directory_json
from lianxin.public.views.editions import edition, editions
from lianxin.public.views.screens import revoke_screen, screen, screens

__all__ = ["directory", "directory_json", "edition", "editions", "revoke_screen", "screen", "screens"]
