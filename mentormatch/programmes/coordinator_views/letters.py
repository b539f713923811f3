"""The words of their own that coordinators put into the letters of a cohort."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.errors import Invalid, TooMany
from mentormatch.core.i18n import LANGUAGES, _
from mentormatch.notifications import queries as kept
from mentormatch.notifications import service as letters
from mentormatch.notifications import words
from mentormatch.notifications.rendering import Rendered, preview
from mentormatch.programmes import queries
from mentormatch.programmes.coordinator_views.blueprint import ONE, bp, refused
from mentormatch.programmes.forms import WordsForm
from mentormatch.programmes.models import Cohort
from mentormatch.web.access import Who, access


def _found(person: Person, cohort_id: int, letter: str, locale: str) -> tuple[Cohort, words.Kind, str] | None:
    """A cohort that may be managed, and a letter and a language that there are."""
    cohort = queries.cohort_to_manage(person, cohort_id)
    kind = words.KINDS.get(letter)
    return (cohort, kind, locale) if cohort and kind and locale in LANGUAGES else None


@bp.get(f"{ONE}/letters")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def letters_index(cohort: Cohort) -> ResponseReturnValue:
    own = {(found.letter, found.locale) for found in kept.words_in(cohort.id)}
    return render_template(
        "programmes/letters.html", cohort=cohort, kinds=words.KINDS.values(), own=own, languages_here=LANGUAGES
    )


@bp.get(f"{ONE}/letters/<letter>/<locale>")
@access(Who.COORDINATOR, Who.ADMIN, load=_found)
def letter_form(found: tuple[Cohort, words.Kind, str]) -> ResponseReturnValue:
    cohort, kind, locale = found
    own = kept.words_of(cohort.id, kind.key, locale)
    form = WordsForm(formdata=None, obj=own)
    return _page(found, form, bool(own))


@bp.post(f"{ONE}/letters/<letter>/<locale>")
@access(Who.COORDINATOR, Who.ADMIN, load=_found)
def letter(found: tuple[Cohort, words.Kind, str]) -> ResponseReturnValue:
    """Save, look at it, send it to oneself, or go back to the standard text: what the button says."""
    cohort, kind, locale = found
    form, deed = WordsForm(), request.form.get("deed", "save")
    own = kept.words_of(cohort.id, kind.key, locale) is not None
    if not form.validate():
        return _page(found, form, own), 422
    added = words.Added(form.opening.data or "", form.closing.data or "")
    if deed == "standard":
        added = words.Added("", "")
    try:
        words.ensure(kind, added)
        if deed == "preview":
            return _page(found, form, own)
        if deed == "test":
            letters.send_test(kind, added, cohort_id=cohort.id, cohort=cohort.name, locale=locale, by=current_user)
            flash(_("A test letter is on its way to you. It is about made-up people."), "success")
            return _page(found, form, own)
        letters.set_words(cohort.id, kind, locale, opening=added.opening, closing=added.closing, by=current_user)
    except (Invalid, TooMany) as refusal:
        refused(form, refusal)
        return _page(found, form, own), refusal.status
    flash(_("The standard text goes out again.") if deed == "standard" else _("Saved."), "success")
    return redirect(url_for(".letter_form", cohort_id=cohort.id, letter=kind.key, locale=locale), code=303)


def _page(found: tuple[Cohort, words.Kind, str], form: WordsForm, own: bool) -> str:
    cohort, kind, locale = found
    return render_template(
        "programmes/letter.html",
        cohort=cohort,
        kind=kind,
        locale=locale,
        form=form,
        own=own,
        languages_here=LANGUAGES,
        names=[(f"{{{name}}}", words.PLACEHOLDERS[name][0]) for name in kind.placeholders],
        preview=_preview(found, form),
    )


def _preview(found: tuple[Cohort, words.Kind, str], form: WordsForm) -> Rendered | None:
    """The letter as it would be; None while the words cannot go out."""
    cohort, kind, locale = found
    added = words.Added(form.opening.data or "", form.closing.data or "")
    try:
        words.ensure(kind, added)
    except Invalid:
        return None
    context = words.made_up(kind, added, cohort_id=cohort.id, cohort=cohort.name)
    return preview(kind, locale, current_user.time_zone, context)
