"""Show the signing keys of the OpenID provider, or let a new one follow the present one."""

import argparse

from mpp.config.cli.installation import database, start_django_as_plain_role


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rotate", action="store_true", help="make a new key, which signs from tomorrow; the worker does so by itself"
    )


def main(chosen: argparse.Namespace) -> int:
    with database():
        start_django_as_plain_role()
        # All of them reach Django, so only after the set-up.
        from mpp.federation.operations.make_signing_key import make_signing_key
        from mpp.federation.queries.keys import forget_keys, terms
        from mpp.federation.rules import keys
        from mpp.foundation.actor import system
        from mpp.foundation.clock import utc_now
        from mpp.foundation.ids import uuid7

        now = utc_now()
        if chosen.rotate:
            make_signing_key(key_id=uuid7(), at_once=True, actor=system(), now=now)
            forget_keys()
        known = terms()
        signer = keys.signing(known, now=now)
        for term in keys.shown(known, now=now):
            role = "signs now" if term == signer else "signs from" if term.signs_from > now else "signed from"
            print(f"{term.kid}  {role:<12}{term.signs_from:%Y-%m-%d %H:%M} UTC")
        if not known:
            print("There is no key yet; the worker makes the first one.")
    return 0
