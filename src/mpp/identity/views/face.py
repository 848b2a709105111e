"""The face check: the camera page with its three questions, the photo page without a script, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mpp.faces.checking import Outcome, PicturesMissing, Sent, check_face
from mpp.faces.operations.issue_challenge import Drawn, TooManyFaceChecks, issue_challenge
from mpp.faces.operations.nail_down import nail_down
from mpp.faces.operations.use_challenge import ChallengeOver
from mpp.faces.pictures import NoPicture
from mpp.faces.ports import FaceEngine, FaceEngineUnavailable, NoReference
from mpp.faces.rules import MOST_FRAMES_A_POSE, WINDOW, Band, Pose, Reason, Way, challenges
from mpp.faces.subjects import acting_for, subject_of
from mpp.faces.wired import engine
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ratelimit import TooMany, limited, spend
from mpp.identity import devices, nik_attempts
from mpp.identity.nik_attempts import NikAttempt
from mpp.identity.ports import ProvenIdentity
from mpp.identity.request import SessionRequest
from mpp.identity.rules import PersonStatus, face_assurance
from mpp.identity.views._entry import come_in, turn_away
from mpp.identity.views.nik_door import DOOR, subject_at_door
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.errors import STATUS
from mpp.ui.pages import page_or_block

#: The one page that may use the camera.
CAMERA_HERE = "camera=(self), geolocation=(), microphone=()"
DIGEST_CHARACTERS = 64

#: What came of a check -> the word in the address of the page that says so.
RESULTS: Mapping[str, tuple[object, object]] = {
    Reason.NO_FACE: (
        gettext_lazy("Wajah Anda tidak terlihat"),
        gettext_lazy("Cari tempat yang terang, hadapkan wajah ke kamera, dan pastikan hanya Anda yang terlihat."),
    ),
    Reason.TOO_SMALL: (
        gettext_lazy("Wajah Anda terlalu jauh"),
        gettext_lazy("Dekatkan telepon sampai wajah Anda mengisi lingkaran."),
    ),
    Reason.NOT_STRAIGHT: (
        gettext_lazy("Awalnya wajah belum lurus ke kamera"),
        gettext_lazy("Lihat lurus ke kamera sampai petunjuk berikutnya muncul."),
    ),
    Reason.POSE_MISSED: (
        gettext_lazy("Gerakan belum sesuai petunjuk"),
        gettext_lazy(
            "Ikuti setiap petunjuk dan tahan sampai petunjuk berikutnya. Kiri dan kanan adalah sisi Anda sendiri."
        ),
    ),
    Reason.SAME_PICTURE: (
        gettext_lazy("Foto yang sama sudah pernah dikirim"),
        gettext_lazy("Setiap pemeriksaan perlu foto baru, satu untuk setiap gerakan."),
    ),
    Reason.TOO_LATE: (
        gettext_lazy("Waktunya habis"),
        gettext_lazy(
            "Petunjuk hanya berlaku sebentar, agar rekaman lama tidak dapat dipakai. Anda boleh langsung mencoba lagi."
        ),
    ),
    Reason.UNLIKE: (
        gettext_lazy("Wajah tidak cocok dengan data kependudukan"),
        gettext_lazy(
            "Foto pada data kependudukan mungkin sudah lama, atau cahaya kurang. Coba sekali lagi di tempat terang "
            "tanpa kacamata dan masker, atau datang ke loket: petugas mencocokkan Anda dengan KTP-el."
        ),
    ),
    Reason.UNSURE: (
        gettext_lazy("Seorang petugas perlu melihat Anda"),
        gettext_lazy(
            "Wajah Anda mirip, tetapi belum cukup pasti untuk diputuskan mesin. Datanglah ke loket MPP mana pun dengan "
            "KTP-el: petugas melihat Anda langsung, dan Anda masuk saat itu juga. Foto Anda sudah kami hapus."
        ),
    ),
    "foto": (
        gettext_lazy("Foto tidak dapat dibaca"),
        gettext_lazy(
            "Kirim foto biasa (JPEG, PNG, atau WebP) dari kamera telepon, paling besar 9 MB, satu untuk setiap gerakan."
        ),
    ),
    "habis": (
        gettext_lazy("Pemeriksaan ini sudah berakhir"),
        gettext_lazy("Setiap petunjuk hanya berlaku sekali. Anda boleh langsung mencoba lagi."),
    ),
    "kosong": (
        gettext_lazy("Belum ada foto Anda untuk dibandingkan"),
        gettext_lazy("Data kependudukan tidak memuat foto Anda. Datanglah ke loket MPP mana pun dengan KTP-el."),
    ),
    "terlalu-sering": (
        gettext_lazy("Pemeriksaan wajah hari ini sudah cukup sering"),
        gettext_lazy(
            "Demi keamanan, pemeriksaan untuk NIK ini berhenti selama satu hari. Masuk dengan identitas digital "
            "tetap bisa, begitu juga datang ke loket MPP mana pun dengan KTP-el."
        ),
    ),
    "terlalu-cepat": (
        gettext_lazy("Terlalu banyak percobaan dari telepon ini"),
        gettext_lazy(
            "Tunggu beberapa menit, lalu coba lagi. Masuk dengan identitas digital tetap bisa, begitu juga datang ke "
            "loket MPP mana pun dengan KTP-el."
        ),
    ),
    "gangguan": (
        gettext_lazy("Layanan pencocokan wajah sedang tidak menjawab"),
        gettext_lazy(
            "Gangguan ada di luar, bukan pada Anda. Coba lagi beberapa menit lagi, atau pilih cara masuk lain."
        ),
    ),
}
#: After these it makes no sense to try again at once.
ENDS = {Reason.UNSURE, "kosong", "terlalu-sering"}

#: Refusal -> its word above.
WORD_OF: Mapping[type[DomainError], str] = {
    ChallengeOver: "habis",
    PicturesMissing: "foto",
    NoPicture: "foto",
    NoReference: "kosong",
    TooManyFaceChecks: "terlalu-sering",
    TooMany: "terlalu-cepat",
    FaceEngineUnavailable: "gangguan",
}


@dataclass(frozen=True, slots=True)
class CameraPage:
    """poses: what to do and how, by the name of the pose     needs_card: a picture of the identity card too

    back_href: where the check was begun     after_numbers: that was the page that asks for NIK and family card
    """

    poses: Mapping[str, tuple[str, str]]
    needs_card: bool
    back_href: str
    after_numbers: bool


@dataclass(frozen=True, slots=True)
class PhotoPage:
    """challenge_id, nonce: "" before it has begun     steps: place and name of each pose, one photo each

    poses: what to do and how, by the name of the pose     minutes: how long there is time
    after_numbers: as on the camera's page
    """

    challenge_id: str
    nonce: str
    steps: tuple[tuple[int, str], ...]
    poses: Mapping[str, tuple[str, str]]
    minutes: int
    needs_card: bool
    after_numbers: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    title: str
    text: str
    may_try_again: bool
    doors_href: str


@open_to(EVERYONE)
@require_safe
def camera(request: SessionRequest) -> HttpResponse:
    """Show the camera and say what will happen."""
    looking = _engine()
    attempt = _attempt(request)
    if attempt is None:
        return HttpResponseRedirect(nik_attempts.PATH)
    shown = CameraPage(
        pose_words(Way.CAMERA),
        needs_card=looking.matcher.needs_card,
        back_href=attempt.begun_on,
        after_numbers=attempt.begun_on == nik_attempts.PATH,
    )
    response = page_or_block(request, "identity/face.html", page=shown)
    response.headers["Permissions-Policy"] = CAMERA_HERE
    response.headers["Cache-Control"] = "no-store"
    return response


@open_to(EVERYONE)
@require_POST
@limited("face-check")
def start(request: SessionRequest) -> HttpResponse:
    """Draw a challenge for the camera page's script."""
    attempt = _attempt(request)
    if attempt is None:
        return JsonResponse({"next": nik_attempts.PATH}, status=409)
    try:
        drawn = _drawn(request, attempt, Way.CAMERA)
    except DomainError as refused:
        return JsonResponse({"next": _result_href(refused)}, status=STATUS[refused.kind])
    return JsonResponse({"challenge": drawn.challenge_id, "nonce": drawn.nonce, "poses": drawn.poses})


