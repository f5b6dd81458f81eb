"""What the exhibitions hold about a person, and what becomes of it."""

from django.utils.translation import gettext_lazy as _

from accounts.personal import Fate, hold, keep

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
