"""Whether cases and their audit chains agree: a case carries the end of its own chain, so cutting the chain shows."""

from django.db import connection

from mpp.foundation.actor import Actor
from mpp.foundation.audit import Fault
from mpp.foundation.scope import query

#: Why it does not hold -> the chains and places where.
_FAULTS = {
    # The case knows a last line that is not there, or says something else.
    "end-missing": """
        SELECT found.id, found.chain_seq FROM application found
        WHERE found.region_id = %(region)s AND found.chain_seq > 0 AND NOT EXISTS (
            SELECT 1 FROM audit_line line
            WHERE line.region_id = %(region)s AND line.chain_id = found.id AND line.seq = found.chain_seq
              AND line.digest = found.chain_digest)
    """,
    # Somebody has added lines that no act of the case wrote.
    "line-after-end": """
        SELECT line.chain_id, line.seq FROM audit_line line
        JOIN application found ON found.region_id = line.region_id AND found.id = line.chain_id
        WHERE line.region_id = %(region)s AND line.seq > found.chain_seq
    """,
    # The history that people read is not the one that was sealed.
    "history-differs": """
        SELECT found.id, found.chain_seq FROM application found
        WHERE found.region_id = %(region)s AND found.chain_seq <> (
            SELECT count(*) FROM application_event event
            WHERE event.region_id = %(region)s AND event.application_id = found.id)
    """,
    # A chain that neither a case nor the ledger of chains knows.
    "end-unknown": """
        SELECT line.chain_id, max(line.seq) FROM audit_line line
        WHERE line.region_id = %(region)s
          AND NOT EXISTS (
            SELECT 1 FROM audit_head head WHERE head.region_id = %(region)s AND head.chain_id = line.chain_id)
          AND NOT EXISTS (
            SELECT 1 FROM application found WHERE found.region_id = %(region)s AND found.id = line.chain_id)
        GROUP BY line.chain_id
    """,
}


@query
def case_faults(*, actor: Actor) -> tuple[Fault, ...]:
    """Return each place where a case of the acting region and its audit chain do not agree.

    What lies between the links of a chain is `foundation.audit.faults`'s to check.
    """
    found: list[Fault] = []
    with connection.cursor() as cursor:
        for reason, sql in _FAULTS.items():
            cursor.execute(sql, {"region": actor.region_id})
            found += [Fault(actor.region_id, chain_id, seq, reason) for chain_id, seq in cursor.fetchall()]
    return tuple(found)
