"""A debate of thousands of contributions: its first page costs what that of a short one costs."""

from functools import partial
from typing import Any

from django.test import Client

from accounts.models import Mandate
from forum.models import Ask, Comment, PanelMember
from tests import factories
from tests.factories import Cast, House
from tests.forum.crowds import fill
from tests.reading import content

AT_MOST, SIGNED_IN = 10, 18  # queries: of whoever reads without an account, and with one


def test_the_first_page_of_five_thousand_contributions(
    cast: Cast, house: House, client: Client, signed_in: Any, queries: Any
) -> None:
    mandate = Mandate.objects.get(user=cast.councillor)
    debates = []
    for count in (100, 5000):
        debate = factories.make_debate(house, f"En debat med {count} indlæg")
        PanelMember.objects.create(debate=debate, mandate=mandate)
        fill(debate, cast.official, count)
        Ask.objects.create(comment=Comment.objects.filter(debate=debate).earliest("pk"), mandate=mandate)
        debates.append(debate)
    for browser, most in ((client, AT_MOST), (signed_in(cast.citizen), SIGNED_IN)):
        browser.get(debates[0].url)  # what the first request of a process asks once
        short, long = (queries(partial(browser.get, debate.url)) for debate in debates)
        assert len(long) == len(short)
        assert len(long) <= most, "\n".join(long)
    page = content(client.get(debates[1].url))
    assert "5000 indlæg" in page
    assert page.count('<article class="comment') == 20 * (1 + 20)
