"""A form is read, and its token checked, by code of ours: whatever is sent, the outcome is Django's."""

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from mpp.ui.form_token import FormTokenMiddleware, form_token
from mpp.ui.sent import read_fields

SECRET = "aZ09" * 8
FORM = "application/x-www-form-urlencoded"
#: What forms, and those who try what a form must not send, are made of.
PIECES = st.sampled_from(
    [b"a", b"b", b"=", b"&", b"+", b"%", b"%2B", b"%c3%a9", b"%ff", b"\xc3\xa9", b"\xff", b"\0", b";"]
)


@given(st.lists(PIECES, max_size=14).map(b"".join) | st.binary(max_size=40))
def test_a_form_is_read_as_django_reads_it(body):
    read, expected = read_fields(body), QueryDict(body, encoding="utf-8")
    assert list(read.lists()) == list(expected.lists())
    assert read == expected


def test_what_was_sent_stays_as_it_was_sent():
    with pytest.raises(AttributeError, match="immutable"):
        read_fields(b"a=1")["a"] = "2"


def test_a_form_with_too_many_inputs_is_refused(settings):
    assert len(read_fields(b"&".join(b"a%d=" % n for n in range(1000)))) == settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    with pytest.raises(TooManyFieldsSent):
        read_fields(b"&".join(b"a%d=" % n for n in range(1001)))


def a_form(body, *, cookie=SECRET, content_type=FORM, **headers):
    request = RequestFactory(enforce_csrf_checks=True).post("/", data=body, content_type=content_type, headers=headers)
    if cookie is not None:
        request.COOKIES["csrftoken"] = cookie
    return request


def outcome(middleware, request):
    """Return the status of the answer, and what the view is given of the form."""

    def view(request):
        return HttpResponse(status=204)

    chain = middleware(view)
    chain.process_request(request)
    refused = chain.process_view(request, view, (), {})
    return (refused or view(request)).status_code, None if refused else dict(request.POST)


def token_for(secret):
    request = RequestFactory().get("/")
    request.META["CSRF_COOKIE"] = secret
    return form_token(request)


def test_our_token_is_one_of_django_s_and_never_the_same_twice():
    first, second = token_for(SECRET), token_for(SECRET)
    assert first != second
    for token in (first, second):
        assert outcome(CsrfViewMiddleware, a_form(f"csrfmiddlewaretoken={token}")) == (
            204,
            {"csrfmiddlewaretoken": [token]},
        )


def test_a_token_that_django_has_made_is_taken():
    page = RequestFactory().get("/")
    page.META["CSRF_COOKIE"] = SECRET
    status, _ = outcome(FormTokenMiddleware, a_form(f"csrfmiddlewaretoken={get_token(page)}&nama=Siti"))
    assert status == 204


@pytest.mark.parametrize("cookie", [SECRET, SECRET[::-1], "", "short", "-" * 32, None])
@pytest.mark.parametrize(
    "spoilt",
    [
        lambda token: token,
        lambda token: token[:-1] + "-",
        lambda token: token[:-1],
        lambda token: "é" + token[1:],
        lambda token: token[32:] + token[:32],
        lambda token: "-" * 64,
        lambda token: "٠" * 64,  # digits to Unicode, none of ours
        lambda token: SECRET,
        lambda token: "",
    ],
)
def test_whatever_token_is_sent_it_is_judged_as_django_judges_it(spoilt, cookie, settings):
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    body = f"csrfmiddlewaretoken={spoilt(token_for(SECRET))}&a=1"
    ours, djangos = (
        outcome(middleware, a_form(body, cookie=cookie)) for middleware in (FormTokenMiddleware, CsrfViewMiddleware)
    )
    assert ours == djangos


def test_a_form_of_another_origin_is_refused_whatever_it_brings(settings):
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    forged = a_form(f"csrfmiddlewaretoken={token_for(SECRET)}", Origin="https://elsewhere.example")
    assert outcome(FormTokenMiddleware, forged)[0] == 403


def test_the_token_in_a_header_counts_too():
    scripted = {"X-CSRFToken": SECRET}
    assert outcome(FormTokenMiddleware, a_form("a=1", **scripted)) == (204, {"a": ["1"]})
