"""People made up by rule, for benchmarks: facts that vary freely, careers from a short list, all encoded once."""

from typing import Any

import numpy as np

from mentormatch.matching import MenteeFacts, MentorFacts

#: What a mentor does, in the language it is told in: role, bio, skills.
CAREERS = (
    ("en", "Data analyst", "I build dashboards for a retail bank. I came to data late and had to learn SQL at night.",
     ("SQL", "Tableau", "Python")),
    ("en", "Nurse", "I lead a ward for premature babies and train students who are new to intensive care.",
     ("intensive care", "teaching")),
    ("en", "Product marketing manager", "I launch payment products. I write positioning and talk to customers.",
     ("positioning", "copywriting", "market research")),
    ("en", "Civil engineer", "I plan bridges and check that old ones still carry.", ("statics", "AutoCAD")),
    ("de", "Softwareentwicklerin", "Ich schreibe Dienste in Python für ein Verlagshaus. Früher habe ich unterrichtet.",
     ("Python", "PostgreSQL", "Docker")),
    ("de", "Steuerberater", "Ich berate kleine Betriebe und erkläre Zahlen so, dass man sie versteht.",
     ("Buchhaltung", "Excel")),
    ("it", "Avvocata del lavoro", "Seguo cause di lavoro e aiuto chi perde il posto a capire i propri diritti.",
     ("diritto del lavoro", "negoziazione")),
    ("it", "Cuoco", "Dirigo una cucina di dodici persone e insegno a chi comincia come si tiene il ritmo.",
     ("cucina", "gestione")),
    ("es", "Periodista de datos", "Investigo presupuestos públicos y los cuento con gráficos que cualquiera entiende.",
     ("R", "visualización", "redacción")),
    ("es", "Enfermera", "Trabajo en un hospital infantil y enseño a hablar con las familias.", ("pediatría",)),
    ("fr", "Chercheuse en intelligence artificielle", "J'étudie l'équité des modèles de langage dans une université.",
     ("Python", "statistics", "PyTorch")),
    ("fr", "Vendeur", "Je dirige un magasin de vélos et je forme ceux qui vendent.", ("vente", "service")),
)  # fmt: skip
GOALS = (
    ("en", "I work in marketing and want to become a data analyst who understands customers.", ("Data analyst",)),
    ("en", "I would like to lead a hospital ward one day and teach younger nurses.", ("Nurse",)),
    ("de", "Ich möchte Software entwickeln, am liebsten Dienste für viele Menschen.", ("Softwareentwickler",)),
    ("it", "Vorrei occuparmi di diritto del lavoro e difendere chi lavora.", ("Avvocato del lavoro",)),
    ("es", "Quiero contar historias con datos públicos y aprender a programar.", ("Periodista de datos",)),
    ("fr", "Je voudrais faire de la recherche sur les modèles de langage.", ("Chercheur",)),
)
FIELDS = (
    "marketing", "nursing", "law", "physics", "music", "sales", "economics", "journalism", "mechanical engineering",
    "teaching", "architecture", "agriculture", "tourism", "chemistry", "philosophy", "logistics",
)  # fmt: skip
DEGREES = (
    "BSc Modern Computer Science", "BSc Digital Business", "MSc Applied Data Science & AI", "MSc Responsible AI",
    "BA Fine Arts", "LLB Law", "BSc Nursing", "MEng Civil Engineering",
)  # fmt: skip
TOPICS = (
    "career change", "CV", "interview", "job search", "networking", "portfolio", "confidence", "life in a new country",
)  # fmt: skip
INDUSTRIES = ("finance", "health", "education", "retail", "energy", "media", "public sector", "transport")
LANGUAGES = ("en", "it", "de", "es", "fr", "pt", "nl", "pl")
ZONES = ("Europe/Rome", "Europe/Berlin", "Europe/Lisbon", "America/New_York", "Asia/Kolkata")

Facts = dict[str, Any]


def background(chance: np.random.Generator) -> Facts:
    """Return everything about a person that is no career: each fact drawn on its own."""
    return {
        "degree": pick(chance, DEGREES),
        "previous_field": pick(chance, FIELDS),
        "languages": ("en", *some(chance, LANGUAGES[1:], 1)),
        "time_zone": pick(chance, ZONES),
        "help_topics": some(chance, TOPICS, 3),
        "industries": some(chance, INDUSTRIES, 2),
        "years_experience": int(chance.integers(0, 16)),
        "availability": hours(chance),
    }


def hours(chance: np.random.Generator) -> tuple[tuple[int, str, str], ...]:
    """Return two evenings or mornings of two hours in a week."""
    days, starts = chance.choice(6, 2, replace=False), chance.choice([8, 12, 17, 18, 19, 20], 2)
    return tuple(
        (int(day), f"{start:02d}:00", f"{start + 2:02d}:00") for day, start in sorted(zip(days, starts, strict=True))
    )


def mentor(mentor_id: str, career: int, **facts: Any) -> MentorFacts:
    """Return a mentor with a career of the list."""
    language, role, bio, skills = CAREERS[career % len(CAREERS)]
    return MentorFacts(mentor_id, role_title=role, bio=bio, skills=skills, text_language=language, **facts)


def mentee(mentee_id: str, goal: int, **facts: Any) -> MenteeFacts:
    """Return a mentee with a goal of the list."""
    language, told, roles = GOALS[goal % len(GOALS)]
    return MenteeFacts(mentee_id, goal=told, target_roles=roles, text_language=language, **facts)


def pick(chance: np.random.Generator, values: tuple[str, ...]) -> str:
    """Return one of the values."""
    return values[int(chance.integers(len(values)))]


def some(chance: np.random.Generator, values: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return different values in random order."""
    return tuple(values[place] for place in chance.choice(len(values), count, replace=False))
