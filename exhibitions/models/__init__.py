"""Associations, exhibitions and their works."""

from exhibitions.models.associations import Association, Membership
from exhibitions.models.exhibitions import ExhibitionIndexPage, ExhibitionPage, Run
from exhibitions.models.works import Work

__all__ = ["Association", "ExhibitionIndexPage", "ExhibitionPage", "Membership", "Run", "Work"]
