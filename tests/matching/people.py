"""Believable people for the engine's tests: twelve mentors in four languages and a mentee."""

from dataclasses import replace
from typing import Any

from mentormatch.matching import MenteeFacts, MentorFacts

MENTORS = (
    MentorFacts(
        "ana",
        role_title="Data analyst",
        bio="I moved from marketing into data. Today I build dashboards in SQL and Tableau for a retail bank.",
        skills=("SQL", "Tableau", "Python"),
        industries=("finance",),
        help_topics=("interview", "portfolio"),
        languages=("en", "it"),
        time_zone="Europe/Rome",
        availability=((0, "18:00", "21:00"), (2, "12:00", "13:00")),
        degree="MSc Applied Data Science & AI",
        previous_field="marketing",
        years_experience=4,
    ),
    MentorFacts(
        "bruno",
        role_title="Ingegnere del software",
        bio="Scrivo servizi web in Python per una casa editrice. Prima insegnavo matematica al liceo.",
        skills=("Python", "PostgreSQL", "Docker"),
        industries=("publishing",),
        languages=("it", "en"),
        time_zone="Europe/Rome",
        availability=((5, "09:00", "12:00"),),
        degree="BSc Modern Computer Science",
        previous_field="teaching",
        years_experience=9,
    ),
    MentorFacts(
        "carla",
        role_title="Enfermera",
        bio="Trabajo en un hospital infantil. Enseño a estudiantes de enfermería a tratar con las familias.",
        languages=("es", "en"),
        time_zone="Europe/Madrid",
        previous_field="biology",
        years_experience=12,
    ),
    MentorFacts(
        "dieter",
        role_title="Datenanalyst",
        bio="Ich werte Verkaufszahlen aus und baue Berichte für einen Versandhändler. Früher war ich im Marketing.",
        skills=("SQL", "Power BI"),
        industries=("retail",),
        help_topics=("CV", "interview"),
        languages=("de", "en"),
        time_zone="Europe/Berlin",
        availability=((0, "17:00", "19:00"),),
        previous_field="marketing",
        years_experience=6,
    ),
    MentorFacts(
        "eva",
        role_title="Product marketing manager",
        bio="I launch software for small shops. I write, test and measure campaigns.",
        skills=("copywriting", "SEO", "Google Analytics"),
        industries=("software", "retail"),
        languages=("en", "fr"),
        time_zone="Europe/Paris",
        degree="BSc Digital Business",
        years_experience=5,
    ),
    MentorFacts(
        "farid",
        role_title="Machine learning engineer",
        bio="I train language models and put them to work. I like clean evaluation more than clever tricks.",
        skills=("Python", "PyTorch", "Kubernetes"),
        industries=("software",),
        languages=("en",),
        time_zone="Asia/Kolkata",
        degree="MSc Responsible Artificial Intelligence",
        previous_field="physics",
        years_experience=7,
    ),
    MentorFacts("greta", role_title="Lawyer", bio="I advise start-ups on contracts and privacy.", languages=("en",)),
    MentorFacts("hugo", role_title="Business analyst", skills=("Excel", "SQL"), languages=("en", "pt")),
    MentorFacts(
        "ines",
        headline="UX designer who codes",
        bio="I interview people and draw screens. Then I build prototypes.",
        skills=("Figma", "HTML", "CSS"),
        languages=("en", "es"),
    ),
    MentorFacts("jan", role_title="Data engineer", bio="Pipelines, warehouses and SQL all day.", capacity=1, load=1),
    MentorFacts("kim", role_title="Journalist", bio="Je couvre l’économie pour un quotidien.", languages=("fr",)),
    MentorFacts("leo"),
)

MENTEE = MenteeFacts(
    "maya",
    goal="I would like to become a data analyst in a bank and tell stories with numbers.",
    target_roles=("Data analyst",),
    industries=("finance",),
    skills=("Excel",),
    skills_wanted=("SQL", "Tableau", "dbt"),
    help_topics=("interview", "CV"),
    languages=("en", "it"),
    time_zone="Europe/Berlin",
    availability=((0, "17:00", "20:00"),),
    degree="MSc Applied Data Science & AI",
    previous_field="Marketing",
    years_experience=1,
)


def mentor(mentor_id: str = "ana", **changes: Any) -> MentorFacts:
    """One of the twelve, with other facts."""
    return replace(next(one for one in MENTORS if one.id == mentor_id), **changes)


def mentee(**changes: Any) -> MenteeFacts:
    """The mentee, with other facts."""
    return replace(MENTEE, **changes)
