"""What may be concluded from what the registries say: plain Python, no clock, no rows.

values       the answers of the registries as frozen values
facts        one piece of knowledge with its origin: freshness, merging, conflicts, prefill
eligibility  who may have a practice licence, with the reason where not
"""
