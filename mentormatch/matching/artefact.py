"""A ranker as bytes: plain JSON with a format version and a digest that is checked before anything is used."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from math import isfinite
from typing import Any

from mentormatch.matching.errors import BadArtefact
from mentormatch.matching.weights import BANDS, CURVES, LARGEST, TYPICAL, WEIGHTS, Parameters

FORMAT = "mentormatch-linear-1"
NUMBERS = ("middle", "width", "translation", "hub", "neighbours", "exploring", "variety", "load", "acceptance")
#: Those that are shares of something.
SHARES = ("translation", "exploring", "variety", "load", "acceptance")


def dump(parameters: Parameters) -> bytes:
    """Return the parameters as JSON bytes."""
    body = _body(parameters)
    return json.dumps({"format": FORMAT, "digest": _sha256(body), "parameters": body}, indent=1).encode()


def load(stored: bytes) -> Parameters:
    """Return the parameters; raises BadArtefact when the bytes are damaged or of another format."""
    try:
        whole = json.loads(stored)
        form, claimed, body = whole["format"], whole["digest"], whole["parameters"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
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
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadArtefact(f"the stored ranker lacks or garbles a parameter: {error}") from error
    fault = next(_faults(parameters), "")
    if fault:
        raise BadArtefact(f"the stored ranker cannot rank: {fault}")
    return parameters


def _faults(parameters: Parameters) -> Iterator[str]:
    """Yield what would make a score that is no number from 0 to 1, or none at all."""
    for kind, published in (("weights", WEIGHTS), ("typical", TYPICAL), ("curves", CURVES)):
        if odd := published.keys() ^ getattr(parameters, kind).keys():
            yield f"{kind} are missing or not known: {', '.join(sorted(odd))}"
    yield from _odd_numbers(parameters)
    for name, curve in parameters.curves.items():
        rising = all(one < other for (one, _), (other, _) in pairwise(curve))
        if not (curve and rising and all(isfinite(x) and 0 <= y <= 1 for x, y in curve)):
            yield f"the curve of {name} has no rising points with heights from 0 to 1"
    limits = [limit for _, limit in parameters.bands]
    if [name for name, _ in parameters.bands] != [name for name, _ in BANDS] or limits != sorted(limits, reverse=True):
        yield f"the bands are {parameters.bands}"


def _odd_numbers(parameters: Parameters) -> Iterator[str]:
    numbers = {**parameters.weights, "all weights together": sum(parameters.weights.values())}
    yield from (f"the weight of {name} is {value}" for name, value in numbers.items() if not 0 <= value <= LARGEST)
    if not any(parameters.weights.values()):
        yield "all weights are zero"
    yield from (f"typical {name} is {value}" for name, value in parameters.typical.items() if not isfinite(value))
    for name in NUMBERS:
        value = getattr(parameters, name)
        if not (isfinite(value) and (name not in SHARES or 0 <= value <= 1) and (name != "width" or value > 0)):
            yield f"{name} is {value}"


def _body(parameters: Parameters) -> dict[str, Any]:
    return json.loads(json.dumps(dataclasses.asdict(parameters)))


def _sha256(body: Any) -> str:
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
