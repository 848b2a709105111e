"""What a person is told about those who looked, and how long an office has to answer him.

Legal basis: UU 27/2022 (personal data)
"""

from mpp.tenancy.rules import ROLES


def is_named(role: str) -> bool:
    """Return whether a person reads the name of an officer in this post, besides post and office.

    Whoever signs letters acts under his name. Others act for their office: it answers for them, and gives their names
    when a person asks with a reason.
    """
    return role in ROLES and ROLES[role].is_signer
