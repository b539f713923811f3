"""What programs send and read, a module a resource. Field names are the product's words; times are instants with an
offset."""

from mentormatch.api.schema.bookings import (
    BookingPage,
    BookingRead,
    Cancellation,
    NewBooking,
    NewTime,
    SlotPage,
    SlotQuery,
)
from mentormatch.api.schema.goals import GoalPage, GoalRead, NewGoal, NewStep, StepRead
from mentormatch.api.schema.messages import MessagePage, MessageRead, NewMessage
from mentormatch.api.schema.people import Me, MentorPage, MentorQuery, MentorRead, ReasonRead
from mentormatch.api.schema.requests import MatchPage, MatchRead, NewRequest, No, RequestPage, RequestRead, Yes
from mentormatch.web.rest.schema import (
    Fault,
    KeyHeader,
    MatchPageQuery,
    PageQuery,
    PersonName,
    Problem,
    Sent,
    SlotRead,
)

__all__ = [
    "BookingPage",
    "BookingRead",
    "Cancellation",
    "Fault",
    "GoalPage",
    "GoalRead",
    "KeyHeader",
    "MatchPage",
    "MatchPageQuery",
    "MatchRead",
    "Me",
    "MentorPage",
    "MentorQuery",
    "MentorRead",
    "MessagePage",
    "MessageRead",
    "NewBooking",
    "NewGoal",
    "NewMessage",
    "NewRequest",
    "NewStep",
    "NewTime",
    "No",
    "PageQuery",
    "PersonName",
    "Problem",
    "ReasonRead",
    "RequestPage",
    "RequestRead",
    "Sent",
    "SlotPage",
    "SlotQuery",
    "SlotRead",
    "StepRead",
    "Yes",
]
