"""What a title says that a thing helps with, where nobody chose topics for it: whole words, in five languages."""

import re
import unicodedata

from mentormatch.matching.topics import NAMES

_WORDS: dict[str, str] = {
    "career change": "career changes?|chang(e|ing) (your )?careers?|cambi(o|are|ar) (di |de )?(carriera|lavoro"
    "|carrera|profesion)|berufswechsel|quereinstieg|reconversion",
    "CV": "cvs?|curricul(um|a|ums)|resumes?|lebenslauf|lebenslaufe|curriculo",
    "interview": "interviews?|interviewing|colloqui(o)?|entrevistas?|vorstellungsgesprach(e|en)?|entretiens?",
    "job search": "job (search|hunt|hunting|fairs?)|career fairs?|find(ing)? (a |your (first )?)?(job|work)"
    "|cercare lavoro|ricerca (di|del) lavoro|jobsuche|stellensuche|buscar (trabajo|empleo)|recherche d.emploi",
    "networking": "networking|netzwerken|reseautage",
    "portfolio": "portfolios?|portafolios?|thesis|theses|tesi|tesis|abschlussarbeit(en)?|memoire",
    "confidence": "confidence|self.confidence|fiducia|selbstvertrauen|confianza|confiance",
    "life in a new country": "abroad|new country|estero|ausland|extranjero|etranger",
}
_FOUND = {topic: re.compile(rf"\b({words})\b") for topic, words in _WORDS.items() if topic in NAMES}


def topics_in(title: str) -> tuple[str, ...]:
    """The topics that a title names, as profiles write them."""
    marked = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return tuple(topic for topic, found in _FOUND.items() if found.search(plain))
