"""Captions become a transcript: one row for each."""

from django.core.files.base import ContentFile
from django.db import transaction

from forum import captions
from forum.actions.questions import lock_livestream
from forum.models import Cue, LivestreamPage
from search.actions import index


@transaction.atomic
def read_captions(livestream: LivestreamPage) -> int:
    """Make the livestream's transcript anew from its caption file. Returns the number of captions.

    Raises `ValidationError` when the file can't be read; the transcript is then as it was.
    """
    found: list[captions.Caption] = []
    if livestream.captions:
        with livestream.captions.open("rb") as file:
            found = captions.read_text(file.read())
    livestream.cues.all().delete()
    Cue.objects.bulk_create(
        Cue(livestream=livestream, start=each.start, end=each.end, speaker=each.speaker, text=each.text)
        for each in found
    )
    index(livestream)
    return len(found)


@transaction.atomic
def write_captions(livestream: LivestreamPage, text: str) -> int:
    """Put these words (WebVTT) in the place of the caption file, and make the transcript anew. Returns the captions.

    Raises `ValidationError` that names the lines at fault. What else an editor has begun to change stays a draft.
    """
    captions.parse(text)
    locked = lock_livestream(livestream.pk)
    locked.captions.save(f"{locked.slug}.vtt", ContentFile(text.encode()), save=False)
    LivestreamPage.objects.filter(pk=locked.pk).update(captions=locked.captions.name)
    draft = locked.get_latest_revision()
    if draft is not None:
        draft.content["captions"] = locked.captions.name
        draft.save(update_fields=["content"])
    return read_captions(locked)
