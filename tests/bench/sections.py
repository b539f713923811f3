"""The sections of the page: each measures, says what was promised, and draws what is worth a picture."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from mentormatch.matching.fit import left_out
from mentormatch.matching.representation import FITTED
from tests.bench import background as pairs
from tests.bench import cohorts as cohorts_bench
from tests.bench import explanation as reasons
from tests.bench import quality as tasks
from tests.bench import titles as forms
from tests.bench.peers.compare import measure_peers
from tests.bench.quality import Quality
from tests.bench.report import Picture, Section
from tests.bench.rows import Row, at_least, at_most, broken
from tests.campaigns import ranking_speed as ranking

HEADINGS = ("on", "what", "value", "unit", "promised", "notes")


def quality(folder: Path, queries: int) -> Section:
    found = tasks.measure(folder, queries)
    methods = list(dict.fromkeys(row.method for row in found))
    names = list(dict.fromkeys(row.task for row in found))
    by = {(row.task, row.method): row for row in found}
    rows = [
        [name, *(f"{by[name, method].ndcg:.3f}" for method in methods), _attention([by[name, one] for one in methods])]
        for name in names
    ]
    lost = [name for name in names if max(methods, key=lambda one: by[name, one].ndcg) != methods[0]]
    told = (
        "nDCG@10 on relevance that experts made, all methods in one run. Gini says how unevenly the first ten places\n"
        "are spread over the mentors (0 = evenly); own language is the share of the first ten that writes in the\n"
        f"student's language, where a pool mixes languages. Beaten on: {', '.join(lost) or 'no task'}."
    )
    picture = Picture("quality", names, {method: [by[name, method].ndcg for name in names] for method in methods})
    mine, plain = ([by[name, method] for name in names] for method in methods[:2])
    fitted = set(json.loads((FITTED / "representation.json").read_text("utf8"))["occupations"])
    measured = {one.rsplit("/", 1)[-1] for one in left_out(folder)}
    kept = [at_most(Row("all tasks", "ids that something was fitted on", len(fitted & measured), ""), 0)]
    kept += [
        at_most(Row(one.task, "share of the own language", one.own_language, ""), 0.5)
        for one in mine
        if one.own_language is not None
    ]
    kept += [
        at_most(Row(one.task, "Gini beside the ranking without corrections", one.gini / other.gini, ""), 0.85)
        for one, other in zip(mine, plain, strict=True)
        if one.own_language is not None and one.turns >= 2
    ]
    headings = ("task", *methods, "Gini, own language: with and without corrections")
    return Section("Quality of the ranking", told, headings, rows, picture, _broken(kept))


def _attention(of: Sequence[Quality]) -> str:
    def said(row: Quality) -> str:
        return f"{row.gini:.2f}" + ("" if row.own_language is None else f", {row.own_language:.2f}")

    return f"{said(of[0])} and {said(of[1])}"


def background() -> Section:
    rows = []
    for fact, (first, named) in pairs.measure().items():
        rows.append(at_least(Row(fact, "nearer one first", first, ""), pairs.LEAST_FIRST))
        rows.append(at_least(Row(fact, "a reason names the fact", named, ""), pairs.LEAST_FIRST))
    told = "2,000 pairs of mentors with the same career text that differ in one fact of their background."
    return _section("Does background mean something?", told, rows)


def explanation() -> Section:
    found = reasons.measure()
    rows = [
        Row("random pairs", "pairs", found["pairs"], ""),
        at_most(Row("random pairs", "largest gap between score and sum", found["gap"], ""), reasons.CLOSE),
        Row("random pairs", f"reasons of {found['kinds']} kinds derived again", found["derived"], ""),
        at_most(Row("random pairs", "reasons that are not true", found["wrong"], ""), 0),
    ]
    told = "Contributions must add up to the score, and what a reason says must follow from the two people alone."
    return _section("Do explanations hold?", told, rows)


def titles() -> Section:
    overlaps = forms.measure()
    rows = [
        Row(language, "median overlap of the first ten", float(np.median(some)), "")
        for language, some in overlaps.items()
    ]
    rows.append(
        at_least(Row("all", "median overlap of the first ten", forms.median(overlaps), ""), forms.LEAST_OVERLAP)
    )
    told = (
        "200 job titles in both gendered forms. The mentors have nothing but a title, which is the hardest case; a\n"
        "sentence about the goal beside the title brings the forms together."
    )
    return _section("Gendered titles", told, rows)


def speed() -> Section:
    told = (
        "One ranking with the whole score, words and reasons for twenty, vectors stored. CPU beside encoding the goal."
    )
    return _section("Speed of one ranking", told, ranking.measure())


def cohorts() -> Section:
    rows = cohorts_bench.measure(quick=False)
    told = (
        "Cohorts with half as many mentors, capacity 1 to 5 or (scarce) 1; scores of twelve hidden tastes with noise."
    )
    sizes = [row.group for row in rows if row.name == "CPU"]
    value = {(row.group, row.name): row.value for row in rows}
    series = {
        "MentorMatch": [value[size, "CPU"] for size in sizes],
        "SciPy, dense": [value.get((size, "SciPy's dense solver: CPU")) for size in sizes],
    }
    return _section("Whole cohorts, CPU seconds", told, rows, Picture("cohorts", sizes, series, logarithmic=True))


def peers() -> Section:
    told = (
        "Public packages for the same job, each in an environment of its own, on the largest cohort that it can do,\n"
        "the same input for both in the same run, CPU of the whole process."
    )
    return _section("Beside other packages", told, measure_peers(quick=False))


def _section(title: str, told: str, rows: list[Row], picture: Picture | None = None) -> Section:
    cells = [[row.group, row.name, f"{row.value:,.4g}", row.unit, _promise(row), row.notes] for row in rows]
    return Section(title, told, HEADINGS, cells, picture, _broken(rows))


def _broken(rows: list[Row]) -> list[str]:
    return [f"{row.group}, {row.name}: {row.value:.4g}, {row.promise}" for row in broken(rows)]


def _promise(row: Row) -> str:
    return row.promise if row.kept else f"{row.promise}: not kept"
