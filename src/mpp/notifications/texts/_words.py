"""What one notice says."""

from dataclasses import dataclass

from django.utils.functional import Promise

from mpp.notifications.rules import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """title: the subject of the e-mail too     text: one or two sentences; both may name {service}, {region},
    {reference}, {due_on} and {detail}     without_date: said instead of `text` where no date is promised

    topic: by which the person chooses channels
    page, link: where a notice leads that is about no case, and what its link says; `/petugas/...` lies in the region
    """

    title: str | Promise
    text: str | Promise
    without_date: str | Promise | None = None
    page: str = ""
    link: str | Promise = ""
    topic: Topic = Topic.CASE
