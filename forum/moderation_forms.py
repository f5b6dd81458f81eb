"""Forms of moderation: a reader's notice, a complaint, and what moderators decide by."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum.actions.suspension import LONGEST
from forum.forms import KeyedForm
from forum.models import Ground, ReasonText, Report
from guard.forms import WithoutCpr


class ReportForm(WithoutCpr, KeyedForm):
    """A notice of something that breaks the law or the rules. `account` is the sender's, who then gives no address."""

    address = forms.CharField(
        label=_("Where is it?"),
        max_length=500,
        help_text=_("The address of the page or the contribution. It is filled in when you come from it."),
        error_messages={"required": _("Write the address of what you tell us about.")},
    )
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    explanation = forms.CharField(
        label=_("Explain why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Which words are it, and why must they not stand there?"),
        error_messages={"required": _("Explain why it must not stand there.")},
    )
    name = forms.CharField(label=_("Your name"), max_length=100, error_messages={"required": _("Write your name.")})
    email = forms.EmailField(
        label=_("Your e-mail address"),
        error_messages={"required": _("Write your e-mail address.")},
        help_text=_(
            "We write to you that we have your notice, and how it was decided. The author is not told who you are. "
            "You need not say who you are when it is about sexual abuse of children."
        ),
    )
    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I have written here is right and complete."),
        error_messages={"required": _("Confirm that you believe what you have written is right.")},
    )

    def __init__(self, *args: Any, hosts: tuple[str, ...] = (), account: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = hosts
        if account:
            del self.fields["name"], self.fields["email"]
        elif self.data.get(self.add_prefix("reason")) in Report.NAMELESS:
            self.fields["name"].required = self.fields["email"].required = False

    def clean_address(self) -> str:
        """A path on this site, whatever way it was written."""
        written: str = self.cleaned_data["address"].strip()
        try:
            parts = urlsplit(written if "//" in written or written.startswith("/") else f"//{written}")
        except ValueError:
            parts = urlsplit("")
        if not parts.path.startswith("/") or (parts.netloc and parts.hostname not in self.hosts):
            raise ValidationError(_("That is not an address on Torvet. Copy it from the top of your browser."))
        return parts._replace(scheme="", netloc="").geturl()


class ComplaintForm(WithoutCpr, forms.Form):
    """Why a decision is wrong."""

    text = forms.CharField(
        label=_("Why is the decision wrong?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write why the decision is wrong.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), required=False, help_text=_("We write to you when there is an answer.")
    )

    def __init__(self, *args: Any, account: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if account:
            del self.fields["email"]


class StatementForm(WithoutCpr, forms.Form):
    """The statement of reasons: a text to start from, and what breaks it here; or all of it in one's own words."""

    template = forms.ModelChoiceField(
        label=_("Text to start from"),
        queryset=ReasonText.objects.filter(active=True),
        required=False,
        empty_label=_("None: I write everything myself"),
        help_text=_("Its rule or section and its words stand before yours."),
    )
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices, initial=Ground.RULES, required=False)
    clause = forms.CharField(label=_("Which rule or section"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("What in the text breaks it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads this. Name the words, and say why."),
        error_messages={"required": _("Write why it is removed. The author has a right to know.")},
    )

    def statement(self) -> dict[str, Any]:
        """`reason`, `ground` and `clause`, as the actions take them."""
        data = self.cleaned_data
        template: ReasonText | None = data["template"]
        if template is None:
            return {"reason": data["reason"], "ground": data["ground"] or Ground.RULES, "clause": data["clause"]}
        return {
            "reason": f"{template.text}\n\n{data['reason']}",
            "ground": template.ground,
            "clause": data["clause"] or template.clause,
        }


class KeepForm(WithoutCpr, forms.Form):
    """Why something that readers have told of stands."""

    reason = forms.CharField(
        label=_("Why it can stand"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who told us read this."),
        error_messages={"required": _("Write why it can stand. Those who told us have a right to know.")},
    )


class PageReportForm(KeepForm):
    """The answer to a notice about a page."""

    upheld = forms.ChoiceField(
        label=_("Is the notice right?"),
        choices=[("yes", _("Yes: the page has been put right")), ("no", _("No: the page stands"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Answer")


class AnswerForm(WithoutCpr, forms.Form):
    """The answer to a complaint; upheld, it undoes the decision."""

    upheld = forms.ChoiceField(
        label=_("Is the complaint right?"),
        choices=[("yes", _("Yes: the decision is undone")), ("no", _("No: the decision stands"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    answer = forms.CharField(
        label=_("Answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write an answer. A complaint is answered in writing.")},
    )


class SuspendForm(StatementForm):
    """A suspension: how long, and why."""

    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        max_value=LONGEST,
        initial=14,
        help_text=_("From 1 to 365. The person can still read, export and complain."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What the person did")
        self.order_fields(["days", "template", "ground", "clause", "reason"])
