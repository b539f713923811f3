"""Fit the representation on public occupations: `python -m mentormatch.matching.fit ESCO.json.gz [--leave-out DIR]`.

The file is a list of occupations of ESCO: id, isco, label / other / description by language. Nothing of the texts is
kept; what is written are axes, a centre and the vectors of reference goals, with their source beside them.
"""

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching import text
from mentormatch.matching.encoder import Encoder
from mentormatch.matching.representation import FITTED

Floats = npt.NDArray[np.float64]
Occupation = dict[str, Any]

AXES, SHRINKAGE, GOALS, SEED, OTHER_LABELS = 128, 0.6, 600, 5, 6
SOURCE = (
    "ESCO 1.2.0, European Union, CC BY 4.0 (this uses the ESCO classification of the European Commission), modified"
)
#: Ways to say a goal. Saying it is no part of the career, so the axes learn to look past it.
LEADS = {
    "en": ("I would like to become {}", "I want to work as {}", "My goal is to be {}"),
    "es": ("Me gustaría ser {}", "Quiero trabajar como {}"),
    "de": ("Ich möchte {} werden", "Ich will als {} arbeiten"),
}
#: The same in languages of which there are no labels here, around the English label, as people do write.
FOREIGN_LEADS = ("Vorrei diventare {}", "Je voudrais devenir {}", "Gostaria de ser {}", "Ik wil graag {} worden")


@dataclass(frozen=True)
class Views:
    """Texts of occupations: vectors (k, 512), the occupation of each row, the ISCO group of each occupation."""

    vectors: Floats
    occupation: npt.NDArray[np.intp]
    group: npt.NDArray[np.str_]
    titles: npt.NDArray[np.intp]


def texts_of(occupation: Occupation) -> Iterator[tuple[str, bool]]:
    """Yield every form in which an occupation is told, and whether it is its title."""
    for language, leads in LEADS.items():
        label = text.clean((occupation["label"].get(language) or "").split("/")[0])
        description = occupation["description"].get(language) or ""
        if label:
            yield label, True
            yield from ((lead.format(label), False) for lead in leads)
        others = (occupation["other"].get(language) or [])[:OTHER_LABELS]
        yield from ((text.clean(other), False) for other in others if text.has_words(other))
        if description:
            yield text.clean(description), False
            yield from ((sentence, False) for sentence in text.sentences(description))
    english = text.clean(occupation["label"]["en"])
    yield from ((lead.format(english), False) for lead in FOREIGN_LEADS)


def views_of(occupations: list[Occupation], encoder: Encoder) -> Views:
    """Encode every form of every occupation."""
    told = [(i, form, title) for i, one in enumerate(occupations) for form, title in texts_of(one)]
    return Views(
        encoder.encode([form for _, form, _ in told]).astype(np.float64),
        np.array([i for i, _, _ in told]),
        np.array([one["isco"] for one in occupations]),
        np.flatnonzero([title for _, _, title in told]),
    )


def discriminant_axes(views: Views) -> tuple[Floats, Floats]:
    """Return the centre (512,) and the axes (512, AXES) of a shrunk linear discriminant analysis.

    Within: how the forms of one occupation differ, plus how the occupations of one ISCO group differ. Between: how
    occupations differ. Each axis is weighted by sqrt(l / (l + 2 median l)), l its ratio of between to within.
    """
    from scipy.linalg import eigh

    means = _means(views.vectors, views.occupation)
    groups = np.unique(views.group, return_inverse=True)[1]
    near = means - _means(means, groups)[groups]
    counts = np.bincount(views.occupation)[views.occupation]
    forms = (views.vectors - means[views.occupation]) / np.sqrt(counts)[:, None]
    within = (forms.T @ forms + near.T @ near) / len(means)
    size = within.shape[0]
    within = (1 - SHRINKAGE) * within + SHRINKAGE * np.trace(within) / size * np.eye(size)
    ratios, axes = eigh(np.cov(means.T), within)
    ratios, axes = ratios[::-1][:AXES], axes[:, ::-1][:, :AXES]
    return means.mean(axis=0), axes * np.sqrt(ratios / (ratios + 2 * np.median(ratios)))


def _means(rows: Floats, owners: npt.NDArray[np.intp]) -> Floats:
    sums = np.zeros((owners.max() + 1, rows.shape[1]))
    np.add.at(sums, owners, rows)
    return sums / np.bincount(owners)[:, None]


def write(views: Views, ids: list[str], encoder: Encoder, folder: Path) -> None:
    """Write the fitted numbers and their description."""
    centre, axes = discriminant_axes(views)
    chosen = np.random.default_rng(SEED).choice(views.titles, GOALS, replace=False)
    bank = np.round(views.vectors[chosen] * 127).astype(np.int8)
    path = folder / "representation.npz"
    np.savez(path, centre=centre.astype(np.float16), axes=axes.astype(np.float16), bank=bank)
    described = {
        "source": SOURCE,
        "encoder": encoder.model_id,
        "made_by": "python -m mentormatch.matching.fit",
        "options": {"axes": AXES, "shrinkage": SHRINKAGE, "goals": GOALS, "seed": SEED, "labels": OTHER_LABELS},
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "occupations": sorted(one.rsplit("/", 1)[-1] for one in ids),
    }
    (folder / "representation.json").write_text(json.dumps(described, indent=1) + "\n", "utf8")


def left_out(folder: Path) -> set[str]:
    """Return every id that occurs in the ranking tasks of a folder, so that nothing is fitted on what is measured."""
    ids: set[str] = set()
    for path in folder.glob("*.json.gz"):
        task = json.loads(gzip.decompress(path.read_bytes()))
        ids |= {str(mentor["id"]) for mentor in task["mentors"]}
        ids |= {str(query["profile"]["id"]) for query in task["queries"]}
    return ids


def main() -> None:
    """Read the occupations, leave out those that are measured, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("occupations", type=Path)
    parser.add_argument("--leave-out", type=Path, help="folder of ranking tasks")
    parser.add_argument("--out", type=Path, default=FITTED)
    chosen = parser.parse_args()
    occupations = json.loads(gzip.decompress(chosen.occupations.read_bytes()))
    measured = left_out(chosen.leave_out) if chosen.leave_out else set()
    kept = [one for one in occupations if one["id"] not in measured]
    encoder = Encoder.default()
    write(views_of(kept, encoder), [one["id"] for one in kept], encoder, chosen.out)


if __name__ == "__main__":
    main()
