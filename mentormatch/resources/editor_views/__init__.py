"""Pages of those who write guides."""

from mentormatch.resources.editor_views import files, reviewing, suggestions, versions, writing
from mentormatch.resources.editor_views.blueprint import bp

__all__ = ["bp", "files", "reviewing", "suggestions", "versions", "writing"]
