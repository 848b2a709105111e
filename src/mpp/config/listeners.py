"""Who hears which fact: a table you can read."""

from mpp.foundation.outbox import Listeners

#: Fact -> the operations that hear it, in order.
LISTENERS: Listeners = {}
