"""Who answers for which facility, and what facilities were asked. Rows of a region, under its row security."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mpp.facilities.rules import State
from mpp.foundation.models import RegionRow


class FacilitySteward(RegionRow):
    """Somebody who answers for a health facility from one day to another (penanggung jawab fasilitas).

    facility_code, facility_name: as the register of facilities has them
    nik_index, nik_sealed: whose account it is; sealed to table `facility_steward`, field `nik` and the row
    decree: letter of the facility's head that names him     ends_on: last day, brought forward when it ends early
    """

    facility_code = models.CharField(max_length=64)
    facility_name = models.CharField(max_length=300)
    name = models.CharField(max_length=120)
    nik_index = models.BinaryField(max_length=32)
    nik_sealed = models.BinaryField()
    decree = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "facility_steward"
        indexes: ClassVar = [models.Index(fields=["nik_index"], name="facility_steward_of_person")]


class PracticeRequest(RegionRow):
    """What a facility is asked about one case: will this person practise here, in these hours?

    person_id: the applicant     subject_sealed: JSON of name, profession and hours, sealed to field `subject`
    due_on: last local day on which the case waits     answered_by: the steward; null while none has answered
    from_on: first day of practice as the facility confirms it     words_sealed: JSON text, reasons of a refusal
    """

    application_id = models.UUIDField()
    person_id = models.UUIDField()
    facility_code = models.CharField(max_length=64)
    facility_name = models.CharField(max_length=300)
    subject_sealed = models.BinaryField()
    state = models.CharField(max_length=10, default=State.WAITING)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    from_on = models.DateField(null=True)
    words_sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "practice_request"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, State))), name="practice_request_state"),
            models.UniqueConstraint(
                "region_id", "application_id", condition=Q(state=State.WAITING), name="practice_request_one_waits"
            ),
        ]
        indexes: ClassVar = [
            models.Index(F("region_id"), F("facility_code"), F("state"), name="practice_request_of_facility"),
            models.Index(F("region_id"), F("application_id"), name="practice_request_of_case"),
            models.Index(fields=["person_id"], name="practice_request_of_person"),
        ]
