import pytest

from mpp.identity.tests.fakes import FakeIdentityProvider, Posts, Registry


@pytest.fixture
def posts(settings):
    settings.IDENTITY_CAPACITIES = held = Posts()
    return held


@pytest.fixture
def provider(settings):
    fake = FakeIdentityProvider()
    settings.IDENTITY_STANDING = Registry()
    settings.IDENTITY_DOORS = lambda: {"ikd": fake.door()}
    return fake


class FakeMailer:
    def __init__(self):
        self.sent, self.refusal = [], None

    def send(self, message):
        if self.refusal:
            raise self.refusal
        self.sent.append(message)


@pytest.fixture
def mailer(settings):
    fake = FakeMailer()
    settings.NOTIFICATIONS_MAILER = lambda: fake
    return fake


class FakeTexter:
    def __init__(self):
        self.sent, self.refusal = [], None

    def __call__(self, **message):
        if self.refusal:
            raise self.refusal
        self.sent.append(message)


@pytest.fixture(autouse=True)
def texter(settings):
    fake = FakeTexter()
    settings.NOTIFICATIONS_TEXTER = lambda: fake
    return fake