@open_to(EVERYONE)
@require_POST
def nail(request: SessionRequest) -> HttpResponse:
    """Take the digests of the frames while the time runs."""
    attempt = _attempt(request)
    digests = request.POST.getlist("digest")
    if attempt is None or not _are_digests(digests):
        return JsonResponse({"next": nik_attempts.PATH}, status=409)
    subject_id = subject_of(attempt.nik)
    try:
        nail_down(
            subject_id=subject_id,
            challenge_id=_uuid(request.POST.get("challenge", "")),
            nonce=request.POST.get("nonce", ""),
            digests=digests,
            actor=acting_for(subject_id, request.actor),
            now=request.now,
        )
    except DomainError as refused:
        return JsonResponse({"next": _result_href(refused)}, status=STATUS[refused.kind])
    return HttpResponse(status=204)


@open_to(EVERYONE)
@require_POST
@limited("face-check")
def send(request: SessionRequest) -> HttpResponse:
    """Take the frames of the camera page's script, and say where to go on."""
    attempt = _attempt(request)
    if attempt is None:
        return JsonResponse({"next": nik_attempts.PATH}, status=409)
    led = _decided(request, attempt)
    response = JsonResponse({"next": led.headers["Location"]})
    response.cookies = led.cookies
    return response


@open_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("face-check", methods=("POST",))
def photo(request: SessionRequest) -> HttpResponse:
    """Ask for one photo of each pose: for telephones without a camera in the browser, and without a script."""
    attempt, looking = _attempt(request), _engine()
    if attempt is None:
        return HttpResponseRedirect(nik_attempts.PATH)
    if request.method == "POST" and "nonce" in request.POST:
        return _decided(request, attempt)
    drawn = None
    if request.method == "POST":
        try:
            drawn = _drawn(request, attempt, Way.PHOTO)
        except DomainError as refused:
            return HttpResponseRedirect(_result_href(refused), status=303)
    shown = PhotoPage(
        challenge_id=str(drawn.challenge_id) if drawn else "",
        nonce=drawn.nonce if drawn else "",
        steps=tuple((place, str(pose)) for place, pose in enumerate(drawn.poses)) if drawn else (),
        poses=pose_words(Way.PHOTO),
        minutes=int(WINDOW[Way.PHOTO].total_seconds()) // 60,
        needs_card=looking.matcher.needs_card,
        after_numbers=attempt.begun_on == nik_attempts.PATH,
    )
    response = page_or_block(request, "identity/face_photo.html", page=shown)
    response.headers["Cache-Control"] = "no-store"
    return response


