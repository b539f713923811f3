"""What mentees ask help with, as people read it. The keys are what profiles and files write."""

from mentormatch.matching.messages import N_

NAMES = {
    "career change": N_("Changing career"),
    "CV": N_("CV"),
    "interview": N_("Interviews"),
    "job search": N_("Finding a job"),
    "networking": N_("Networking"),
    "portfolio": N_("Portfolio or thesis"),
    "confidence": N_("Confidence"),
    "life in a new country": N_("Life in a new country"),
}
