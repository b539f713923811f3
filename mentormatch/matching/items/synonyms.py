"""Words of a career office that mean the same, in five languages: what is asked in one finds what says another.

Texts are compared by meaning too, but one word alone says little to that, and titles are short.
"""

_GROUPS = """
cv curriculum vitae resume lebenslauf
interview colloquio entrevista vorstellungsgesprach bewerbungsgesprach entretien
application candidatura bewerbung candidature solicitud
thesis tesi tesis abschlussarbeit masterarbeit memoire
internship intern tirocinio praktikum pasantia stage stagiaire
salary stipendio sueldo salario gehalt salaire retribuzione
negotiation negoziazione negociacion verhandlung negociation
career carriera carrera karriere carriere
company azienda empresa unternehmen firma entreprise
degree laurea grado studiengang licence
master magistrale
abroad estero extranjero ausland etranger
phd doctorate dottorato doctorado promotion doctorat
scholarship borsa beca stipendium bourse
portfolio portafolio portefeuille
networking netzwerken reseautage
confidence fiducia confianza selbstvertrauen confiance
event evento veranstaltung evenement
fair fiera feria messe salon
workshop laboratorio taller atelier
analyst analista analytiker analyste
developer sviluppatore desarrollador entwickler developpeur programmer programmatore programador programmierer
engineer ingegnere ingeniero ingenieur
researcher ricercatore investigador forscher chercheur
shy timido introvert introverso introvertido schuchtern timide
cheap economico barato gunstig affordable
"""
_ALIKE: dict[str, tuple[str, ...]] = {
    word: tuple(other for other in group.split() if other != word)
    for group in _GROUPS.strip().splitlines()
    for word in group.split()
}


def same_as(plain: str, stems: frozenset[str]) -> tuple[str, ...]:
    """Return folded words that mean the same as a folded word, or as one that it is a form of."""
    if plain in _ALIKE:
        return _ALIKE[plain]
    form = next((word for word in (*sorted(stems), plain.rstrip("s")) if word in _ALIKE), "")
    return (form, *_ALIKE[form]) if form else ()
