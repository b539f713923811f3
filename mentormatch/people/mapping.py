"""Which column of a file means what: guessed from its name and its cells, in several languages."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence

from mentormatch.core.i18n import Lazy, _l
from mentormatch.people.columns import ROLES
from mentormatch.people.record import COLUMNS

#: A name in two columns is one name to us.
GIVEN, FAMILY = "given_name", "family_name"
#: What a column can mean, in words.
MEANINGS: Mapping[str, Lazy] = {
    "email": _l("E-mail address"),
    "name": _l("Full name"),
    GIVEN: _l("First name"),
    FAMILY: _l("Family name"),
    "roles": _l("Roles (student, mentor)"),
    "languages": _l("Languages (codes such as en;it)"),
    "time_zone": _l("Time zone"),
    "degree": _l("Degree"),
    "graduation_year": _l("Year of graduation"),
    "headline": _l("Headline"),
    "organisation": _l("Organisation"),
    "role_title": _l("Role at work"),
    "industries": _l("Industries"),
    "skills": _l("Skills"),
    "skills_wanted": _l("Skills wanted"),
    "target_roles": _l("Roles aimed for"),
    "help_topics": _l("Topics of help"),
    "goal": _l("Goal"),
    "bio": _l("About the person"),
    "previous_field": _l("Former field"),
    "years_experience": _l("Years of experience"),
    "capacity": _l("Places for students"),
    "availability": _l("Weekly hours"),
}
#: Names of columns as people write them, simplified as ``plain`` does, beside our own.
_WORDS: Mapping[str, str] = {
    "email": "e mail|mail|email address|e mail address|mail address|e mail adresse|email adresse|mailadresse|"
    "indirizzo email|indirizzo e mail|posta elettronica|correo|correo electronico|courriel|adresse email|"
    "adresse e mail|adresse mail|endereco de email|university email|institutional email|contact email",
    "name": "full name|display name|student name|mentor name|nome e cognome|nome completo|nominativo|"
    "vollstandiger name|vor und nachname|nombre completo|nombre y apellidos|nom complet|nom et prenom",
    GIVEN: "first name|given name|forename|nome|vorname|nombre|prenom|primeiro nome",
    FAMILY: "last name|surname|family name|cognome|nachname|familienname|apellido|apellidos|nom|nom de famille|"
    "sobrenome",
    "roles": "role in programme|takes part as|participant type|type|ruolo|ruoli|rolle|rollen|rol|roles",
    "languages": "language|spoken languages|lingua|lingue|sprache|sprachen|idioma|idiomas|langue|langues",
    "time_zone": "timezone|tz|fuso orario|zeitzone|zona horaria|huso horario|fuseau horaire|fuso horario",
    "degree": "programme of study|course|course of study|degree programme|study programme|corso di laurea|corso|laurea|"
    "studiengang|abschluss|titulacion|grado|carrera|diplome|cursus|formation|curso",
    "graduation_year": "year of graduation|graduation|grad year|class of|anno di laurea|anno|abschlussjahr|"
    "ano de graduacion|annee de diplome|ano de graduacao",
    "headline": "title line|motto|titolo|slogan",
    "organisation": "organization|company|employer|azienda|societa|datore di lavoro|firma|unternehmen|arbeitgeber|"
    "empresa|entreprise|societe|employeur",
    "role_title": "job title|job|position|current role|occupation|posizione|ruolo attuale|professione|"
    "berufsbezeichnung|beruf|puesto|cargo|poste|fonction|profissao",
    "industries": "industry|sector|sectors|settore|settori|branche|branchen|sector|sectores|industria|secteur|secteurs",
    "skills": "skill|competences|competencies|competenze|abilita|fahigkeiten|kenntnisse|kompetenzen|habilidades|"
    "competencias|competences",
    "skills_wanted": "wanted skills|skills to learn|wants to learn|competenze desiderate|gewunschte kenntnisse|"
    "habilidades deseadas|competences souhaitees",
    "target_roles": "target role|desired role|dream job|ruolo desiderato|ruoli desiderati|wunschberuf|zielrolle|"
    "puesto deseado|poste vise",
    "help_topics": "topics|help topic|help|help wanted|temi|argomenti|themen|temas|sujets",
    "goal": "goals|career goal|objective|motivation|obiettivo|obiettivi|ziel|ziele|objetivo|objectif",
    "bio": "biography|about|about me|description|profile|biografia|descrizione|presentazione|uber mich|beschreibung|"
    "descripcion|biographie|a propos",
    "previous_field": "previous field|former field|background|previous career|settore precedente|ambito precedente|"
    "fruherer bereich|campo anterior|domaine precedent",
    "years_experience": "experience|years of experience|experience years|anni di esperienza|esperienza|"
    "berufserfahrung|berufsjahre|anos de experiencia|annees d experience",
    "capacity": "places|max mentees|mentees|max students|posti|numero massimo di mentee|platze|plazas|"
    "places disponibles",
    "availability": "available|hours|weekly hours|available times|disponibilita|orari|verfugbarkeit|zeiten|"
    "disponibilidad|disponibilite",
}  # fmt: skip
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def plain(name: str) -> str:
    """A column's name without case, accents and signs: ``E-Mail-Adresse`` as ``e mail adresse``."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]|_", " ", letters).split())


_KNOWN = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}
_KNOWN |= {plain(name): name for name in COLUMNS}


def guess(header: Sequence[str], samples: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What each column seems to mean, "" where nothing is clear. No meaning is given twice."""
    found: list[str] = []
    for name in header:
        meaning = _KNOWN.get(plain(name), "")
        found.append("" if meaning in found else meaning)
    if GIVEN in found and FAMILY not in found and "name" not in found:
        found[found.index(GIVEN)] = "name"  # a single column called "Nome" holds whole names
    if FAMILY in found and GIVEN not in found and "name" not in found:
        found[found.index(FAMILY)] = "name"
    if "email" not in found:
        places = [at for at, meaning in enumerate(found) if not meaning and _holds_addresses(samples, at)]
        if len(places) == 1:
            found[places[0]] = "email"
    if "roles" not in found:
        places = [at for at, meaning in enumerate(found) if not meaning and _holds_roles(samples, at)]
        if len(places) == 1:
            found[places[0]] = "roles"
    return tuple(found)


def _holds_addresses(samples: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at] for row in samples if at < len(row) and row[at].strip()]
    return bool(cells) and all(_ADDRESS.fullmatch(cell.strip()) for cell in cells)


def _holds_roles(samples: Sequence[Sequence[str]], at: int) -> bool:
    """ "Role" alone may be what somebody does at work; the cells tell."""
    return any(row[at].strip().casefold() in ROLES for row in samples if at < len(row))


def looks_like_people(header: Sequence[str]) -> bool:
    """Whether what should name the columns is somebody already."""
    return any(_ADDRESS.fullmatch(cell.strip()) for cell in header)


def is_ours(header: Sequence[str]) -> bool:
    """Whether every column is called as an export calls it, so that there is nothing to ask."""
    return all(name.strip().casefold().replace(" ", "_") in COLUMNS for name in header)


def header_hash(header: Sequence[str]) -> str:
    """One number for a header."""
    return hashlib.sha256("\0".join(map(plain, header)).encode()).hexdigest()


def named(meanings: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a row under our names, without empty ones; a name in two columns becomes one."""
    found = {meaning: cell for meaning, cell in zip(meanings, cells, strict=False) if meaning and cell.strip()}
    parts = [found.pop(part).strip() for part in (GIVEN, FAMILY) if part in found]
    if parts and "name" not in found:
        found["name"] = " ".join(parts)
    return found
