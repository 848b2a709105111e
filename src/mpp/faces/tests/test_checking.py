"""A face check from the first picture to the recorded result."""

import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from PIL import Image

from mpp.faces.checking import PicturesMissing, Sent, check_face
from mpp.faces.fakes import NOBODY, SHADE_OF, FakeFaces, a_picture
from mpp.faces.models import Challenge, Check
from mpp.faces.operations import issue_challenge as issuing
from mpp.faces.operations.issue_challenge import TooManyFaceChecks, issue_challenge
from mpp.faces.operations.nail_down import nail_down
from mpp.faces.operations.use_challenge import ChallengeOver
from mpp.faces.pictures import LONGEST_SIDE, MOST_BYTES, NoPicture, upright
from mpp.faces.ports import FaceEngineUnavailable
from mpp.faces.queries import waiting_for_a_look
from mpp.faces.rules import MOST_FAILED, Band, Reason, Way
from mpp.faces.subjects import acting_for, subject_of
from mpp.foundation.actor import ANYONE
from mpp.foundation.digest import sha256
from mpp.foundation.scope import entered

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)
NIK, OTHER_NIK = "3279014101900001", "3279014101900002"
NOBODY_YET = replace(ANYONE, address="192.0.2.7", device="Chrome, Android")


@pytest.fixture
def faces():
    return FakeFaces()


def drawn(nik=NIK, *, way=Way.CAMERA, at=NOON):
    subject = subject_of(nik)
    return issue_challenge(subject_id=subject, way=way, actor=acting_for(subject, NOBODY_YET), now=at)


def pictures(challenge, *, first=0):
    """Three pictures of each pose, done as asked. first: number of the first one, so that no two rows share any"""
    return [
        Sent(place=place, content=a_picture(SHADE_OF[pose], number=first + 3 * place + number))
        for place, pose in enumerate(challenge.poses)
        for number in range(3)
    ]


def check(faces, challenge, *, nik=NIK, sent=None, at=NOON + timedelta(seconds=15), nonce=None, **given):
    return check_face(
        faces,
        nik=nik,
        challenge_id=challenge.challenge_id,
        nonce=nonce or challenge.nonce,
        sent=pictures(challenge) if sent is None else sent,
        actor=NOBODY_YET,
        now=at,
        **given,
    )


def nailed(challenge, sent, *, at=NOON + timedelta(seconds=15)):
    subject = subject_of(NIK)
    nail_down(
        subject_id=subject,
        challenge_id=challenge.challenge_id,
        nonce=challenge.nonce,
        digests=[sha256(each.content).hex() for each in sent],
        actor=acting_for(subject, NOBODY_YET),
        now=at,
    )


def checks(nik=NIK):
    with entered(acting_for(subject_of(nik), NOBODY_YET)):
        return list(Check.objects.order_by("id"))


pytestmark = pytest.mark.django_db


def test_a_living_face_that_is_the_registrys_is_accepted(faces):
    outcome = check(faces, drawn())
    assert (outcome.band, outcome.reason) == (Band.ACCEPT, None)
    assert faces.compared == 2, "the straight one, and one from the middle"


def test_what_is_kept_is_time_provider_band_and_model_and_nothing_of_the_face(faces):
    check(faces, drawn())
    [kept] = checks()
    assert (kept.checked_at, kept.provider, kept.model, kept.band) == (
        NOON + timedelta(seconds=15),
        "fake",
        "1",
        "accept",
    )
    columns = {field.name for field in Check._meta.fields} | {field.name for field in Challenge._meta.fields}
    assert columns == {
        "id", "subject_id", "checked_at", "way", "provider", "model", "band", "reason",
        "poses", "nonce_digest", "issued_at", "nailed_at", "used_at", "picture_digests",
    }  # fmt: skip


def test_a_nonce_serves_once_whatever_came_of_it(faces):
    challenge = drawn()
    check(faces, challenge, sent=[Sent(place=place, content=a_picture(NOBODY, number=place)) for place in range(4)])
    with pytest.raises(ChallengeOver):
        check(faces, challenge, sent=pictures(challenge, first=50))


def test_a_challenge_is_worth_nothing_without_its_nonce_or_to_another_person(faces):
    challenge = drawn()
    with pytest.raises(ChallengeOver):
        check(faces, challenge, nonce="guessed")
    with pytest.raises(ChallengeOver):
        check(faces, challenge, nik=OTHER_NIK)
    assert check(faces, challenge).band is Band.ACCEPT, "nothing was used up by trying"


def test_pictures_that_come_after_the_window_are_too_late(faces):
    outcome = check(faces, drawn(), at=NOON + timedelta(seconds=21))
    assert (outcome.band, outcome.reason) == (Band.REFUSE, Reason.TOO_LATE)
    assert faces.compared == 0


def test_on_a_slow_line_the_digests_come_in_time_and_the_pictures_later(faces):
    challenge = drawn()
    sent = pictures(challenge)
    nailed(challenge, sent)
    assert check(faces, challenge, sent=sent, at=NOON + timedelta(seconds=90)).band is Band.ACCEPT


def test_pictures_made_after_the_window_do_not_fit_the_digests(faces):
    challenge = drawn()
    nailed(challenge, pictures(challenge))
    with pytest.raises(ChallengeOver):
        check(faces, challenge, sent=pictures(challenge, first=50), at=NOON + timedelta(seconds=90))


