"""A browser without a screen: cookies, forms with their tokens, no redirects followed."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')


#: So often a page is asked for before its server counts as gone.
TRIES = 5


@dataclass
class Answer:
    status: int
    location: str
    text: str


@dataclass
class Browsing:
    """One device. Each request has a connection of its own, so that any process of the server may answer it."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str) -> Answer:
        """A page; asked for again where the connection breaks with a killed process, since looking changes nothing."""
        answer = self._looked_at(path)
        if found := TOKEN.search(answer.text):
            self.token = found[1] or found[2]
        return answer

    def _looked_at(self, path: str) -> Answer:
        for _try in range(TRIES):
            try:
                return self._send("GET", path)
            except (ConnectionError, HTTPException) as error:
                broken = error
        raise broken

    def post(self, path: str, **fields: str) -> Answer:
        return self._send("POST", path, urlencode({"csrf_token": self.token, **fields}))

    def _send(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(self.host, self.port, timeout=120)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            text = response.read().decode()
        finally:
            connection.close()
        return Answer(response.status, response.headers.get("Location", ""), text)
