"""Debates, contributions, livestreams with the moments of their recordings, and questions can be found."""

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate
from forum.markup import to_text
from forum.models import Comment, DebatePage, LivestreamPage, Question
from forum.models.captions import timecode
from home.search_entries import describe_page
from search import weights
from search.pages import PageSource, stream_text
from search.registry import EntryData, Kind, Source, register, register_kind

register_kind(Kind("debate", _("Debates"), order=15, icon="debate", one=_("Debate"), opens=True, is_page=True))
register_kind(Kind("contribution", _("Contributions"), order=40, icon="comment", one=_("Contribution")))
register_kind(Kind("livestream", _("Livestreams"), order=25, icon="live", one=_("Livestream"), is_page=True))
register_kind(Kind("moment", _("Moments of recordings"), order=45, icon="moment", one=_("Moment of a recording")))
register_kind(Kind("person", _("People"), order=55, icon="person", one=_("Person")))
register_kind(Kind("question", _("Questions"), order=50, icon="question", one=_("Question")))

MOMENT_SECONDS = 60  # captions are found in stretches of a minute: long enough to read, short enough to jump to


@register
class DebateSource(PageSource[DebatePage]):
    model = DebatePage
    kind = "debate"

    def describe(self, page: DebatePage) -> dict[str, Any]:
        outcome = strip_tags(f"{page.outcome} {page.decided}".replace("</p>", " "))
        about = describe_page(page)
        return {
            **about,
            "body": f"{stream_text(page.body)} {outcome}".strip(),
            "starts": page.opens_at,
            "ends": page.closes_at,
        }

    def dependents(self, page: DebatePage) -> "list[tuple[type[Model], QuerySet[Any]]]":
        return [(Comment, Comment.objects.filter(debate=page).order_by("pk").values_list("pk", flat=True))]


@register
class LivestreamSource(PageSource[LivestreamPage]):
    model = LivestreamPage
    kind = "livestream"

    def describe(self, page: LivestreamPage) -> dict[str, Any]:
        names = " ".join(str(speaker) for speaker in page.speakers.select_related("mandate__user"))
        about = describe_page(page)
        about["keywords"] = f"{about['keywords']} {names}".strip()
        return {
            **about,
            "body": stream_text(page.body),
            "place": page.place,
            "starts": page.starts_at,
            "ends": page.ends_at,
        }

    def dependents(self, page: LivestreamPage) -> "list[tuple[type[Model], QuerySet[Any]]]":
        return [(Question, Question.objects.filter(livestream=page).order_by("pk").values_list("pk", flat=True))]

    def parts(self, page: LivestreamPage) -> list[EntryData]:
        moments: dict[int, list[Any]] = {}
        for cue in page.cues.all():
            moments.setdefault(int(cue.start // MOMENT_SECONDS), []).append(cue)
        return [self._moment(page, cues) for cues in moments.values()]

    def _moment(self, page: LivestreamPage, cues: list[Any]) -> EntryData:
        second = int(cues[0].start)
        return EntryData(
            kind="moment",
            anchor=f"t{second}",
            title=f"{page.title} ({timecode(second)})",
            url=f"{page.url}?t={second}",
            body="\n".join(_line(cue) for cue in cues),
            seconds=tuple(int(cue.start) for cue in cues),
            image_id=page.picture_id,
            weight=weights.PART,
            date=page.starts_at.date(),
        )


def _line(cue: Any) -> str:
    """A caption on one line, with who speaks."""
    text = " ".join(cue.text.split())
    return f"{cue.speaker}: {text}" if cue.speaker else text


@register
class ContributionSource(Source[Comment]):
    model = Comment

    def queryset(self) -> "QuerySet[Comment]":
        debates = DebatePage.objects.readable()
        return Comment.objects.published().filter(debate__in=debates).select_related("debate", "user", "mandate")

    def entries(self, comment: Comment) -> list[EntryData]:
        return [
            EntryData(
                kind="contribution",
                title=f"{comment.user_name}: {comment.debate.title}",
                url=comment.get_absolute_url(),
                body=to_text(comment.body_html),
                author=comment.user_name,
                weight=weights.PART,
                date=comment.submit_date.date(),
            )
        ]


@register
class QuestionSource(Source[Question]):
    model = Question

    def queryset(self) -> "QuerySet[Question]":
        pages = LivestreamPage.objects.readable()
        return Question.objects.published().filter(livestream__in=pages).select_related("livestream")

    def entries(self, question: Question) -> list[EntryData]:
        return [
            EntryData(
                kind="question",
                title=f"{question.author_name}: {question.livestream.title}",
                url=question.get_absolute_url(),
                body=question.text,
                author=question.author_name,
                weight=weights.PART,
                date=question.asked_at.date(),
            )
        ]


@register
class PersonSource(Source[Mandate]):
    """Councillors and officials, while their mandate is verified and in force."""

    model = Mandate
    kind = "person"

    def queryset(self) -> "QuerySet[Mandate]":
        return Mandate.objects.current().select_related("user")

    def entries(self, mandate: Mandate) -> list[EntryData]:
        return [
            EntryData(
                kind=self.kind,
                title=mandate.user.display_name,
                lead=f"{mandate.title[:1].upper()}{mandate.title[1:]}, {mandate.organisation}",
                keywords=str(mandate.get_kind_display()),
                url=reverse("person", args=[mandate.pk]),
            )
        ]
