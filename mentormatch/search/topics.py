"""What a title says that a thing helps with, where nobody chose topics for it: whole words, in five languages."""

import re
import unicodedata

from mentormatch.profiles.models import HelpTopic

_WORDS: dict[HelpTopic, str] = {
    HelpTopic.CAREER_CHANGE: "career changes?|chang(e|ing) (your )?careers?|cambi(o|are|ar) (di |de )?(carriera|lavoro"
    "|carrera|profesion)|berufswechsel|quereinstieg|reconversion",
    HelpTopic.CV: "cvs?|curricul(um|a|ums)|resumes?|lebenslauf|lebenslaufe|curriculo",
    HelpTopic.INTERVIEW: "interviews?|interviewing|colloqui(o)?|entrevistas?|vorstellungsgesprach(e|en)?|entretiens?",
    HelpTopic.JOB_SEARCH: "job (search|hunt|hunting|fairs?)|career fairs?|find(ing)? (a |your (first )?)?(job|work)"
    "|cercare lavoro|ricerca (di|del) lavoro|jobsuche|stellensuche|buscar (trabajo|empleo)|recherche d.emploi",
    HelpTopic.NETWORKING: "networking|netzwerken|reseautage",
    HelpTopic.PORTFOLIO: "portfolios?|portafolios?|thesis|theses|tesi|tesis|abschlussarbeit(en)?|memoire",
    HelpTopic.CONFIDENCE: "confidence|self.confidence|fiducia|selbstvertrauen|confianza|confiance",
    HelpTopic.NEW_COUNTRY: "abroad|new country|estero|ausland|extranjero|etranger",
}
_FOUND = {topic: re.compile(rf"\b({words})\b") for topic, words in _WORDS.items()}


def topics_in(title: str) -> tuple[str, ...]:
    """Values of ``HelpTopic`` that a title names."""
    marked = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return tuple(topic.value for topic, found in _FOUND.items() if found.search(plain))
