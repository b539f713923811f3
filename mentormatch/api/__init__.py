"""The JSON API under ``/api/v1``: what people do on pages, for programs of their own."""
