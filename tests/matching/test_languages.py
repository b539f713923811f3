"""Languages of texts and their names."""

import pytest

from mentormatch.matching.languages import NAMES, UNDERSTOOD, detect, primaries, primary


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("Vorrei diventare ingegnere del software", "it"),
        ("I would like to become a data analyst", "en"),
        ("Me gustaría ser profesor de teatro", "es"),
        ("Ich möchte Ausbilder für Sportinstruktoren werden", "de"),
        ("Je voudrais devenir infirmière dans un hôpital", "fr"),
        ("CEO", ""),
        ("", ""),
        ("12345 67890 !!!", ""),
        ("🙂" * 30, ""),
    ],
)
def test_the_language_of_a_text_is_detected_or_left_open(written, language):
    assert detect(written) == language


def test_tags_are_cut_to_what_counts():
    assert [primary(tag) for tag in ("pt-BR", "EN", "zh_Hant_TW", "")] == ["pt", "en", "zh", ""]
    assert primaries(["en-GB", "en-US", "", "it"]) == {"en", "it"}


def test_languages_that_are_understood_have_names():
    assert set(NAMES) >= UNDERSTOOD
