"""What the worker does for programmes."""

from mentormatch.core.jobs import job
from mentormatch.programmes.service.invitations import forget_addresses

job("invitations.forget_addresses")(forget_addresses)
