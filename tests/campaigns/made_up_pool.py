"""Any number of made-up mentors with stored vectors: a few hundred texts are encoded once, then mixed with noise.

Every mentor has a role and sentences of a field of work, now and then of another one, in English or German, and a
background of their own: skills, hours, zone, degree, years. So words, vectors and background all tell mentors apart.
"""

import random
from collections.abc import Iterator
from typing import Any

import numpy as np

from mentormatch.matching import Encoder, GoalVectors, MenteeFacts, MentorFacts, MentorVectors

#: Fields of work: roles in English and German, then what people there do; the last of them in German.
FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "data": (
        ("Data analyst", "Data engineer", "Statistician", "Machine learning engineer", "Datenanalyst", "Statistikerin"),
        ("build dashboards and reports", "clean and join large tables", "design surveys and experiments",
         "train and judge language models", "forecast sales and stock", "baue Berichte und Auswertungen"),
    ),
    "care": (
        ("Nurse", "Physiotherapist", "Midwife", "Paramedic", "Krankenpfleger", "Hebamme"),
        ("care for children after operations", "plan the shifts of a ward", "help people to walk again",
         "teach families how to look after patients", "answer emergency calls", "pflege alte Menschen zu Hause"),
    ),
    "law": (
        ("Lawyer", "Notary", "Compliance officer", "Legal counsel", "Rechtsanwältin", "Notar"),
        ("draft contracts for small firms", "defend tenants in court", "check rules on privacy",
         "negotiate the sale of companies", "advise on patents and brands", "berate Vereine im Steuerrecht"),
    ),
    "building": (
        ("Civil engineer", "Architect", "Surveyor", "Site manager", "Bauingenieur", "Architektin"),
        ("plan bridges and tunnels", "measure land and draw maps", "run building sites",
         "restore old houses", "reckon loads of steel and concrete", "plane Wohnungen und Schulen"),
    ),
    "teaching": (
        ("Teacher", "Lecturer", "School counsellor", "Librarian", "Lehrerin", "Bibliothekar"),
        ("teach physics to teenagers", "write exercises and exams", "help pupils choose a trade",
         "keep a collection of rare books", "train new teachers", "unterrichte Deutsch als Fremdsprache"),
    ),
    "media": (
        ("Journalist", "Editor", "Photographer", "Copywriter", "Redakteurin", "Fotograf"),
        ("report on the economy", "edit novels and essays", "take pictures of sport",
         "write for shops and museums", "produce podcasts about science", "schreibe über Kultur und Reisen"),
    ),
    "software": (
        ("Software engineer", "Product manager", "UX designer", "Tester", "Softwareentwickler", "Programmiererin"),
        ("write web services in Python", "talk to users and draw screens", "plan releases with three teams",
         "find and describe mistakes in programs", "run servers and networks", "entwickle Apps für Krankenhäuser"),
    ),
    "trade": (
        ("Buyer", "Marketing manager", "Logistics planner", "Accountant", "Einkäuferin", "Buchhalter"),
        ("buy fabrics and negotiate prices", "launch brands and measure campaigns", "plan lorries and warehouses",
         "close the books of a retailer", "sell machines abroad", "prüfe Bilanzen mittlerer Betriebe"),
    ),
}  # fmt: skip
PLACES = ("for a bank", "in a hospital", "for the city", "at a university", "for a start-up", "in a family firm")
ORTE = ("für eine Bank", "in einer Klinik", "für die Stadt", "an einer Hochschule", "in einem Verlag", "im Ausland")
SKILLS = tuple(
    f"{tool}{kind}"
    for tool in ("SQL", "Excel", "Python", "Figma", "AutoCAD", "SAP", "Tableau", "German", "First aid", "Negotiation",
                 "Writing", "Statistics", "Photoshop", "Teaching", "Budgeting", "Public speaking")
    for kind in ("", " basics", " for teams", " and reporting", " certificate")
)  # fmt: skip
INDUSTRIES = ("finance", "health", "education", "retail", "energy", "media", "public sector", "transport")
TOPICS = ("CV", "interview", "career change", "portfolio", "networking", "confidence", "job search")
DEGREES = ("BSc Modern Computer Science", "BSc Digital Business", "MSc Applied Data Science & AI", "BA History",
           "MSc Responsible AI", "LLB Law", "BSc Nursing")  # fmt: skip
