"""Every form of the site that takes words from people asks guard.cpr: it refuses at the field what is certainly a number and
asks about what may be one, or what it takes is held."""

from collections.abc import Iterator

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from guard.forms import RefusesCpr, WarnsOfCpr, WithoutCpr
from tests.addresses import every_address

ROOMS = ("accounts", "exhibitions", "forum", "home", "notices", "search", "guard", "config")
#: What they take is held before others see it (forum.actions.moderation.reason_to_hold); they ask about doubtful numbers.
HELD = {"CommentForm", "QuestionForm", "EditForm"}
#: They refuse what is certainly a number, and don't ask about other ten digits: the staff's own forms, and looking for one.
STAFF = {"RemarkForm", "LiveTextForm", "DismissForm", "CaptionsForm", "DirectoryForm"}
#: Forms that take a number and why nobody else sees it.
OTHERWISE = {
    "PasskeyForm": "read by its owner alone",
    "RenameForm": "read by its owner alone",
    "SearchForm": "kept nowhere: search.log writes no query that may hold a number",
    "PasswordLoginForm": "a password is kept as a hash",
}


def takes_words(form: type[forms.BaseForm]) -> bool:
    fields = getattr(form, "base_fields", {}).values()
    return any(
        (type(field) is forms.CharField and not field.widget.is_hidden) or isinstance(field, forms.FileField)
        for field in fields
    )


def every_form(base: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in base.__subclasses__():
        yield form
        yield from every_form(form)


def test_every_form_that_takes_words_asks_for_cpr_numbers() -> None:
    assert every_address()  # all views, and with them all forms, are loaded
    missing = {
        f"{form.__module__}.{form.__name__}"
        for form in every_form()
        if form.__module__.split(".")[0] in ROOMS
        and not issubclass(form, WagtailAdminModelForm | WithoutCpr)
        and takes_words(form)
        and not (form.__name__ in HELD and issubclass(form, WarnsOfCpr))
        and not (form.__name__ in STAFF and issubclass(form, RefusesCpr))
        and form.__name__ not in OTHERWISE
    }
    assert not missing, "Let them inherit guard.forms.WithoutCpr, or say here why they need not."
