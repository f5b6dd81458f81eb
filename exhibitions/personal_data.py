"""What the exhibitions hold about a person, and what becomes of it."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from accounts.personal import Fate, hold, keep
from exhibitions.actions.uploads import give_up
from exhibitions.models import Invitation, MembershipRequest, ReviewLink, Upload

hold(
    "exhibitions.Membership.user",
    _("Memberships of associations"),
    fields=("association", "is_chair", "is_shown", "expires_on"),
    fate=Fate.DELETE,
    why="the right to act for the association ends with the account",
)
hold("exhibitions.Membership.invited_by", _("Invitations"), fate=Fate.KEEP, why="an official act")
hold(
    "exhibitions.ExhibitionPage.submitted_by",
    _("Submitted exhibitions"),
    fields=("title", "lead", "starts_on", "ends_on"),
    fate=Fate.KEEP,
    why="the exhibition is the association's",
)
hold("exhibitions.Consent.recorded_by", _("Recorded consents"), fate=Fate.KEEP, why="an official act")

keep(
    "exhibitions.Consent",
    "who agreed to a picture being shown, and until when",
    "as long as the library has the picture",
    "it proves that the picture may be shown, and that it was taken down (article 7 (1))",
    by="an editor who deletes the picture",
)
keep(
    "exhibitions.Association",
    "an association's contact person",
    "until the association changes it, asked every year",
    "the association asked for its page",
    by="an editor",
)
keep(
    "exhibitions.ExhibitionPage",
    "exhibitions, and the names of those who made the works",
    "as long as the library shows them",
    "the association asked for it, and the makers are named as makers are (ophavsretsloven, section 3)",
    by="an editor",
)

hold(
    "exhibitions.Upload.user",
    _("Pictures I have sent in"),
    fields=("name", "started_at", "state"),
    fate=Fate.KEEP,
    why="the picture is the association's",
)
hold("exhibitions.Submission.assignee", _("Exhibitions I look at"), fate=Fate.KEEP, why="an official act")
hold(
    "exhibitions.Step.by",
    _("Steps of submissions"),
    fields=("at", "state", "note"),
    fate=Fate.KEEP,
    why="the log of what the library and the association agreed on",
)
hold(
    "exhibitions.Remark.by",
    _("Remarks on submissions"),
    fields=("at", "text"),
    fate=Fate.KEEP,
    why="an official act",
)
hold("exhibitions.ReviewLink.asked_by", _("People I have asked"), fate=Fate.KEEP, why="part of the submission's log")
hold("exhibitions.Invitation.invited_by", _("Invitations"), fate=Fate.KEEP, why="who let whom in")
hold("exhibitions.Invitation.taken_by", _("Invitations"), fate=Fate.KEEP, why="who let whom in")
hold(
    "exhibitions.MembershipRequest.user",
    _("Requests to act for an association"),
    fields=("association", "text", "asked_at", "is_granted"),
    fate=Fate.DELETE,
    why="the right to act for the association ends with the account",
)
hold("exhibitions.MembershipRequest.decided_by", _("Requests I have answered"), fate=Fate.KEEP, why="an official act")

keep(
    "exhibitions.Upload",
    "pictures of which only a part has arrived",
    "a week after the last part",
    "so that somebody with a bad connection can go on",
    due=Upload.objects.given_up,
    end=give_up,
)
keep(
    "exhibitions.Upload",
    "pictures that have arrived: who sent them, and what the file was called",
    "as long as the exhibition",
    "it tells which picture came with which consent",
    by="an editor who deletes the exhibition",
)
keep(
    "exhibitions.Step",
    "what happened to a submission, with remarks, questions and answers",
    "as long as the exhibition",
    "an administrative matter (forvaltningsloven)",
    by="an editor who deletes the exhibition",
)
keep(
    "exhibitions.ReviewLink",
    "name and address of somebody who was asked without having an account",
    "90 days after they were asked",
    "so that the question can be asked again; the log keeps the name and the answer",
    due=lambda at: ReviewLink.objects.filter(asked_at__lt=at - dt.timedelta(days=90)),
)
keep(
    "exhibitions.Invitation",
    "the address to which an invitation was mailed",
    "90 days after it was sent",
    "so that the chair sees what became of it",
    due=lambda at: Invitation.objects.filter(invited_at__lt=at - dt.timedelta(days=90)),
)
keep(
    "exhibitions.MembershipRequest",
    "requests to act for an association that were answered",
    "a year after the answer",
    "an administrative matter; the membership says who let the person in",
    due=lambda at: MembershipRequest.objects.filter(decided_at__lt=at - dt.timedelta(days=365)),
)
