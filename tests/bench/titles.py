"""Gendered forms of job titles: 50 each in Italian, Spanish, German and French. Do both forms find the same mentors?"""

import numpy as np

from mentormatch.matching import BaselineRanker, MenteeFacts, MentorFacts, MentorPool
from tests.bench import people

TOP, LEAST_OVERLAP = 10, 0.8

#: Both forms of a title, parted by "/", titles by ",".
FORMS = {
    "it": """
        infermiere/infermiera, avvocato/avvocata, ingegnere/ingegnera, direttore/direttrice, attore/attrice,
        ricercatore/ricercatrice, programmatore/programmatrice, sviluppatore/sviluppatrice, educatore/educatrice,
        traduttore/traduttrice, scrittore/scrittrice, redattore/redattrice, venditore/venditrice, cuoco/cuoca,
        cameriere/cameriera, parrucchiere/parrucchiera, segretario/segretaria, impiegato/impiegata, operaio/operaia,
        maestro/maestra, professore/professoressa, dottore/dottoressa, psicologo/psicologa, biologo/biologa,
        archeologo/archeologa, fotografo/fotografa, architetto/architetta, chirurgo/chirurga, ostetrico/ostetrica,
        farmacista/farmacista, consulente finanziario/consulente finanziaria, agricoltore/agricoltrice,
        amministratore/amministratrice, ispettore/ispettrice, allenatore/allenatrice, disegnatore/disegnatrice,
        montatore video/montatrice video, saldatore/saldatrice, pittore/pittrice, scultore/scultrice,
        matematico/matematica, statistico/statistica, chimico/chimica, fisico/fisica, bibliotecario/bibliotecaria,
        commesso/commessa, tecnico informatico/tecnica informatica, analista politico/analista politica,
        mediatore culturale/mediatrice culturale, formatore aziendale/formatrice aziendale""",
    "es": """
        enfermero/enfermera, abogado/abogada, ingeniero/ingeniera, director/directora, actor/actriz,
        investigador/investigadora, programador/programadora, desarrollador/desarrolladora, educador/educadora,
        traductor/traductora, escritor/escritora, redactor/redactora, vendedor/vendedora, cocinero/cocinera,
        camarero/camarera, peluquero/peluquera, secretario/secretaria, empleado bancario/empleada bancaria,
        obrero/obrera, maestro/maestra, profesor/profesora, médico/médica, psicólogo/psicóloga, biólogo/bióloga,
        arqueólogo/arqueóloga, fotógrafo/fotógrafa, arquitecto/arquitecta, cirujano/cirujana, matrón/matrona,
        farmacéutico/farmacéutica, asesor financiero/asesora financiera, agricultor/agricultora,
        administrador/administradora, inspector/inspectora, entrenador/entrenadora, diseñador/diseñadora,
        editor de vídeo/editora de vídeo, soldador/soldadora, pintor/pintora, escultor/escultora,
        matemático/matemática, estadístico/estadística, químico/química, físico/física, bibliotecario/bibliotecaria,
        dependiente/dependienta, técnico informático/técnica informática, analista político/analista política,
        trabajador social/trabajadora social, consultor/consultora""",
    "de": """
        Krankenpfleger/Krankenpflegerin, Anwalt/Anwältin, Ingenieur/Ingenieurin, Direktor/Direktorin,
        Schauspieler/Schauspielerin, Forscher/Forscherin, Programmierer/Programmiererin, Entwickler/Entwicklerin,
        Erzieher/Erzieherin, Übersetzer/Übersetzerin, Schriftsteller/Schriftstellerin, Redakteur/Redakteurin,
        Verkäufer/Verkäuferin, Koch/Köchin, Kellner/Kellnerin, Friseur/Friseurin, Sekretär/Sekretärin,
        Bankangestellter/Bankangestellte, Arbeiter/Arbeiterin, Lehrer/Lehrerin, Professor/Professorin, Arzt/Ärztin,
        Psychologe/Psychologin, Biologe/Biologin, Archäologe/Archäologin, Fotograf/Fotografin,
        Architekt/Architektin, Chirurg/Chirurgin, Geburtshelfer/Geburtshelferin, Apotheker/Apothekerin,
        Finanzberater/Finanzberaterin, Landwirt/Landwirtin, Verwalter/Verwalterin, Inspektor/Inspektorin,
        Trainer/Trainerin, Gestalter/Gestalterin, Cutter/Cutterin, Schweißer/Schweißerin, Maler/Malerin,
        Bildhauer/Bildhauerin, Mathematiker/Mathematikerin, Statistiker/Statistikerin, Chemiker/Chemikerin,
        Physiker/Physikerin, Bibliothekar/Bibliothekarin, Kaufmann/Kauffrau, IT-Techniker/IT-Technikerin,
        Datenanalyst/Datenanalystin, Sozialarbeiter/Sozialarbeiterin, Berater/Beraterin""",
    "fr": """
        infirmier/infirmière, avocat/avocate, ingénieur/ingénieure, directeur/directrice, acteur/actrice,
        chercheur/chercheuse, programmeur/programmeuse, développeur/développeuse, éducateur/éducatrice,
        traducteur/traductrice, écrivain/écrivaine, rédacteur/rédactrice, vendeur/vendeuse, cuisinier/cuisinière,
        serveur/serveuse, coiffeur/coiffeuse, secrétaire administratif/secrétaire administrative,
        employé de banque/employée de banque, ouvrier/ouvrière, maître d'école/maîtresse d'école,
        professeur/professeure, médecin généraliste/médecine généraliste, psychologue clinicien/psychologue clinicienne,
        technicien/technicienne, historien/historienne, photographe indépendant/photographe indépendante,
        architecte associé/architecte associée, chirurgien/chirurgienne, maïeuticien/maïeuticienne,
        pharmacien/pharmacienne, conseiller financier/conseillère financière, agriculteur/agricultrice,
        administrateur/administratrice, inspecteur/inspectrice, entraîneur/entraîneuse, dessinateur/dessinatrice,
        monteur vidéo/monteuse vidéo, soudeur/soudeuse, peintre décorateur/peintre décoratrice,
        sculpteur/sculptrice, mathématicien/mathématicienne, statisticien/statisticienne, chimiste analyticien/chimiste
        analyticienne, physicien/physicienne, bibliothécaire adjoint/bibliothécaire adjointe, commerçant/commerçante,
        informaticien/informaticienne, politologue/politologue, travailleur social/travailleuse sociale,
        consultant/consultante""",
}


