"""Probes tell the truth in few words, to anybody."""

from tests.support.databases import connected_to


def test_a_process_that_answers_is_alive_without_asking_the_database(client):
    assert client.get("/livez").content == b"alive\n"


def test_a_process_whose_database_answers_is_ready(client, db):
    assert client.get("/readyz").status_code == 200


def test_a_process_without_its_database_is_not_ready(client, cloned_database):
    with connected_to("postgresql://mpp_app@127.0.0.1:9/mpp"):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.content == b"the database does not answer\n"
