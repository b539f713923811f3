from tests.mentoring.conftest import ask, later

__all__ = ["ask", "later"]
