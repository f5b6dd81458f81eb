"""Captions: what is said in a recording, line by line, and how its seconds are written."""

import re

from django.db import models

_MOMENT = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?")


def timecode(seconds: float) -> str:
    """Seconds from the start of a recording as one reads them: `1:05`, and after an hour `1:02:05`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"


def moment(seconds: float) -> str:
    """The same for an address (`?t=`): `1h02m05s`, `43m10s`, `7s`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours}h{minute:02d}m{second:02d}s"
    return f"{minute}m{second:02d}s" if minute else f"{second}s"


def seconds_of(moment: str) -> int:
    """The seconds that `?t=` names: `1h02m`, `43m10s` or plain seconds. 0 for anything else."""
    match = _MOMENT.fullmatch(moment.strip()) if moment.isascii() else None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


class Cue(models.Model):
    """One caption: seconds from the start of the recording, who speaks, and what is said."""

    livestream = models.ForeignKey("forum.LivestreamPage", models.CASCADE, related_name="cues")
    start = models.FloatField()
    end = models.FloatField()
    speaker = models.CharField(max_length=120, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.timecode}: {self.text[:40]}"

    @property
    def timecode(self) -> str:
        """Where in the recording the cue begins, as minutes and seconds: `1:05`."""
        return timecode(self.start)

    @property
    def moment(self) -> str:
        """The same for an address (`?t=`)."""
        return moment(self.start)
