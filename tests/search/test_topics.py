"""What a title says that a thing helps with."""

import pytest

from mentormatch.search.topics import topics_in


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("CV clinic", ("CV",)),
        ("Il tuo primo Curriculum", ("CV",)),
        ("Vorstellungsgespräche üben", ("interview",)),
        ("Changing career with a portfolio", ("career change", "portfolio")),
        ("Trovare lavoro all’estero", ("life in a new country",)),
        ("Interviewer's lunch, cvx, thesisless", ()),
        ("", ()),
    ],
)
def test_whole_words_of_titles_name_topics(title: str, topics: tuple[str, ...]) -> None:
    assert topics_in(title) == topics
