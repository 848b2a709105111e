from django import forms

from mpp.ui.forms import ErrorLink, form_state


class PlaceForm(forms.Form):
    name = forms.CharField(error_messages={"required": "Isi nama"})
    days = forms.MultipleChoiceField(choices=[("mon", "Senin"), ("tue", "Selasa")])

    def clean(self):
        raise forms.ValidationError("Tempat ini sudah dipakai")


def test_what_was_typed_stays_also_when_it_is_wrong():
    state = form_state(PlaceForm({"name": "", "days": ["mon", "sun"]}))
    assert state["days"].value == ("mon", "sun")
    assert state["name"].error == "Isi nama"


def test_the_summary_lists_every_error_and_leads_to_its_field():
    state = form_state(PlaceForm({"name": "", "days": ["mon"]}))
    assert state.errors == (
        ErrorLink("Tempat ini sudah dipakai", "#main-content"),
        ErrorLink("Isi nama", "#name"),
    )


def test_an_empty_form_shows_empty_fields_and_no_errors():
    state = form_state(PlaceForm())
    assert (state["name"].value, state["name"].error, state.errors) == ("", "", ())