def pairs(language: str) -> list[tuple[str, str]]:
    """Return the forms of each title of a language."""
    titles = (" ".join(title.split()) for title in FORMS[language].split(","))
    return [(one, other) for one, _, other in (title.partition("/") for title in titles)]


def measure() -> dict[str, list[float]]:
    """Return by language the overlaps of the first ten for the two forms, as a goal and as a target role.

    The mentors do all these jobs, each told in one form chosen by its place, and those of the short list of careers.
    """
    told = [(language, forms[place % 2]) for language in FORMS for place, forms in enumerate(pairs(language))]
    mentors = [
        MentorFacts(f"t{n}", role_title=title, text_language=language) for n, (language, title) in enumerate(told)
    ]
    pool = MentorPool([*mentors, *(people.mentor(f"c{n}", n) for n in range(len(people.CAREERS)))])
    return {language: [_overlap(pool, language, *forms) for forms in pairs(language)] for language in FORMS}


def _overlap(pool: MentorPool, language: str, one: str, other: str) -> float:
    first, second = (
        {
            found.mentor_id
            for found in BaselineRanker().rank(
                MenteeFacts("asking", goal=form, target_roles=(form,), text_language=language), pool, top=TOP
            )
        }
        for form in (one, other)
    )
    return len(first & second) / TOP


def median(overlaps: dict[str, list[float]]) -> float:
    """Return the median overlap of all titles."""
    return float(np.median([value for values in overlaps.values() for value in values]))
