"""Any number of made-up guides, events and postings in five languages, with stored vectors, and people who type badly.

A title is what it is, for whom and where ("Job interviews for nurses in Leuven"); all three together come once. The
text says more of the same, in one of a few ways.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mentormatch.matching import Encoder
from mentormatch.matching.items import ItemFacts, ItemVectors

LANGUAGES = ("en", "it", "es", "de", "fr")
#: What it is, in the order of the languages.
MATTERS = tuple(
    tuple(line.split("|"))
    for line in """
Job interviews|Colloqui di lavoro|Entrevistas de trabajo|Vorstellungsgespräche|Entretiens d'embauche
Cover letters|Lettere di presentazione|Cartas de presentación|Bewerbungsschreiben|Lettres de motivation
Salary negotiation|Trattare lo stipendio|Negociar el salario|Gehaltsverhandlung|Négocier son salaire
Your first CV|Il tuo primo curriculum|Tu primer currículum|Dein erster Lebenslauf|Ton premier CV
Portfolio with projects|Portfolio con progetti|Portafolio con proyectos|Mappe mit Projekten|Portfolio avec projets
Networking events|Incontri per conoscersi|Encuentros para conectar|Treffen zum Kennenlernen|Rencontres de réseau
Paid internships|Tirocini retribuiti|Prácticas remuneradas|Bezahlte Praktika|Stages rémunérés
Scholarships|Borse di studio|Becas|Stipendien|Bourses d'études
Working abroad|Lavorare all'estero|Trabajar en el extranjero|Im Ausland arbeiten|Travailler à l'étranger
Public speaking|Parlare in pubblico|Hablar en público|Vor Leuten sprechen|Parler en public
Changing career|Cambiare mestiere|Cambiar de profesión|Beruflich umsteigen|Changer de métier
Starting a company|Aprire un'impresa|Crear una empresa|Eine Firma gründen|Créer son entreprise
Time management|Gestione del tempo|Gestión del tiempo|Zeit einteilen|Gestion du temps
Stress at work|Stress sul lavoro|Estrés laboral|Stress im Büro|Stress au bureau
Writing a thesis|Scrivere la tesi|Escribir la tesis|Abschlussarbeit schreiben|Rédiger un mémoire
Remote jobs|Lavori a distanza|Empleos a distancia|Stellen im Homeoffice|Emplois à distance
Volunteering|Volontariato|Voluntariado|Ehrenamt|Bénévolat
Employment contracts|Contratti di lavoro|Contratos laborales|Arbeitsverträge|Contrats de travail
Taxes and insurance|Tasse e assicurazioni|Impuestos y seguros|Steuern und Versicherungen|Impôts et assurances
Learning languages|Imparare le lingue|Aprender idiomas|Sprachen lernen|Apprendre des langues
Online profiles|Profili in rete|Perfiles en línea|Profile im Netz|Profils en ligne
Feedback from your boss|Il parere del capo|La opinión del jefe|Rückmeldung vom Chef|L'avis du patron
Working with children|Lavorare con i bambini|Trabajar con niños|Mit Kindern arbeiten|Travailler avec des enfants
Leading a team|Guidare una squadra|Dirigir un equipo|Ein Team leiten|Diriger une équipe
""".strip().split("\n")
)
#: For whom: several of them, and one of them.
PEOPLE = tuple(
    tuple(tuple(forms.split("/")) for forms in line.split("|"))
    for line in """
