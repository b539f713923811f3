"""The three pages of assignments: a cohort with its drafts, one draft, one of its rows."""

from flask import render_template, request

from mentormatch.assignments import queries
from mentormatch.assignments.forms import AskForm, RuleForm
from mentormatch.assignments.labels import KINDS, OBJECTIVES, SKIPPED, UNMATCHED
from mentormatch.assignments.models import Draft, DraftRow, DraftStatus
from mentormatch.assignments.shown import shown
from mentormatch.core.i18n import locale_code
from mentormatch.mentoring.parts import told
from mentormatch.mentoring.people_of import mentee_sheet, mentor_sheet
from mentormatch.profiles import queries as profiles
from mentormatch.programmes.models import Cohort
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.reasons import lines
from mentormatch.web.forms import clean_line
from mentormatch.web.paging import Page, wanted_page

TEXT_MOST = 100
#: Other mentors listed beside a row, and reasons beside each.
OTHERS, REASONS = 5, 2


def cohort_page(cohort: Cohort, form: AskForm) -> str:
    """Who waits, the drafts side by side, and how to make more."""
    places = queries.free_places(cohort.id, most_new=None)
    drafts = shown(queries.drafts_of(cohort))
    return render_template(
        "assignments/index.html",
        cohort=cohort,
        form=form,
        waiting=len(queries.who_waits(cohort.id)),
        places=sum(places.values()),
        mentors=len(places),
        drafts=drafts,
        under_way=any(draft.is_under_way for draft in drafts),
        descriptions={objective.value: words[1] for objective, words in OBJECTIVES.items()},
        rules=queries.rules_of(cohort.id),
        kinds=KINDS,
    )


def draft_page(draft: Draft) -> str:
    """The figures of a draft and its rows, the weakest pairs first."""
    text, number = clean_line(request.args.get("q"))[:TEXT_MOST], wanted_page()
    only = request.args.get("show", "")
    only = only if only in {"matched", "unmatched"} else ""
    rows, total = queries.page_of(draft, text=text, only=only, offset=(number - 1) * queries.PAGE_SIZE)
    kept = {name: value for name, value in (("q", text), ("show", only)) if value}
    (figures,) = shown([draft])
    return render_template(
        "assignments/draft.html",
        draft=draft,
        figures=figures,
        rows=rows,
        page=Page("assignments.show", number, queries.PAGE_SIZE, total, {"draft_id": draft.id, **kept}),
        text=text,
        only=only,
        unmatched=UNMATCHED,
        skipped=SKIPPED,
    )


def row_page(row: DraftRow, form: RuleForm, error: str = "") -> str:
    """One student of a draft: the proposed mentor with the reasons, who else, and what a coordinator can do."""
    draft = queries.draft_of(row)
    offer = profiles.offer_of(row.mentor_id) if row.mentor_id else None
    open_draft = draft.status == DraftStatus.READY
    return render_template(
        "assignments/row.html",
        draft=draft,
        row=row,
        form=form,
        error=error,
        mentee=mentee_sheet(row.mentee),
        mentor=mentor_sheet(offer) if offer else None,
        told=told(row.recommendation) if row.mentor_id else None,
        others=_others(draft, row) if open_draft else [],
        is_open=open_draft,
        unmatched=UNMATCHED,
        skipped=SKIPPED,
    )


def _others(draft: Draft, row: DraftRow) -> list[dict[str, object]]:
    """The next-best mentors for this student, with the places that this draft leaves, and whom they would get."""
    places = queries.free_places(draft.cohort_id, most_new=None)
    found = recommendations.alternatives(row.mentee, cohort=draft.cohort, exclude={row.mentor_id or 0}, top=OTHERS)
    given = queries.given_to(draft, [one.mentor_id for one in found])
    return [
        {
            "shown": one,
            "reasons": lines(one.recommendation.reasons, locale_code(), most=REASONS, against=1),
            "left": places.get(one.mentor_id, 0) - len(given.get(one.mentor_id, [])),
            "students": given.get(one.mentor_id, []),
        }
        for one in found
    ]
