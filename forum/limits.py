"""How often somebody may write, by the age of the account: a new one is where spam comes from."""

import datetime as dt

from accounts.models import User
from guard.limits import Limit, Rate

MINUTE, DAY = 60, 24 * 60 * 60  # seconds
NEW, YOUNG = dt.timedelta(days=1), dt.timedelta(days=30)

CONTRIBUTIONS_NEW = Limit("contribution, new account", Rate(3, 5 * MINUTE), Rate(13, DAY))
CONTRIBUTIONS_YOUNG = Limit("contribution, young account", Rate(8, 10 * MINUTE), Rate(60, DAY))
CONTRIBUTIONS = Limit("contribution", Rate(20, 10 * MINUTE), Rate(200, DAY))
VOTES = Limit("vote", Rate(60, MINUTE), Rate(1000, DAY))
QUESTIONS = Limit("question", Rate(5, 10 * MINUTE), Rate(20, DAY))


def contributions_of(author: User, at: dt.datetime) -> Limit:
    """The limit that holds for the account at that moment."""
    age = at - author.date_joined
    if age < NEW:
        return CONTRIBUTIONS_NEW
    return CONTRIBUTIONS_YOUNG if age < YOUNG else CONTRIBUTIONS
