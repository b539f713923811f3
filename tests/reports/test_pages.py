"""The page, the PDF, CSV and JSON say the same numbers; each figure opens its rows; strangers find nothing."""

import io
import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.recommendations.service import Attention
from mentormatch.reports import service, words
from mentormatch.reports.figures import FIGURES, values_in
from mentormatch.reports.scope import Scope
from tests.pdf import make_readable, words_of
from tests.reports.conftest import MadeUp, rows_of


@pytest.fixture
def readable_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    make_readable(monkeypatch)


def test_all_forms_of_a_report_say_the_same(app: Any, world: MadeUp, as_person: Any, readable_pdf: None) -> None:
    cora, base, days = (
        as_person(world.people.cora),
        f"/coordinator/cohorts/{world.cohort.id}/report",
        "?from=2026-06-10",
    )
    page = BeautifulSoup(cora.get(base + days).text, "html.parser")
    on_page = {
        str(row.find("a")["href"]).split("/figures/")[1].split("?")[0]: row.find("td").text
        for row in page.select("table.figures tbody tr")
    }
    said = json.loads(cora.get(f"{base}.json{days}").text)
    in_json = {figure["key"]: figure for figure in said["figures"]}
    lines = cora.get(f"{base}.csv{days}").text.splitlines()
    pdf = cora.get(f"{base}.pdf{days}")
    assert pdf.data.startswith(b"%PDF")
    written = words_of(pdf.data)
    with app.test_request_context():
        scope = Scope(world.cohort, first=date(2026, 6, 10), zone=world.people.cora.time_zone)
        found = values_in(scope)
        assert set(on_page) == set(in_json) == set(FIGURES)
        for (figure, value), line in zip(found, lines[1:], strict=True):
            head, detail = words.headline(figure, value), words.detail(figure, value)
            assert on_page[figure.key] == head
            assert (in_json[figure.key]["value"], in_json[figure.key]["part"]) == (value.value, value.part)
            assert line.split(",")[0] == figure.key
            assert head in line or head == "–"
            assert f"{figure.name} {head.replace('–', '-')}" in written, figure.key
            assert detail in written
            for row in words.bins(figure, value):
                assert f"{row['label']} {row['number']}" in written
            assert str(figure.rule)[:40] in written


def test_a_figure_opens_the_rows_behind_it_as_a_page_and_as_files(world: MadeUp, as_person: Any) -> None:
    cora, base = as_person(world.people.cora), f"/coordinator/cohorts/{world.cohort.id}/report/figures"
    for key, figure in FIGURES.items():
        page = cora.get(f"{base}/{key}")
        assert page.status_code == 200, key
        assert str(figure.rule)[:30] in BeautifulSoup(page.text, "html.parser").text
        assert "ranker" not in page.text
    counts = cora.get(f"{base}/matched/rows.csv?show=yes").text.splitlines()
    others = cora.get(f"{base}/matched/rows.csv?show=no").text.splitlines()
    value = FIGURES["matched"].value_in(Scope(world.cohort))
    assert (len(counts) - 1, len(others) - 1) == (value.part, value.of - (value.part or 0))
    rows_of("UPDATE person SET name = '=1+1' WHERE name = 'mentee 1 0' RETURNING 1")
    db.session.commit()
    assert "'=1+1," in cora.get(f"{base}/registered/rows.csv").text
    book = load_workbook(io.BytesIO(cora.get(f"{base}/registered/rows.xlsx").data))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert all(cell.data_type == "s" for cell in cells)
    assert len(list(book.worksheets[0].iter_rows())) - 1 == FIGURES["registered"].value_in(Scope(world.cohort)).of
    assert len(BeautifulSoup(cora.get(f"{base}/registered").text, "html.parser").select("tbody tr")) == 50
    for address in ("/nothing", "/matched?from=2026-09-09&to=2026-01-01"):
        assert cora.get(base + address).status_code in {400, 404}
    assert cora.get(f"/coordinator/cohorts/{world.other.id}/report").status_code == 404
    assert cora.get("/coordinator/reports?from=nonsense").status_code == 200


def test_how_often_mentors_are_shown_is_counted_by_the_worker_once_it_is_asked(
    world: MadeUp, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor = rows_of("SELECT mentor_id FROM exposure_place WHERE cohort_id = :c ORDER BY 1", c=world.cohort.id)[3][0]
    counted = Attention(Counter({mentor: 5, 999_999: 2}), 12)
    monkeypatch.setattr(service.recommendations, "shown_in", lambda cohort, *, top: counted)
    JOBS["reports.count_exposure"]()
    value = FIGURES["shown"].value_in(Scope(world.cohort))
    assert value.of > 1, "nobody asked for a count"
    cora, base = as_person(world.people.cora), f"/coordinator/cohorts/{world.cohort.id}/report"
    for _time in range(2):
        assert cora.post(f"{base}/exposure").status_code == 303
    assert "being counted" in cora.get(base).text
    JOBS["reports.count_exposure"]()
    value = FIGURES["shown"].value_in(Scope(world.cohort))
    assert (value.of, value.part) == (1, 1)
    assert "over 12 lists" in cora.get(base).text
