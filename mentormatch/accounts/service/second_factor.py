"""The second factor: set up, asked for at sign-in, renewed, switched off by oneself or by an admin."""

import sqlalchemy as sa

from mentormatch.accounts import allowances, codes, passwords, queries, tokens
from mentormatch.accounts.allowances import Visit
from mentormatch.accounts.errors import ProofNeeded, SecondFactorOn, WrongCode
from mentormatch.accounts.models import Person, RecoveryCode, SecondFactor
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.notifications import service as letters


def switch_on(person: Person, seed: str, code: str, visit: Visit) -> list[str]:
    """Switch the second factor on with a first code of the device; returns the recovery codes, to be shown once.

    Refuses WrongCode, TooMany and SecondFactorOn.
    """
    allowances.spend_code(person.id, visit)
    step = codes.step_of(person.id, seed, code) if codes.is_seed(seed) else None
    if step is None:
        raise WrongCode(field="code")
    return _switch_on(person, seed, step)


@transactional
def _switch_on(person: Person, seed: str, step: int) -> list[str]:
    queries.held(person)
    if queries.second_factor_of(person.id) is not None:
        raise SecondFactorOn
    db.session.add(SecondFactor(person_id=person.id, seed=seed, last_step=step))
    audit.record(person, "person.second_factor_added", person)
    tokens.revoke_all(person)  # made when a password was enough
    _tell(person, "added")
    return _new_codes(person)


def check(person: Person, code: str, visit: Visit) -> None:
    """Take a code of the device, or a recovery code, each once. Refuses WrongCode and TooMany."""
    allowances.spend_code(person.id, visit)
    if not _take(person, code):
        raise WrongCode(field="code")


@transactional
def _take(person: Person, code: str) -> bool:
    """True when the code is right; the database decides between two who use it at the same moment."""
    mine = queries.second_factor_of(person.id)
    if mine is None:
        return False
    step = codes.step_of(person.id, mine.seed, code)
    if step is not None:
        newer = sa.update(SecondFactor).where(SecondFactor.person_id == person.id, SecondFactor.last_step < step)
        return db.session.scalar(newer.values(last_step=step).returning(SecondFactor.person_id)) is not None
    used = sa.delete(RecoveryCode).where(
        RecoveryCode.person_id == person.id, RecoveryCode.code_hash == codes.recovery_hash(person.id, code)
    )
    if db.session.scalar(used.returning(RecoveryCode.person_id)) is None:
        return False
    audit.record(person, "person.recovery_code_used", person)
    return True


def renew_codes(person: Person, proof: str, visit: Visit) -> list[str]:
    """Ten new recovery codes in place of the old ones. Refuses ProofNeeded and TooMany."""
    prove(person, proof, visit)
    return _renew(person)


@transactional
def _renew(person: Person) -> list[str]:
    queries.held(person)
    if queries.second_factor_of(person.id) is None:
        raise WrongCode
    audit.record(person, "person.recovery_codes_renewed", person)
    return _new_codes(person)


def switch_off(person: Person, proof: str, visit: Visit) -> None:
    """Switch one's own second factor off. Off twice is off. Refuses ProofNeeded and TooMany."""
    if queries.second_factor_of(person.id) is None:
        return
    prove(person, proof, visit)
    _remove(person, why="person.second_factor_removed", by=person)


def reset(person: Person, *, by: Person | None) -> None:
    """Switch off somebody's second factor, when their device and their recovery codes are gone."""
    _remove(person, why="person.second_factor_reset", by=by)


@transactional
def _remove(person: Person, *, why: str, by: Person | None) -> None:
    removed = sa.delete(SecondFactor).where(SecondFactor.person_id == person.id).returning(SecondFactor.person_id)
    if db.session.scalar(removed) is None:
        return
    _forget_codes(person)
    audit.record(by, why, person)
    _tell(person, "removed")


def can_prove(person: Person) -> bool:
    """Whether there is anything to prove it by; somebody who signs in elsewhere may have no password."""
    return bool(person.password) or queries.second_factor_of(person.id) is not None


def prove(person: Person, proof: str, visit: Visit) -> None:
    """Once more: it is really this person, by password or code. Refuses ProofNeeded and TooMany."""
    allowances.spend_code(person.id, visit)
    if not passwords.matches(proof, person.password) and not _take(person, proof):
        raise ProofNeeded(field="proof")


def _new_codes(person: Person) -> list[str]:
    _forget_codes(person)
    fresh = codes.new_recovery_codes()
    db.session.add_all(
        RecoveryCode(person_id=person.id, code_hash=codes.recovery_hash(person.id, code)) for code in fresh
    )
    return fresh


def _forget_codes(person: Person) -> None:
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.person_id == person.id))


def _tell(person: Person, what: str) -> None:
    at = now()
    key = f"person:{person.id}:second_factor_{what}:{at.timestamp():.6f}"
    letters.write(person, f"accounts/email/second_factor_{what}.txt", key=key, at=at.isoformat())