nurses/nurse|infermieri/infermiere|enfermeras/enfermera|Pflegerinnen/Pflegerin|infirmières/infirmier
data analysts/data analyst|analisti di dati/analista di dati|analistas de datos/analista de datos|Datenanalysten/Datenanalyst|analystes de données/analyste de données
teachers/teacher|insegnanti/insegnante|maestros/maestra|Lehrerinnen/Lehrer|enseignants/enseignante
software developers/software developer|sviluppatori/sviluppatrice|desarrolladores/desarrolladora|Entwicklerinnen/Entwickler|développeurs/développeuse
lawyers/lawyer|avvocati/avvocata|abogados/abogada|Anwältinnen/Anwalt|avocats/avocate
architects/architect|architetti/architetta|arquitectos/arquitecta|Architektinnen/Architekt|architectes/architecte
accountants/accountant|contabili/contabile|contables/contable|Buchhalterinnen/Buchhalter|comptables/comptable
journalists/journalist|giornalisti/giornalista|periodistas/periodista|Journalistinnen/Journalist|journalistes/journaliste
cooks/cook|cuochi/cuoca|cocineros/cocinera|Köchinnen/Koch|cuisiniers/cuisinière
mechanical engineers/mechanical engineer|ingegneri meccanici/ingegnere meccanico|ingenieros mecánicos/ingeniera mecánica|Maschinenbauer/Maschinenbauerin|ingénieurs mécaniciens/ingénieur mécanicien
psychologists/psychologist|psicologi/psicologa|psicólogos/psicóloga|Psychologinnen/Psychologe|psychologues/psychologue
translators/translator|traduttori/traduttrice|traductores/traductora|Übersetzerinnen/Übersetzer|traducteurs/traductrice
photographers/photographer|fotografi/fotografa|fotógrafos/fotógrafa|Fotografinnen/Fotograf|photographes/photographe
pharmacists/pharmacist|farmacisti/farmacista|farmacéuticos/farmacéutica|Apothekerinnen/Apotheker|pharmaciens/pharmacienne
biologists/biologist|biologi/biologa|biólogos/bióloga|Biologinnen/Biologe|biologistes/biologiste
economists/economist|economisti/economista|economistas/economista|Volkswirtinnen/Volkswirt|économistes/économiste
designers/designer|grafici/grafica|diseñadores/diseñadora|Gestalterinnen/Gestalter|graphistes/graphiste
librarians/librarian|bibliotecari/bibliotecaria|bibliotecarios/bibliotecaria|Bibliothekarinnen/Bibliothekar|bibliothécaires/bibliothécaire
electricians/electrician|elettricisti/elettricista|electricistas/electricista|Elektrikerinnen/Elektriker|électriciens/électricienne
farmers/farmer|agricoltori/agricoltrice|agricultores/agricultora|Landwirtinnen/Landwirt|agriculteurs/agricultrice
musicians/musician|musicisti/musicista|músicos/música|Musikerinnen/Musiker|musiciens/musicienne
social workers/social worker|assistenti sociali/assistente sociale|trabajadores sociales/trabajadora social|Sozialarbeiterinnen/Sozialarbeiter|travailleurs sociaux/travailleuse sociale
midwives/midwife|ostetriche/ostetrica|matronas/matrona|Hebammen/Hebamme|sages-femmes/sage-femme
physicists/physicist|fisici/fisica|físicos/física|Physikerinnen/Physiker|physiciens/physicienne
""".strip().split("\n")
)
PLACES = (
    "Leuven",
    "Graz",
    "Bergamo",
    "Málaga",
    "Lyon",
    "Bremen",
    "Zaragoza",
    "Trieste",
    "Nantes",
    "Tampere",
    "Aarhus",
    "Utrecht",
    "Porto",
    "Kraków",
    "Brno",
    "Ghent",
    "Turku",
    "Bologna",
    "Sevilla",
    "Toulouse",
    "Leipzig",
    "Parma",
    "Córdoba",
    "Grenoble",
    "Freiburg",
    "Lund",
    "Bergen",
    "Galway",
    "Leeds",
    "Cardiff",
    "Split",
    "Zagreb",
    "Ljubljana",
    "Maribor",
    "Košice",
    "Gdańsk",
    "Poznań",
    "Debrecen",
    "Szeged",
    "Cluj",
    "Iași",
    "Varna",
    "Plovdiv",
    "Patras",
    "Chania",
    "Valletta",
    "Nicosia",
    "Tartu",
    "Riga",
    "Kaunas",
    "Vilnius",
    "Bilbao",
    "Oviedo",
    "Valencia",
    "Granada",
    "Murcia",
    "Alicante",
    "Catania",
    "Palermo",
    "Cagliari",
    "Lecce",
    "Perugia",
    "Ancona",
    "Pescara",
    "Padova",
    "Verona",
    "Trento",
    "Modena",
    "Ferrara",
    "Ravenna",
    "Pisa",
    "Siena",
    "Lucca",
    "Rennes",
    "Angers",
    "Tours",
    "Dijon",
    "Reims",
    "Metz",
    "Nancy",
    "Caen",
    "Brest",
    "Limoges",
    "Kassel",
    "Erfurt",
    "Rostock",
    "Kiel",
    "Lübeck",
    "Münster",
    "Aachen",
    "Mainz",
    "Ulm",
    "Augsburg",
    "Regensburg",
    "Passau",
    "Linz",
    "Salzburg",
    "Innsbruck",
    "Basel",
    "Bern",
    "Lausanne",
)
TITLES = {
    "en": "{matter} for {people} in {place}",
    "it": "{matter} per {people} a {place}",
    "es": "{matter} para {people} en {place}",
    "de": "{matter} für {people} in {place}",
    "fr": "{matter} pour {people} à {place}",
}
SAID = {
    "en": ("We look at real examples and try them out in small groups.", "With people who have done it themselves.",
           "You leave with a list of next steps and a template to fill in.", "Questions are welcome before and after."),
    "it": ("Guardiamo esempi veri e li proviamo in piccoli gruppi.", "Con persone che lo hanno già fatto.",
           "Esci con un elenco di passi e un modello da compilare.", "Le domande sono benvenute prima e dopo."),
    "es": ("Vemos ejemplos reales y los probamos en grupos pequeños.", "Con personas que ya lo han hecho.",
           "Sales con una lista de pasos y una plantilla para rellenar.", "Las preguntas son bienvenidas."),
    "de": ("Wir sehen uns echte Beispiele an und üben in kleinen Gruppen.", "Mit Leuten, die es selbst getan haben.",
           "Du gehst mit einer Liste von Schritten und einer Vorlage.", "Fragen sind vorher und nachher willkommen."),
    "fr": ("Nous regardons de vrais exemples et les essayons en petits groupes.", "Avec des gens qui l'ont fait.",
           "Tu repars avec une liste d'étapes et un modèle à remplir.", "Les questions sont les bienvenues."),
}  # fmt: skip
KINDS = ("guide", "event", "posting", "degree")
SKILLS = ("SQL", "Excel", "Python", "Writing", "Negotiation", "Public speaking", "Statistics", "Figma", "First aid")
INDUSTRIES = ("finance", "health", "education", "retail", "energy", "media", "public sector", "transport")
TOPICS = ("CV", "interview", "career change", "portfolio", "networking", "confidence", "job search")
NOISE = 0.3
#: Keys beside each other on a keyboard.
NEIGHBOURS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody types who looks for one entry, and how it is mistaken."""

    words: str
    item_id: str
    how: str


