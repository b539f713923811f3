"""Coordinators: the words that people share, likely duplicates, merges with preview and undo."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import NotFound, Refusal
from mentormatch.core.i18n import Lazy, _, _l, _n
from mentormatch.profiles import merging, words
from mentormatch.profiles import spoken as words_of
from mentormatch.profiles.models import Term, TermKind, TermMerge
from mentormatch.profiles.vocabulary import key_of
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access
from mentormatch.web.forms import clean_line
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("words", __name__, url_prefix="/coordinator/words", template_folder="templates")
KINDS: dict[TermKind, Lazy] = {
    TermKind.SKILL: _l("Skills"),
    TermKind.ROLE: _l("Roles"),
    TermKind.INDUSTRY: _l("Industries"),
    TermKind.FIELD: _l("Former fields"),
    TermKind.DEGREE: _l("Degrees"),
}
ONLY = ("", "alike", "hidden")
MOST = 120


@bp.get("")
@access(Who.COORDINATOR)
def index() -> str:
    """The words of one kind, searched and sorted; those that may be one; or those that are hidden."""
    kind, number = _kind(), wanted_page()
    only = request.args.get("show", "") if request.args.get("show") in ONLY else ""
    text, sort = clean_line(request.args.get("q"))[:100], "name" if request.args.get("sort") == "name" else ""
    offset = (number - 1) * words.PAGE_SIZE
    pairs = words.duplicates(current_user, kind) if only == "alike" and _cohorts() else []
    terms, total = words.page_of(current_user, kind, text=text, only=only, sort=sort, offset=offset)
    if only == "alike":
        pairs, total = pairs[offset : offset + words.PAGE_SIZE], len(pairs)
    kept = {"kind": kind.value, "show": only or None, "q": text or None, "sort": sort or None}
    return render_template(
        "profiles/words/index.html",
        kind=kind, kinds=KINDS, only=only, text=text, sort=sort, terms=terms, pairs=pairs, cohorts=_cohorts(),
        page=Page("words.index", number, words.PAGE_SIZE, total, kept),
    )  # fmt: skip


@bp.get("/one")
@access(Who.COORDINATOR)
def show() -> str:
    return _show(_term())


@bp.post("/one")
@access(Who.COORDINATOR)
def respell() -> ResponseReturnValue:
    """Another spelling of the same word is kept at once; another word is a merge, which shows its preview first."""
    term, label = _term(), clean_line(request.form.get("label"))[:MOST]
    if key_of(label) != term.key:
        return redirect(url_for(".preview", kind=term.kind.value, key=term.key, into=label), code=303)
    try:
        merging.respell(term.kind, term.key, label, by=current_user)
    except Refusal as refusal:
        return _show(term, str(refusal)), refusal.status
    flash(_("Saved: it is offered in this spelling now."), "success")
    return redirect(url_for(".show", kind=term.kind.value, key=term.key), code=303)


@bp.post("/hide")
@access(Who.COORDINATOR)
def hide() -> ResponseReturnValue:
    term, hidden = _term(), request.form.get("hidden") == "yes"
    merging.set_hidden(term.kind, term.key, hidden, by=current_user)
    flash(_("It is no longer offered while somebody types.") if hidden else _("It is offered again."), "success")
    return redirect(url_for(".show", kind=term.kind.value, key=term.key), code=303)


@bp.get("/merge")
@access(Who.COORDINATOR)
def preview() -> ResponseReturnValue:
    """Whom a merge would affect, before it is done."""
    term, into = _term(), clean_line(request.args.get("into"))[:MOST]
    try:
        plan = merging.plan(term.kind, term.key, into)
    except Refusal as refusal:
        return _show(term, str(refusal), into), refusal.status
    return render_template(
        "profiles/words/preview.html",
        plan=plan, kinds=KINDS, users=words.users(current_user, plan.people), named=words.NAMED,
        target=words.find(current_user, term.kind, plan.target_key), days=merging.UNDO_FOR.days,
    )  # fmt: skip


@bp.post("/merge")
@access(Who.COORDINATOR)
def merge() -> ResponseReturnValue:
    term, into = _term(), clean_line(request.form.get("into"))[:MOST]
    try:
        done = merging.merge(term.kind, term.key, into, by=current_user)
    except Refusal as refusal:
        return _show(term, str(refusal), into), refusal.status
    changed = _n(
        "The answers of %(num)s person are changed.", "The answers of %(num)s people are changed.", done.people
    )
    flash(f"{_('“%(one)s” is “%(other)s” now.', one=done.source_label, other=done.target_label)} {changed}", "success")
    return redirect(url_for(".merges"), code=303)


@bp.get("/merges")
@access(Who.COORDINATOR)
def merges() -> str:
    """What was merged, the latest first."""
    return _merges()


@bp.post("/merges/<int:merge_id>/undo")
@access(Who.COORDINATOR, load=words.merge_for)
def undo(merge: TermMerge) -> ResponseReturnValue:
    try:
        restored, left = merging.undo(merge, by=current_user)
    except Refusal as refusal:
        flash(str(refusal), "warning")
        return _merges(), refusal.status
    flash(_n("Undone: %(num)s answer is as it was.", "Undone: %(num)s answers are as they were.", restored), "success")
    if left:
        flash(
            _n(
                "%(num)s answer was changed by its owner since and stays as it is.",
                "%(num)s answers were changed by their owners since and stay as they are.",
                left,
            ),
            "warning",
        )
    return redirect(url_for(".merges"), code=303)


def _merges() -> str:
    number = wanted_page()
    rows, total = words.merges(offset=(number - 1) * words.PAGE_SIZE) if _cohorts() else ([], 0)
    page = Page("words.merges", number, words.PAGE_SIZE, total)
    return render_template("profiles/words/merges.html", rows=rows, kinds=KINDS, page=page, days=merging.UNDO_FOR.days)


def _show(term: Term, error: str = "", into: str = "") -> str:
    people = words_of.users_of(term.kind, term.key, words_of.spoken(term.kind))
    pairs = [
        pair for pair in words.duplicates(current_user, term.kind) if term.key in (pair.source.key, pair.target.key)
    ]
    return render_template(
        "profiles/words/show.html",
        term=term, kinds=KINDS, users=words.users(current_user, people), named=words.NAMED, error=error, into=into,
        alike=[one for pair in pairs if term in pair[:2] for one in pair[:2] if one is not term],
        aliases=words.aliases_of(term.kind, term.key),
    )  # fmt: skip


def _cohorts() -> bool:
    return bool(programmes.cohorts_of(current_user))


def _kind() -> TermKind:
    asked = request.values.get("kind", "")
    return TermKind(asked) if asked in set(TermKind) else TermKind.SKILL


def _term() -> Term:
    """The word that the address or the form names; NotFound when there is none that one may see."""
    term = words.find(current_user, _kind(), clean_line(request.values.get("key"))[:MOST]) if _cohorts() else None
    if term is None:
        raise NotFound
    return term
