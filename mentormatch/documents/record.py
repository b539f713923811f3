"""What a student's record tells of their documents."""

from collections.abc import Iterator

from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import _
from mentormatch.documents import queries
from mentormatch.documents.models import Audit, DocumentVersion
from mentormatch.documents.policy import FOR_COACHES, is_told, may_audit
from mentormatch.office.about import Given, Happening


def happenings(student: Person, reader: Person) -> Iterator[Happening]:
    """Uploads and audits: for the student and coaches with words, for others that there was one."""
    own, audits = student.id == reader.id, queries.audits_of(student)
    asked_for = {asked.version_id for asked in audits if may_audit(reader, asked) and asked.status in FOR_COACHES}
    for document in queries.documents_of(student):
        for version in document.versions:
            told = own or version.id in asked_for
            yield Happening(
                version.uploaded_at,
                _("Uploaded version %(number)s of “%(title)s”", number=version.number, title=document.title)
                if told
                else _("Uploaded a document"),
                version.note if told else "",
                url_for("documents.show", document_id=document.id) if own else "",
            )
    for asked in audits:
        if asked.published_at is not None:
            yield _audit(asked, reader)


def _audit(asked: Audit, reader: Person) -> Happening:
    own, coach = asked.person_id == reader.id, may_audit(reader, asked)
    told = own or coach
    title = _("Audit of “%(title)s”", title=asked.document.title) if told else _("A document was audited")
    url = url_for("documents.audit", audit_id=asked.id) if own else ""
    url = url_for("coach_documents.show", audit_id=asked.id) if coach else url
    assert asked.published_at is not None
    return Happening(asked.published_at, title, asked.overall if told and is_told(asked) else "", url)


def given(person: Person) -> Iterator[Given]:
    """Versions that mentors or coaches may read, the newest first."""
    documents = queries.documents_of(person)
    audits = [asked for asked in queries.audits_of(person) if asked.status in FOR_COACHES]
    asked_at = {asked.version_id: asked.asked_at for asked in audits}
    for document in documents:
        shares = queries.shares_of(document.versions)
        for version in document.versions:
            what, url = _named(version), url_for("documents.show", document_id=document.id)
            for share in shares[version.id]:
                yield Given(what, to=share.match.mentor.name, url=url, since=share.since)
            if version.id in asked_at and version.stored_as is not None:
                yield Given(what, to=_("coaches of the career office"), url=url, since=asked_at[version.id])


def _named(version: DocumentVersion) -> str:
    return _("%(title)s, version %(number)s", title=version.document.title, number=version.number)