@dataclass(frozen=True, slots=True)
class _Made:
    matter: int
    people: int
    place: int
    language: int


class MadeUpEntries:
    """The same seed makes the same entries and the same mistakes."""

    def __init__(self, seed: int = 1) -> None:
        """Draw what all of them are about."""
        self.encoder = Encoder.default()
        chance = random.Random(seed)
        numbers = chance.sample(
            range(len(MATTERS) * len(PEOPLE) * len(PLACES)), len(MATTERS) * len(PEOPLE) * len(PLACES)
        )
        self._made = [
            _Made(number % len(MATTERS), number // len(MATTERS) % len(PEOPLE), number // len(MATTERS) // len(PEOPLE),
                  chance.randrange(len(LANGUAGES)))
            for number in numbers
        ]  # fmt: skip

    def facts(self, number: int) -> Iterator[ItemFacts]:
        """Yield the first so many things, by their number from 1."""
        chance = random.Random(2)
        for place, one in enumerate(self._made[:number], start=1):
            language = LANGUAGES[one.language]
            sentences = chance.sample(SAID[language], 3)
            about = MATTERS[one.matter][one.language], PEOPLE[one.people][one.language][0]
            yield ItemFacts(
                str(place), KINDS[place % len(KINDS)], self._title(one, one.language),
                f"{sentences[0]} {about[0]}: {sentences[1]} {about[1].capitalize()}. {sentences[2]}", language,
                roles=(PEOPLE[one.people][0][1],) if chance.random() < 0.7 else (),
                skills=tuple(chance.sample(SKILLS, chance.randrange(4))),
                industries=tuple(chance.sample(INDUSTRIES, chance.randrange(2))),
                topics=tuple(chance.sample(TOPICS, chance.randrange(3))),
            )  # fmt: skip

    def items(self, number: int) -> Iterator[tuple[ItemFacts, ItemVectors]]:
        """Yield things with vectors of what, for whom and where, added up, and noise: some seconds."""
        parts = {words for line in MATTERS for words in line} | set(PLACES)
        parts |= {forms[0] for line in PEOPLE for forms in line}
        ordered = sorted(parts)
        vectors = dict(zip(ordered, self.encoder.encode(ordered), strict=True))
        noise = np.random.default_rng(3)
        for one, facts in zip(self._made, self.facts(number), strict=False):
            told = (MATTERS[one.matter][one.language], PEOPLE[one.people][one.language][0], PLACES[one.place])
            row = np.sum([vectors[words] for words in told], axis=0)
            row = row / np.linalg.norm(row) + noise.normal(0, NOISE / np.sqrt(len(row)), len(row))
            row = (row / np.linalg.norm(row))[None].astype(np.float16)
            yield facts, ItemVectors(self.encoder.id, facts.language, ("whole",), row)

    def encoded(self, number: int) -> Iterator[tuple[ItemFacts, ItemVectors]]:
        """Yield things with the true vectors of their titles: a minute and a half for 50,000."""
        told = list(self.facts(number))
        for start in range(0, number, 500):
            some = told[start : start + 500]
            rows = self.encoder.encode([facts.title for facts in some]).astype(np.float16)
            for facts, row in zip(some, rows, strict=True):
                yield facts, ItemVectors(self.encoder.id, facts.language, ("title",), row[None])

    def sought(self, number: int, among: int, seed: int = 7) -> list[Sought]:
        """Return questions, of each kind a quarter: misspelt, without accents, in another form, in another language."""
        chance = random.Random(seed)
        hows = ("misspelt", "without accents", "another form", "another language")
        found = []
        for place in range(number):
            which, how = chance.randrange(among), hows[place % len(hows)]
            one = self._made[which]
            words = self._title(one, one.language)
            if how == "misspelt":
                words = typed_badly(words, chance)
            elif how == "without accents":
                words = _without_accents(words).lower()
            elif how == "another form":
                words = self._title(one, one.language, form=1)
            else:
                words = self._title(one, chance.choice([n for n in range(len(LANGUAGES)) if n != one.language]))
            found.append(Sought(words, str(which + 1), how))
        return found

    def _title(self, one: _Made, language: int, form: int = 0) -> str:
        return TITLES[LANGUAGES[language]].format(
            matter=MATTERS[one.matter][language], people=PEOPLE[one.people][language][form], place=PLACES[one.place]
        )


