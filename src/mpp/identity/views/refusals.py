"""What the sign-in pages themselves refuse, before any operation is asked."""

from mpp.foundation.errors import DomainError, Kind


class SignInCancelled(DomainError):
    code, kind, title = "sign-in-cancelled", Kind.CONFLICT, "The person did not go through with signing in"


class SignInUnknown(DomainError):
    """This browser began no such sign-in, or it was ended already, or too long ago."""

    code, kind, title = "sign-in-unknown", Kind.CONFLICT, "This sign-in is no longer under way"
