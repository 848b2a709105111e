"""Why a server does not start, in one sentence a person can act on."""


class ServerTrouble(Exception):
    """Something about this machine that only a person can mend; the message is the whole explanation."""
