"""A ranker as bytes: plain JSON with a format version and a digest that is checked before anything is used."""

import dataclasses
import hashlib
import json
from typing import Any

from mentormatch.matching.errors import BadArtefact
from mentormatch.matching.weights import FEATURES, Parameters

FORMAT = "mentormatch-linear-1"
NUMBERS = ("middle", "width", "translation", "hub", "neighbours", "exploring", "variety", "load", "acceptance")


def dump(parameters: Parameters) -> bytes:
    """Return the parameters as JSON bytes."""
    body = _body(parameters)
    return json.dumps({"format": FORMAT, "digest": _sha256(body), "parameters": body}, indent=1).encode()


def load(stored: bytes) -> Parameters:
    """Return the parameters; raises BadArtefact when the bytes are damaged or of another format."""
    try:
        whole = json.loads(stored)
        form, claimed, body = whole["format"], whole["digest"], whole["parameters"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadArtefact(f"this is no stored ranker: {error}") from error
    if form != FORMAT:
        raise BadArtefact(f"the stored ranker has format {form!r}; this program reads {FORMAT!r}")
    if _sha256(body) != claimed:
        raise BadArtefact(f"the stored ranker is damaged: its digest is {_sha256(body)}, not {claimed}")
    return _parameters(body)


def digest(parameters: Parameters) -> str:
    """Return the SHA-256 of the parameters in hex."""
    return _sha256(_body(parameters))


def _parameters(body: dict[str, Any]) -> Parameters:
    try:
        parameters = Parameters(
            weights={str(name): float(value) for name, value in body["weights"].items()},
            curves={name: tuple((float(x), float(y)) for x, y in curve) for name, curve in body["curves"].items()},
            typical={str(name): float(value) for name, value in body["typical"].items()},
            bands=tuple((str(name), float(limit)) for name, limit in body["bands"]),
            **{name: float(body[name]) for name in NUMBERS},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadArtefact(f"the stored ranker lacks or garbles a parameter: {error}") from error
    missing = [name for name in FEATURES if name not in parameters.weights or name not in parameters.typical]
    if missing:
        raise BadArtefact(f"the stored ranker lacks features: {', '.join(missing)}")
    return parameters


def _body(parameters: Parameters) -> dict[str, Any]:
    return json.loads(json.dumps(dataclasses.asdict(parameters)))


def _sha256(body: Any) -> str:
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