BEFORE = ("marketing", "nursing", "law", "physics", "music", "sales", "economics", "journalism", "teaching", "farming")
ZONES = ("Europe/Rome", "Europe/Berlin", "Europe/Madrid", "Europe/London", "America/New_York", "Asia/Kolkata")
#: Length of the noise added to a unit vector: two people with the same words are not the same person.
NOISE = 0.3


class MadeUp:
    """Texts with their vectors, and people made of them; the same seed makes the same people."""

    def __init__(self, seed: int = 1) -> None:
        """Encode all texts: some seconds."""
        self.encoder = Encoder.default()
        self._chance, self._noise = random.Random(seed), np.random.default_rng(seed)
        self._sentences = {
            field: [f"I {what} {place}." for what in work[:-1] for place in PLACES]
            + [f"Ich {work[-1]} {place}." for place in ORTE]
            for field, (_, work) in FIELDS.items()
        }
        texts = [text for field in FIELDS for text in (*FIELDS[field][0], *self._sentences[field])]
        texts += [*DEGREES, *BEFORE]
        self._vectors = dict(zip(texts, self.encoder.encode(texts), strict=True))

    def mentors(self, number: int, first: int = 0) -> Iterator[tuple[MentorFacts, MentorVectors]]:
        """Yield mentors m0, m1 ... (from ``first`` on) with their stored vectors."""
        for place in range(first, first + number):
            field = self._chance.choice(list(FIELDS))
            role = self._chance.choice(FIELDS[field][0])
            told = self._told(field)
            facts = MentorFacts(
                f"m{place}",
                role_title=role,
                bio=" ".join(told),
                skills=self._some(SKILLS, 3, 8),
                text_language="en",
                capacity=3,
                load=self._chance.choice((0, 0, 1, 3)),
                asked=6,
                accepted=self._chance.randint(0, 6),
                **self._background(),
            )
            yield facts, self._stored(facts, told)

    def mentees(self, number: int) -> list[tuple[MenteeFacts, GoalVectors]]:
        """Return mentees with the stored vectors of their goals."""
        found = []
        for place in range(number):
            field = self._chance.choice(list(FIELDS))
            role, told = self._chance.choice(FIELDS[field][0]), self._told(field)
            facts = MenteeFacts(
                f"s{place}",
                goal=f"I want to work as a {role.lower()}. {told[0]}",
                target_roles=(role,),
                skills_wanted=self._some(SKILLS, 2, 4),
                **self._background(),
            )
            found.append((facts, self.encoder.goal(facts)))
        return found

    def _told(self, field: str) -> list[str]:
        own = self._chance.sample(self._sentences[field], self._chance.randint(2, 5))
        other = self._chance.choice(self._sentences[self._chance.choice(list(FIELDS))])
        return [*own, other] if self._chance.random() < 0.4 else own

    def _background(self) -> dict[str, Any]:
        starts = [(self._chance.randrange(7), self._chance.randrange(8, 21)) for _ in range(self._chance.randint(1, 3))]
        return {
            "industries": self._some(INDUSTRIES, 1, 3),
            "help_topics": self._some(TOPICS, 1, 4),
            "languages": ("en", *self._some(("it", "de", "es", "fr"), 0, 2)),
            "time_zone": self._chance.choice(ZONES),
            "availability": tuple((day, f"{hour}:00".zfill(5), f"{hour + 3}:00") for day, hour in sorted(set(starts))),
            "degree": self._chance.choice(DEGREES),
            "previous_field": self._chance.choice(BEFORE),
            "years_experience": self._chance.randint(0, 30),
        }

    def _some(self, values: tuple[str, ...], fewest: int, most: int) -> tuple[str, ...]:
        return tuple(self._chance.sample(values, self._chance.randint(fewest, most)))

    def _stored(self, facts: MentorFacts, told: list[str]) -> MentorVectors:
        role, sentences = self._vectors[facts.role_title], np.array([self._vectors[text] for text in told])
        rows = np.array([role + sentences.sum(axis=0), role, *sentences])
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        rows += self._noise.normal(0, NOISE / np.sqrt(rows.shape[1]), rows.shape)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        named = [self._vectors[facts.degree], self._vectors[facts.previous_field]]
        parts = ("whole", "role", *["sentence"] * len(told), "degree", "previous_field")
        return MentorVectors(self.encoder.id, "en", parts, np.concatenate([rows, named]).astype(np.float16))
