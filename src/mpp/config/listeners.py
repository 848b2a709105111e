"""Who hears which fact: a table you can read."""

from mpp.applications import asking
from mpp.applications import listeners as applications
from mpp.applications.events import (
    ApplicationIssued,
    ApplicationRejected,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    DeadlineNear,
)
from mpp.documents.events import DocumentIssued, DocumentRevoked
from mpp.evidence import tasks as evidence
from mpp.evidence.events import FactsConfirmed, FactsPending, SourceNeedsCare
from mpp.facilities.events import PracticeAnswered, PracticeAsked, PracticeReminded, StewardshipLaidDown
from mpp.federation import listeners as federation
from mpp.federation.events import ClaimsReleased, ConsentGiven, ConsentWithdrawn, SignInEnded
from mpp.foundation.outbox import Listeners
from mpp.identity.events import (
    ClosingAsked,
    ClosingCalledOff,
    ContactChanged,
    FactorChanged,
    OfficeEntered,
    PersonStopped,
    ReleaseChanged,
    SecondFactorFailed,
    SessionElsewhere,
    SessionEnded,
    SignedInFromNewDevice,
)
from mpp.notifications import listeners as notifications
from mpp.privacy.events import DataCopyReady, DataRequestAnswered, DataRequestMade, DataRequestNear
from mpp.tenancy import listeners as tenancy
from mpp.tenancy.events import OfficerInvited, PlhNamed, PlhRecalled
from mpp.uploads import tasks as uploads
from mpp.uploads.events import UploadChecked, UploadReceived, UploadRemoved

#: Fact -> the operations that hear it, in order.
LISTENERS: Listeners = {
    DocumentIssued: (applications.decide_issued,),
    FactsPending: (evidence.ask_later,),
    SourceNeedsCare: (notifications.tell_of_source,),
    UploadChecked: (applications.take_in_document, notifications.tell_of_document),
    UploadReceived: (uploads.check_later,),
    UploadRemoved: (uploads.forget_later,),
    FactsConfirmed: (applications.take_in_facts,),
    **dict.fromkeys(notifications.TOLD_TO_APPLICANT, (notifications.tell_applicant,)),
    ApplicationSubmitted: (
        notifications.tell_applicant,
        applications.look_up_place,
        applications.keep_documents,
        asking.ask_facility,
    ),
    ApplicationIssued: (
        notifications.tell_applicant,
        applications.end_what_it_replaces,
        applications.report,
        applications.release_documents,
        asking.stop_asking,
    ),
    ApplicationRejected: (notifications.tell_applicant, applications.release_documents, asking.stop_asking),
    ApplicationWithdrawn: (notifications.tell_applicant, applications.release_documents, asking.stop_asking),
    PracticeAsked: (notifications.tell_steward,),
    PracticeReminded: (notifications.tell_steward,),
    StewardshipLaidDown: (notifications.tell_of_steward,),
    PracticeAnswered: (asking.take_in_practice, notifications.tell_of_practice),
    DocumentRevoked: (applications.report,),
    DeadlineNear: (notifications.tell_office,),
    PersonStopped: (applications.flag_cases,),
    SessionEnded: (federation.end_what_rests_on_it,),
    SessionElsewhere: (tenancy.record_elsewhere, notifications.tell_of_session_elsewhere),
    SignedInFromNewDevice: (notifications.tell_of_new_device,),
    FactorChanged: (notifications.tell_of_factor,),
    ClosingAsked: (notifications.tell_of_closing,),
    ClosingCalledOff: (notifications.tell_of_closing,),
    ReleaseChanged: (notifications.tell_of_release,),
    ContactChanged: (notifications.tell_of_contact,),
    OfficeEntered: (tenancy.record_entry,),
    SecondFactorFailed: (tenancy.record_failure,),
    OfficerInvited: (notifications.send_invitation,),
    PlhNamed: (notifications.tell_of_plh,),
    PlhRecalled: (notifications.tell_of_recall,),
    SignInEnded: (federation.tell_application,),
    # For the ledger of who was given what.
    ConsentGiven: (),
    ConsentWithdrawn: (),
    ClaimsReleased: (),
    **dict.fromkeys(notifications.TOLD_OF_MANDATES, (notifications.tell_of_mandate,)),
    DataCopyReady: (notifications.tell_of_copy,),
    DataRequestMade: (notifications.tell_who_answers,),
    DataRequestNear: (notifications.tell_who_answers,),
    DataRequestAnswered: (notifications.tell_of_answer,),
}
