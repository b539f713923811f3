"""The words of profiles as people read them."""

from mentormatch.core.i18n import Lazy, _l
from mentormatch.matching import topics
from mentormatch.profiles.models import Clarity, HelpTopic

TOPICS: dict[HelpTopic, Lazy] = {topic: _l(topics.NAMES[topic]) for topic in HelpTopic}
CLARITIES: dict[Clarity, Lazy] = {
    Clarity.KNOW: _l("I know"),
    Clarity.IDEA: _l("I have an idea"),
    Clarity.EXPLORING: _l("I am exploring"),
}
#: What each answer means, shown under it.
CLARITIES_EXPLAINED: dict[str, Lazy] = {
    Clarity.KNOW: _l("I can name the role I want."),
    Clarity.IDEA: _l("I know the direction, not the role yet."),
    Clarity.EXPLORING: _l("I would like to see different roads."),
}


def topic_label(topic: str) -> str:
    """The label of a help topic; imported ones that we do not know are shown as written."""
    return str(TOPICS[HelpTopic(topic)]) if topic in set(HelpTopic) else topic
