"""Associations, exhibitions, their works, and the consents that their pictures stand on."""

from exhibitions.models.associations import Association, AssociationLink, Membership
from exhibitions.models.consents import Consent, ConsentKind
from exhibitions.models.exhibitions import ExhibitionIndexPage, ExhibitionPage, Organiser, Run
from exhibitions.models.places import Branch
from exhibitions.models.rights import Rights
from exhibitions.models.submissions import Invitation, MembershipRequest, Remark, ReviewLink, Step, Submission
from exhibitions.models.tiles import TileSet
from exhibitions.models.uploads import Upload
from exhibitions.models.works import Medium, TourStop, Work, WorkPicture

__all__ = [
    "Association",
    "AssociationLink",
    "Branch",
    "Consent",
    "ConsentKind",
    "ExhibitionIndexPage",
    "ExhibitionPage",
    "Invitation",
    "Medium",
    "Membership",
    "MembershipRequest",
    "Organiser",
    "Remark",
    "ReviewLink",
    "Rights",
    "Run",
    "Step",
    "Submission",
    "TileSet",
    "TourStop",
    "Upload",
    "Work",
    "WorkPicture",
]
