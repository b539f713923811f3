"""Rows as programs read them. Every field is named here: what is not listed never leaves."""

from datetime import datetime, timedelta

from mentormatch.accounts.models import Person
from mentormatch.api import schema
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import other_of
from mentormatch.core.i18n import as_instant, locale_code
from mentormatch.goals.models import Goal, GoalStep
from mentormatch.goals.policy import progress
from mentormatch.mentoring.models import Match, Request
from mentormatch.messages.models import Message
from mentormatch.programmes.models import Cohort
from mentormatch.recommendations.ranking import Shown
from mentormatch.sessions.rooms import meeting_link


def me(person: Person) -> schema.Me:
    return schema.Me(
        id=person.id,
        name=person.name,
        email=person.email,
        locale=person.locale,
        time_zone=person.time_zone,
        roles=[role.name for role in person.roles],
    )


def mentor(one: Shown) -> schema.MentorRead:
    """A mentor with the reasons in the reader's language; their contributions add up to the score."""
    facts, said, locale = one.facts, one.recommendation, locale_code()
    return schema.MentorRead(
        id=one.mentor_id,
        name=one.name,
        headline=facts.headline,
        role_title=facts.role_title,
        organisation=facts.organisation,
        industries=list(facts.industries),
        skills=list(facts.skills),
        help_topics=list(facts.help_topics),
        languages=list(facts.languages),
        places=one.places,
        score=said.score,
        band=said.band,
        reasons=[
            schema.ReasonRead(
                feature=reason.feature,
                kind=reason.kind,
                contribution=reason.contribution,
                text=reason.text(locale),
            )
            for reason in said.reasons
        ],
    )


def request(asked: Request, match: Match | None) -> schema.RequestRead:
    return schema.RequestRead(
        id=asked.id,
        mentee=_name(asked.mentee),
        mentor=_name(asked.mentor),
        status=asked.status,
        note=asked.note,
        proposed_times=[as_instant(at) for at in asked.proposed_times],
        created_at=asked.created_at,
        closes_at=asked.closes_at,
        answered_at=asked.answered_at,
        decline_reason=asked.decline_reason,
        decline_words=asked.decline_words,
        match_id=match.id if match else None,
    )


def match(pair: Match) -> schema.MatchRead:
    return schema.MatchRead(
        id=pair.id,
        request_id=pair.request_id,
        mentee=_name(pair.mentee),
        mentor=_name(pair.mentor),
        status=pair.status,
        created_at=pair.created_at,
        activated_at=pair.activated_at,
        ended_at=pair.ended_at,
    )


def booking(session: Booking) -> schema.BookingRead:
    return schema.BookingRead(
        id=session.id,
        match_id=session.match_id,
        host=_name(session.host),
        guest=_name(other_of(session.host, session)),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        status=session.status,
        topic=session.topic,
        meeting_link=meeting_link(session),
        cancel_reason=session.cancel_reason,
    )


def slot(at: datetime, cohort: Cohort) -> schema.SlotRead:
    return schema.SlotRead(starts_at=at, ends_at=at + timedelta(minutes=cohort.session_minutes))


def goal(one: Goal) -> schema.GoalRead:
    return schema.GoalRead(
        id=one.id,
        match_id=one.match_id,
        by_id=one.by_id,
        title=one.title,
        why=one.why,
        target_on=one.target_on,
        status=one.status,
        progress=progress(one),
        steps=[_step(step) for step in one.steps],
        created_at=one.created_at,
        ended_at=one.ended_at,
    )


def _step(step: GoalStep) -> schema.StepRead:
    return schema.StepRead(id=step.id, text=step.text, due_on=step.due_on, doer=_name(step.doer), done_at=step.done_at)


def message(written: Message, read: bool) -> schema.MessageRead:
    return schema.MessageRead(
        id=written.id,
        match_id=written.match_id,
        author=_name(written.author),
        text=written.text,
        read=read,
        created_at=written.created_at,
        taken_back_at=written.taken_back_at,
    )


def _name(person: Person) -> schema.PersonName:
    return schema.PersonName(id=person.id, name=person.name)
