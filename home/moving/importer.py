"""Records become pages: judged first, then made or brought up to date through the same actions as the admin's."""

import dataclasses
import datetime as dt
import hashlib
import json
import logging
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape, strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale

from accounts.models import User
from guard.cpr import refuse_cpr
from home.actions import add_draft, publish_new, save_changes
from home.blocks import BodyBlock
from home.models import ArticlePage, Picture, SectionPage, Topic
from home.models.imported import ImportedPage
from home.moving.files import Files
from home.moving.markup import FoundPicture, blocks_of
from home.moving.records import Record, Refusal, RefusedError

log = logging.getLogger(__name__)

LEAD = ArticlePage._meta.get_field("lead").max_length or 0
TITLE = ArticlePage._meta.get_field("title").max_length or 0
NOON = dt.time(12)


@dataclass(slots=True)
class Report:
    """What became of the records: how many of each outcome, what was refused, and what to look at by line."""

    outcomes: Counter = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


class Importer:
    """Takes in records one by one; each is a transaction of its own, and what goes wrong with one stops no other."""

    def __init__(
        self, folder: Path, *, user: User | None = None, section: str = "", drafts: bool = False, dry_run: bool = False
    ) -> None:
        self.files = Files(folder, user, dry_run=dry_run)
        self.user, self.section, self.drafts, self.dry_run = user, section, drafts, dry_run
        self.report = Report()
        self._seen: set[str] = set()
        self._locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self._topics = {
            name.casefold(): topic
            for topic in Topic.objects.all()
            for name in (topic.slug, topic.name, *topic.synonym_list)
        }

    def take(self, record: Record | Refusal) -> None:
        """Take in one record, or note why not."""
        if isinstance(record, Refusal):
            self._refuse(record)
            return
        try:
            with transaction.atomic():
                outcome = self._take(record)
        except RefusedError as refused:
            self._refuse(Refusal(record.line, str(refused)))
        except ValidationError as fault:
            self._refuse(Refusal(record.line, " ".join(fault.messages)))
        except Exception:
            log.exception("Line %s of the import failed.", record.line)
            self._refuse(Refusal(record.line, _("It could not be taken in; the log tells why.")))
        else:
            self._seen.add(record.key)
            self.report.outcomes[outcome] += 1
            self.report.notes += [(record.line, note) for note in record.notes]

    def _refuse(self, refusal: Refusal) -> None:
        self.report.outcomes["refused"] += 1
        self.report.refusals.append(refusal)

    def _take(self, record: Record) -> str:
        if record.key in self._seen:
            raise RefusedError(_("“%(key)s” stands on an earlier line too.") % {"key": record.key[:120]})
        refuse_cpr(f"{record.title}\n{record.lead}\n{record.place}\n{record.body}")
        section = self._section(record)
        known = ImportedPage.objects.filter(key=record.key[:500]).select_related("page").first()
        digest = _digest(record)
        if known is not None:
            if known.digest == digest:
                return "unchanged"
            if known.page.latest_revision_id != known.revision:
                record.notes.append(_("It has been edited here since, and was left as it is."))
                return "unchanged"
        page = known.page.specific if known is not None else ArticlePage(slug=self._slug(record, section))
        self._fill(page, record)
        if self.dry_run:
            return "made" if known is None else "updated"
        return self._keep(page, record, section, known, digest)

    def _keep(
        self, page: ArticlePage, record: Record, section: SectionPage, known: ImportedPage | None, digest: str
    ) -> str:
        if known is not None:
            save_changes(page, self.user, publish=page.live)
        elif record.is_draft or self.drafts:
            add_draft(section, page, self.user)
        else:
            publish_new(section, page, self.user)
        ImportedPage.objects.update_or_create(
            key=record.key[:500],
            defaults={"page": page.page_ptr, "digest": digest, "revision": page.latest_revision_id},
        )
        self._redirect(record, page)
        return "made" if known is None else "updated"

    def _fill(self, page: ArticlePage, record: Record) -> None:
        if len(record.title) > TITLE:
            raise RefusedError(_("The title is longer than %(count)d characters.") % {"count": TITLE})
        page.title = page.draft_title = record.title
        page.lead, left_over = _lead(record.lead)
        page.place, page.year_from, page.year_to = record.place[:120], record.year_from, record.year_to
        page.picture = self._picture(record, record.image, record.image_alt) if record.image else None
        page.topics = self._named_topics(record)
        if record.date:
            page.first_published_at = timezone.make_aware(dt.datetime.combine(record.date, NOON))
        converted = blocks_of(left_over + record.body, lambda found: self._picture_block(record, found))
        record.notes.extend(converted.notes)
        page.body = BodyBlock().to_python(converted.blocks)
        page.clean()

    def _section(self, record: Record) -> SectionPage:
        locale = self._locales.get(record.language)
        if locale is None:
            raise RefusedError(_("The site has no language “%(code)s”.") % {"code": record.language[:20]})
        sections = list(SectionPage.objects.filter(locale=locale))
        for wanted in [*filter(None, record.section.split("|")), self.section]:
            for section in sections:
                if wanted.casefold() in {section.slug.casefold(), section.title.casefold()}:
                    return section
        if not record.section:
            raise RefusedError(_("No section is given; name one with --section."))
        raise RefusedError(
            _("There is no section “%(name)s” in this language.") % {"name": record.section.split("|")[0][:80]}
        )

    def _slug(self, record: Record, section: SectionPage) -> str:
        last = [part for part in urlsplit(record.old_url).path.split("/") if part][-1:]
        wanted = slugify(last[0].rsplit(".", 1)[0] if last else "") or slugify(_plain(record.title)) or "side"
        return find_available_slug(section, wanted[:200])

    def _named_topics(self, record: Record) -> list[Topic]:
        found = {name: self._topics.get(name.casefold()) for name in record.topics}
        unknown = [name for name, topic in found.items() if topic is None]
        if unknown:
            record.notes.append(_("No such topic here: %(names)s.") % {"names": ", ".join(unknown)[:200]})
        return list(dict.fromkeys(topic for topic in found.values() if topic is not None))

    def _picture(self, record: Record, name: str, alt: str) -> Picture | None:
        try:
            return self.files.picture(name, alt, record.title)
        except RefusedError as refused:
            record.notes.append(str(refused))
            return None

    def _picture_block(self, record: Record, found: FoundPicture) -> dict[str, Any] | None:
        if not found.alt:
            record.notes.append(_("A picture in the text has no alternative text."))
        picture = self._picture(record, found.src, found.alt)
        if picture is None:
            return None
        caption = found.caption[:400]
        return {"image": picture.pk, "alt": found.alt[:300], "decorative": False, "caption": caption, "credit": ""}

    def _redirect(self, record: Record, page: ArticlePage) -> None:
        """From the old address to the page, unless it is the page's own or leads elsewhere already."""
        old = Redirect.normalise_path(record.old_url) if record.old_url else ""
        if old in {"", "/"} or old == Redirect.normalise_path(page.url or ""):
            return
        kept, made = Redirect.objects.get_or_create(old_path=old[:255], site=None, defaults={"redirect_page": page})
        if not made and kept.redirect_page_id != page.pk:
            record.notes.append(_("The old address leads elsewhere already."))


def _lead(text: str) -> tuple[str, str]:
    """The lead as far as it fits, and all of it as a first paragraph where it does not."""
    plain = " ".join(strip_tags(text).split())
    if len(plain) <= LEAD:
        return plain, ""
    return plain[: LEAD - 1].rsplit(" ", 1)[0] + "…", f"<p>{escape(plain)}</p>"


def _plain(title: str) -> str:
    for danish, latin in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        title = title.lower().replace(danish, latin)
    return title


def _digest(record: Record) -> str:
    told = {name: value for name, value in dataclasses.asdict(record).items() if name not in {"line", "notes"}}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