@open_to(EVERYONE)
@require_safe
def result(request: SessionRequest, word: str) -> HttpResponse:
    """Say why the person is not in, what to do, and which ways stay open."""
    if word not in RESULTS:
        raise NotFound
    title, text = RESULTS[word]
    attempt = _attempt(request)
    shown = ResultPage(
        title=str(title),
        text=str(text),
        may_try_again=attempt is not None and word not in ENDS,
        doors_href=f"/masuk?{urlencode({'next': attempt.next_path if attempt else '/'})}",
    )
    return page_or_block(request, "identity/face_result.html", page=shown)


@open_to(EVERYONE)
@require_safe
def about(request: SessionRequest) -> HttpResponse:
    """Say what the face check can and cannot stop."""
    return page_or_block(request, "identity/face_about.html")


def _attempt(request: SessionRequest) -> NikAttempt | None:
    return nik_attempts.recall(request, now=request.now)


def _engine() -> FaceEngine:
    looking = engine()
    if looking is None:
        raise NotFound
    return looking


def _drawn(request: SessionRequest, attempt: NikAttempt, way: Way) -> Drawn:
    # Whoever throws the cookie away is still counted by address and by NIK.
    spend("face-device", address=request.actor.address, account=devices.key_or_new(request))
    subject_id = subject_of(attempt.nik)
    return issue_challenge(subject_id=subject_id, way=way, actor=acting_for(subject_id, request.actor), now=request.now)


