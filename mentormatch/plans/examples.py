"""Five paths that an office may begin with: steps with why, and days after the start."""

from dataclasses import dataclass

from mentormatch.core.i18n import Lazy, _l


@dataclass(frozen=True, slots=True)
class Example:
    title: Lazy
    text: Lazy
    steps: tuple[tuple[Lazy, Lazy, int], ...]


EXAMPLES = (
    Example(_l("First data job"), _l("From a degree to the first position with data, in about four months."), (
        (_l("Collect ten advertisements you would answer, and mark what they ask for"),
         _l("You see what repeats, and what you have already."), 5),
        (_l("Choose one project and put it online with three sentences about it"),
         _l("One finished piece says more than five begun ones."), 30),
        (_l("Have your CV read by a coach"), _l("The first look takes ten seconds: what is seen in them?"), 40),
        (_l("Talk to two people who do this work"), _l("Ask what their week looks like, not for a job."), 50),
        (_l("Practise one technical interview aloud"), _l("Explaining is another skill than knowing."), 70),
        (_l("Send five applications you are proud of"), _l("Five good ones get more answers than fifty."), 90),
    )),
    Example(_l("Change of career"), _l("From one field to another without beginning at zero."), (
        (_l("Write down what you take along from your old work"), _l("Much of it has another name elsewhere."), 7),
        (_l("Name two roles that would use it, and what each still asks for"),
         _l("A gap with a name can be closed."), 14),
        (_l("Talk to somebody who has made this change"), _l("They know which doors were really closed."), 30),
        (_l("Close one gap with a course or a small project"), _l("Something to show, not only to say."), 60),
        (_l("Tell your change as a story of two minutes"), _l("Everybody will ask why."), 70),
        (_l("Rewrite your CV for the new role and have it read"), _l("Old words hide what you can do."), 80),
    )),
    Example(_l("PhD or industry"), _l("To decide with evidence, and in time for both."), (
        (_l("Write what you would miss most in each of the two"), _l("Your own reasons before those of others."), 7),
        (_l("Talk to a PhD student in the third year"), _l("The first year tells another story."), 21),
        (_l("Talk to somebody who went to industry with your degree"), _l("Ask what they would do again."), 28),
        (_l("List calls and programmes with their deadlines"), _l("Some close a year before they begin."), 35),
        (_l("Ask one professor what a good proposal would be"), _l("Their answer shows how they supervise."), 50),
        (_l("Decide, and say it to somebody"), _l("A decision that was said is easier to keep."), 75),
    )),
    Example(_l("First internship"), _l("From looking around to the first day."), (
        (_l("Say in one sentence what you want to learn"), _l("It is the beginning of every letter."), 5),
        (_l("Write a CV of one page"), _l("Courses and small jobs count too."), 14),
        (_l("Find eight places, three of them not advertised"), _l("Many internships are made for who asks."), 25),
        (_l("Have one application reviewed before you send the others"), _l("What is wrong is wrong in all."), 32),
        (_l("Practise an interview"), _l("The second one is always better: let it be the real one."), 45),
        (_l("Clear the agreement with the university's office"), _l("Insurance and credits need papers."), 60),
    )),
    Example(_l("Life in a new country"), _l("Papers, language and people, so that work can follow."), (
        (_l("Put permit, tax number and bank account in order"), _l("Without them no contract can begin."), 21),
        (_l("Learn which hours of work your permit allows"), _l("A good offer can cost the permit."), 28),
        (_l("Find a language partner and a fixed evening"), _l("A little every week goes further."), 30),
        (_l("Put your CV into the form that is usual here"), _l("Length, photograph and dates differ."), 45),
        (_l("Have your degree recognised, if your work needs it"), _l("It takes months: begin early."), 60),
        (_l("Meet three people of your field who live here"), _l("Work is often found through people."), 75),
    )),
)  # fmt: skip
