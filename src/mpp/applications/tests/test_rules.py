from hypothesis import given
from hypothesis import strategies as st

from mpp.applications.rules import (
    ALPHABET,
    CLOSED,
    MOVES,
    OPEN,
    WITH_OFFICE,
    State,
    acts_open,
    following,
    is_reference,
    next_state,
    reference,
)

serials = st.integers(min_value=1, max_value=32**6)


def number(serial):
    return reference(region_code="32.79", service="sip-perawat", month="202611", serial=serial)


def test_a_reference_names_region_service_and_month_and_holds_no_nik():
    assert number(1) == "3279-SIP-PERAWAT-202611-000011"


@given(serials)
def test_every_reference_is_recognised(serial):
    assert is_reference(number(serial))


@given(serials, serials)
def test_two_serials_never_share_a_reference(one, other):
    assert (number(one) == number(other)) == (one == other)


@given(serials, st.data())
def test_one_wrong_character_is_always_caught(serial, data):
    text = number(serial)
    tail = text.rpartition("-")[2]
    place = data.draw(st.integers(len(text) - len(tail), len(text) - 1))
    wrong = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != text[place]]))
    assert not is_reference(text[:place] + wrong + text[place + 1 :])


@given(serials, st.data())
def test_two_swapped_neighbours_are_always_caught(serial, data):
    text = number(serial)
    tail = text.rpartition("-")[2]
    place = data.draw(st.integers(len(text) - len(tail), len(text) - 2))
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert swapped == text or not is_reference(swapped)


def test_a_text_that_is_no_reference_is_told_apart():
    for text in ("", "sari", "3279", "3279-SIP-PERAWAT", "a-b-c-d", "3279-SIP-PERAWAT-202611-00001!"):
        assert not is_reference(text)


def test_nothing_leaves_a_closed_state():
    for state in CLOSED:
        assert [act for act in MOVES if next_state(act, state)] == []


def test_every_open_state_has_a_way_out():
    for state in OPEN:
        ends = {next_state(act, state) for act in MOVES} - {None, state}
        assert ends, state


def test_every_state_but_the_first_is_reached_by_some_act():
    reached = {move.end for move in MOVES.values()}
    # Issue without a decision is the clock's own act.
    assert set(State) - reached == {State.DRAFT, State.AUTO_ISSUED}


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=40))
def test_whatever_is_tried_a_case_only_moves_as_the_law_says(acts):
    state, trail = State.DRAFT, [State.DRAFT]
    for act in acts:
        state = next_state(act, state) or state
        trail.append(state)
    assert State.ISSUED not in trail or State.SIGNING in trail
    assert not (set(trail) & WITH_OFFICE) or State.SUBMITTED in trail
    if trail[-1] in CLOSED:
        assert len({each for each in trail if each in CLOSED}) == 1


def test_the_applicant_is_offered_only_his_own_acts():
    offered = acts_open(state=State.SUBMITTED, step_action="verify", is_turn=False, is_applicant=True)
    assert offered == ("withdraw", "give_document")


def test_an_officer_is_offered_the_act_of_the_present_step():
    offered = acts_open(state=State.SUBMITTED, step_action="verify", is_turn=True, is_applicant=False)
    assert offered == ("take", "hand_over", "verify", "return_for_correction")


def test_the_signer_may_approve_or_refuse():
    offered = acts_open(state=State.RECOMMENDED, step_action="sign", is_turn=True, is_applicant=False)
    assert set(offered) >= {"approve", "reject", "return_for_correction"}


def test_an_officer_whose_turn_it_is_not_is_offered_nothing():
    for state in State:
        assert acts_open(state=state, step_action="sign", is_turn=False, is_applicant=False) == ()


def test_steps_follow_each_other_and_end():
    steps = ["verify", "recommend", "sign"]
    assert following(steps, "", str) == "verify"
    assert following(steps, "verify", str) == "recommend"
    assert following(steps, "sign", str) is None
    assert following([], "", str) is None
