"""The door for web servers and for ``flask --app wsgi``."""

from config import Config
from mentormatch.app import create_app

app = create_app(Config())
