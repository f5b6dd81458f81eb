"""What limits remember when Redis does not."""

from django.db import models


class Spending(models.Model):
    """That something limited was done. Who or where is a keyed hash, kept no longer than the limit needs."""

    limit = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    forgotten_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["limit", "key", "-at"], name="guard_spending_newest")]

    def __str__(self) -> str:
        return f"{self.limit} {self.at:%Y-%m-%d %H:%M:%S}"