def test_digests_are_told_once_and_in_time():
    challenge = drawn()
    with pytest.raises(ChallengeOver):
        nailed(challenge, pictures(challenge), at=NOON + timedelta(seconds=21))
    nailed(challenge, pictures(challenge))
    with pytest.raises(ChallengeOver):
        nailed(challenge, pictures(challenge, first=50))


def test_the_same_photo_posted_twice_is_noticed(faces):
    challenge = drawn()
    sent = pictures(challenge)
    assert check(faces, challenge, sent=[*sent[:2], sent[0], *sent[3:]]).reason is Reason.SAME_PICTURE


def test_a_film_of_an_earlier_check_is_noticed_whatever_the_poses_are(faces, monkeypatch):
    monkeypatch.setattr(issuing.secrets, "choice", lambda rows: rows[0])
    first = drawn()
    sent = pictures(first)
    check(faces, first, sent=sent)
    assert check(faces, drawn(), sent=sent).reason is Reason.SAME_PICTURE


@pytest.mark.parametrize(
    ("likes", "band", "reason"), [(70, Band.REVIEW, Reason.UNSURE), (20, Band.REFUSE, Reason.UNLIKE)]
)
def test_a_face_that_is_less_alike_is_looked_at_or_refused(faces, likes, band, reason):
    faces.likes = likes
    outcome = check(faces, drawn())
    assert (outcome.band, outcome.reason) == (band, reason)
    waiting = waiting_for_a_look(subject_of(NIK), now=NOON + timedelta(minutes=1))
    assert (waiting is not None) == (band is Band.REVIEW)


def test_a_later_check_takes_the_place_of_one_that_waits(faces):
    faces.likes = 70
    check(faces, drawn())
    faces.likes = 95
    challenge = drawn(at=NOON + timedelta(minutes=1))
    check(faces, challenge, sent=pictures(challenge, first=50), at=NOON + timedelta(minutes=1, seconds=9))
    assert waiting_for_a_look(subject_of(NIK), now=NOON + timedelta(minutes=2)) is None


def test_a_silent_engine_uses_the_challenge_up_and_records_nothing(faces):
    challenge = drawn()
    faces.is_down = True
    with pytest.raises(FaceEngineUnavailable):
        check(faces, challenge)
    assert checks() == []
    faces.is_down = False
    with pytest.raises(ChallengeOver):
        check(faces, challenge)


def test_after_some_failures_a_face_rests_for_a_day_and_another_does_not(faces):
    faces.likes = 5
    for number in range(MOST_FAILED):
        challenge = drawn()
        check(faces, challenge, sent=pictures(challenge, first=50 * number))
    with pytest.raises(TooManyFaceChecks):
        drawn()
    assert drawn(OTHER_NIK)
    assert drawn(at=NOON + timedelta(hours=25))


@pytest.mark.parametrize("places", [[], [0, 1, 3], [0] * 4 + [1, 2, 3], [1, 2, 3]])
def test_there_must_be_pictures_of_each_pose_and_not_too_many(faces, places):
    with pytest.raises(PicturesMissing):
        check(
            faces, drawn(), sent=[Sent(place=place, content=a_picture(20, number=n)) for n, place in enumerate(places)]
        )


def test_pictures_of_more_poses_than_were_asked_are_refused(faces):
    sent = [Sent(place=place, content=a_picture(20, number=place)) for place in range(9)]
    assert check(faces, drawn(), sent=sent).reason is Reason.POSE_MISSED


def test_an_engine_that_compares_with_the_card_asks_for_it(faces):
    faces.needs_card = True
    with pytest.raises(PicturesMissing):
        check(faces, drawn())
    assert check(faces, drawn(), card=a_picture(20, number=99)).band is Band.ACCEPT


def test_one_face_does_not_see_the_checks_of_another(faces):
    check(faces, drawn())
    assert len(checks(NIK)) == 1
    assert checks(OTHER_NIK) == []


def test_no_number_of_a_person_stands_in_the_rows_or_the_audit(faces):
    check(faces, drawn())
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mpp.region', '0', true)")
        cursor.execute("SELECT string_agg(line, '') FROM audit_line")
        assert NIK not in cursor.fetchone()[0]


# Pictures


def a_png_that_claims(width, height):
    """A few bytes that claim to be a picture of any size."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"\xff\xd8\xff\xe0 cut off",
        a_png_that_claims(50_000, 50_000),
        a_png_that_claims(0, 0),
        b"\x89PNG" + b"x" * MOST_BYTES,
    ],
)
def test_what_is_no_picture_is_refused_before_it_costs_anything(sent):
    with pytest.raises(NoPicture):
        upright(sent)


def test_a_picture_is_turned_upright_made_small_and_stripped_of_what_it_hides():
    picture, written = Image.new("RGB", (3000, 2000), (200, 10, 10)), BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "rumah saya " * 3000
    picture.save(written, "JPEG", exif=exif, comment=b"secret")
    plain = upright(written.getvalue())
    with Image.open(BytesIO(plain)) as opened:
        assert opened.size == (427, LONGEST_SIDE)
        assert not opened.getexif()
    assert b"rumah" not in plain
    assert b"secret" not in plain
    assert len(plain) < 20_000


def test_transparent_and_grey_pictures_are_pictures_too():
    for mode in ("RGBA", "L", "P", "1"):
        written = BytesIO()
        Image.new(mode, (30, 20)).save(written, "PNG")
        assert upright(written.getvalue()).startswith(b"\xff\xd8")
