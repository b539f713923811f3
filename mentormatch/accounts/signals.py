"""What happens here and matters to features above; received in the same transaction."""

from blinker import Signal

#: Sent with the Person, once the address is confirmed for the first time.
confirmed = Signal("A person has confirmed their address.")
#: Sent before anybody registers by themselves, with the ``email`` once it is known. A receiver closes the door by
#: raising errors.RegistrationClosed.
registering = Signal("Somebody wants to register.")
#: Sent with the Person who has registered and whose address is still to be confirmed.
registered = Signal("A person has registered.")
#: Sent with the Person who has lost a role or whose account was disabled, and who did it (``by``).
stepped_down = Signal("A person can do less than before.")