def typed_badly(text: str, chance: random.Random) -> str:
    """Return the text with one slip in about every second word of four letters and more, and at least one."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= 4]
    slipped = [place for place in long if chance.random() < 0.5] or [chance.choice(long)]
    for place in slipped:
        words[place] = _slip(words[place], chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    how = chance.choice(("swapped", "left out", "doubled", "neighbour", "put in"))
    if how == "swapped":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if how == "left out":
        return word[:at] + word[at + 1 :]
    if how == "doubled":
        return word[: at + 1] + word[at] + word[at + 1 :]
    if how == "put in":
        return word[:at] + chance.choice("aeioutrnsl") + word[at:]
    row = next((row for row in NEIGHBOURS if word[at].lower() in row), "aeiou")
    beside = row.find(word[at].lower()) + chance.choice((-1, 1))
    return word[:at] + row[beside % len(row)] + word[at + 1 :]


def _without_accents(text: str) -> str:
    for letters, plain in (
        ("áàâä", "a"),
        ("éèêë", "e"),
        ("íìîï", "i"),
        ("óòôö", "o"),
        ("úùûü", "u"),
        ("ñń", "n"),
        ("ç", "c"),
    ):
        for letter in letters:
            text = text.replace(letter, plain).replace(letter.upper(), plain.upper())
    return text