def _decided(request: SessionRequest, attempt: NikAttempt) -> HttpResponse:
    """Return the way on: in, or to the page that says why not."""
    looking = _engine()
    try:
        outcome = check_face(
            looking,
            nik=attempt.nik,
            challenge_id=_uuid(request.POST.get("challenge", "")),
            nonce=request.POST.get("nonce", ""),
            sent=_sent(request),
            card=_content(request.FILES.get("card")),
            actor=request.actor,
            now=request.now,
        )
    except DomainError as refused:
        return HttpResponseRedirect(_result_href(refused), status=303)
    if outcome.band is not Band.ACCEPT:
        return HttpResponseRedirect(f"/masuk/nik/hasil/{outcome.reason}", status=303)
    try:
        response = come_in(request, _proven(attempt, outcome, looking), PersonStatus.ACTIVE, attempt.next_path)
    except DomainError as refused:
        return turn_away(request, refused, attempt.next_path)
    nik_attempts.forget(response)
    return response


def _proven(attempt: NikAttempt, outcome: Outcome, looking: FaceEngine) -> ProvenIdentity:
    return ProvenIdentity(
        provider=DOOR,
        subject=subject_at_door(attempt.nik),
        nik=attempt.nik,
        name=attempt.name,
        assurance=face_assurance(by_camera=outcome.way is Way.CAMERA, with_registry=not looking.matcher.needs_card),
        birth_date=attempt.birth_date,
        tells_profile=False,
    )


def _sent(request: SessionRequest) -> Sequence[Sent]:
    """Return the pictures in the order in which their digests were told: by pose, then as taken."""
    most = max(len(row) for way in Way for row in challenges(way))
    return [
        Sent(place=place, content=_content(file))
        for place in range(most)
        for file in request.FILES.getlist(f"pose-{place}")[: MOST_FRAMES_A_POSE + 1]
    ]


def _content(file: "UploadedFile[Any] | None") -> bytes:
    return file.read() if file else b""


def _are_digests(texts: Sequence[str]) -> bool:
    return 0 < len(texts) <= 5 * MOST_FRAMES_A_POSE and all(
        len(text) == DIGEST_CHARACTERS and set(text) <= set("0123456789abcdef") for text in texts
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ChallengeOver from None


def _result_href(refused: DomainError) -> str:
    word = next((word for kind, word in WORD_OF.items() if isinstance(refused, kind)), None)
    if word is None:
        raise refused
    return f"/masuk/nik/hasil/{word}"


def pose_words(way: Way) -> Mapping[str, tuple[str, str]]:
    """Return what a person is told to do, by pose: in a few words, and how."""
    if way is Way.PHOTO:
        return {
            Pose.STRAIGHT: (_("Lihat lurus ke kamera"), _("Mata terbuka, seluruh wajah terlihat.")),
            Pose.SIDE: (_("Tengok ke samping"), _("Kiri atau kanan, kira-kira setengah jalan.")),
            Pose.BLINK: (_("Pejamkan mata"), _("Wajah lurus, kedua mata tertutup.")),
        }
    return {
        Pose.STRAIGHT: (_("Lihat lurus ke kamera"), _("Mata terbuka, wajah di dalam lingkaran.")),
        Pose.LEFT: (_("Tengok ke kiri Anda"), _("Kira-kira setengah jalan, lalu tahan.")),
        Pose.RIGHT: (_("Tengok ke kanan Anda"), _("Kira-kira setengah jalan, lalu tahan.")),
        Pose.BLINK: (_("Pejamkan mata"), _("Wajah lurus; buka lagi setelah terdengar bunyi atau terasa getar.")),
    }
