"""What can be wrong with what the engine is given: every error says what and where."""


class MatchingError(ValueError):
    """The common ancestor of the engine's errors."""


class BadFacts(MatchingError):
    """A fact about a person cannot be read: the message names the person, the field and the value."""


class BadVectors(MatchingError):
    """Stored vectors are damaged, of another format, or of the wrong shape."""


class EncoderMismatch(MatchingError):
    """Vectors of two different encoders would be compared; the message names both."""


class BadWeights(MatchingError):
    """A weight is unknown, negative, not finite, or all weights are zero."""


class BadArtefact(MatchingError):
    """A stored ranker is damaged, of another format, or not the one it claims to be."""


class BadCases(MatchingError):
    """An outcome to learn from cannot be right; says which mentor in whose list, and what is wrong."""


class UnknownMentor(MatchingError, KeyError):
    """A mentor was named that is not in the pool."""

    def __str__(self) -> str:
        """Return the plain sentence: KeyError alone would print its repr."""
        return str(self.args[0])


class BadScores(MatchingError):
    """A matrix of scores has the wrong shape or type, or a score that is no finite number; says where."""


class BadCapacities(MatchingError):
    """A capacity is no whole number from 0 up, or there is not one for each mentor; says which."""


class BadPairs(MatchingError):
    """A locked or forbidden pair is no pair, or names somebody who is not there."""


class InfeasibleLocks(MatchingError):
    """Pairs fixed in advance contradict each other, a rule or a capacity; says which and why."""


class UnknownObjective(MatchingError):
    """There is no objective of this name; the message lists those there are."""
