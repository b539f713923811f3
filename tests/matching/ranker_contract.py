"""What every ranker promises; a test class inherits it and says which ranker."""

from itertools import pairwise

import numpy as np
import pytest

from mentormatch.matching import MentorPool, Ranker
from tests.matching.people import MENTEE, MENTORS, mentee, mentor

ASKING = {
    "everything": MENTEE,
    "only a goal": mentee(
        target_roles=(),
        industries=(),
        skills_wanted=(),
        help_topics=(),
        languages=(),
        time_zone="",
        availability=(),
        degree="",
        previous_field="",
        years_experience=None,
    ),
    "nothing": type(MENTEE)("nobody"),
    "no goal": mentee(goal="", target_roles=()),
    "another language": mentee(goal="Vorrei diventare infermiera in un ospedale pediatrico", target_roles=()),
    "exploring": mentee(clarity="exploring"),
    "shouting": mentee(goal="I WANT TO BE A DATA ANALYST"),
}


class RankerContract:
    """Inherit, give ``ranker`` as a fixture, and all of it is tested."""

    @pytest.fixture(params=ASKING, ids=lambda name: name.replace(" ", "-"))
    def asking(self, request):
        return ASKING[request.param]

    def test_the_same_question_has_the_same_answer(self, ranker: Ranker, pool: MentorPool, asking):
        assert ranker.rank(asking, pool) == ranker.rank(asking, pool)

    def test_the_order_is_that_of_scores_and_equals_stand_by_id(self, ranker: Ranker, pool: MentorPool, asking):
        ranked = ranker.rank(asking, pool)
        assert all((-one.score, one.mentor_id) < (-other.score, other.mentor_id) for one, other in pairwise(ranked))

    def test_nobody_refused_is_ranked_and_nobody_else_is_left_out(self, ranker: Ranker, pool: MentorPool, asking):
        ranked = {one.mentor_id for one in ranker.rank(asking, pool, top=100)}
        refused = set(ranker.refused(asking, pool))
        assert not ranked & refused
        assert ranked | refused == {one.id for one in MENTORS}

    def test_reasons_add_up_to_the_score(self, ranker: Ranker, pool: MentorPool, asking):
        for one in ranker.rank(asking, pool):
            assert sum(reason.contribution for reason in one.reasons) == pytest.approx(one.score, abs=1e-9)
            assert 0 <= one.score <= 1

    def test_every_reason_can_be_read(self, ranker: Ranker, pool: MentorPool, asking):
        for one in ranker.rank(asking, pool):
            for reason in one.reasons:
                detail = reason.detail()
                assert reason.text() == (f"{reason.label()}: {detail}" if detail else reason.label())
                assert "%(" not in reason.text()

    def test_it_survives_saving_and_loading(self, ranker: Ranker, pool: MentorPool, asking):
        again = Ranker.from_artefact(ranker.to_artefact())
        assert again.digest == ranker.digest
        assert again.rank(asking, pool) == ranker.rank(asking, pool)

    def test_a_filter_changes_no_score(self, ranker: Ranker, pool: MentorPool):
        everybody = {one.mentor_id: one for one in ranker.rank(MENTEE, pool)}
        some = ranker.rank(MENTEE, pool, only=["hugo", "ana", "nobody-here"])
        assert {one.mentor_id for one in some} == {"ana", "hugo"}
        assert all(everybody[one.mentor_id] == one for one in some)

    def test_top_is_the_beginning_of_the_whole_list(self, ranker: Ranker, pool: MentorPool, asking):
        assert ranker.rank(asking, pool, top=3) == ranker.rank(asking, pool, top=100)[:3]
        assert ranker.rank(asking, pool, top=0) == []

    def test_bulk_scores_are_those_of_the_lists(self, ranker: Ranker, pool: MentorPool):
        mentees = [ASKING["everything"], ASKING["another language"], ASKING["nothing"]]
        matrix = ranker.scores(mentees, pool)
        assert matrix.dtype == np.float32
        for line, asked in zip(matrix, mentees, strict=True):
            ranked = {one.mentor_id: one.score for one in ranker.rank(asked, pool, top=100)}
            for column, facts in enumerate(pool.facts):
                expected = ranked.get(facts.id, np.nan)
                assert line[column] == pytest.approx(expected, abs=1e-6, nan_ok=True)

    def test_an_empty_profile_never_wins(self, ranker: Ranker, pool: MentorPool, asking):
        ranked = ranker.rank(asking, pool, top=100)
        if len({one.score for one in ranked}) > 1:
            assert ranked[0].mentor_id != "leo"

    def test_an_empty_pool_gives_an_empty_list(self, ranker: Ranker):
        assert ranker.rank(MENTEE, MentorPool()) == []
        assert ranker.scores([MENTEE], MentorPool()).shape == (1, 0)

    def test_one_mentor_alone_is_ranked(self, ranker: Ranker, vectors):
        (only,) = ranker.rank(MENTEE, MentorPool([mentor("ana")], vectors=vectors))
        assert only.band == "strong"
