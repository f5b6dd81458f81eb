"""Background work: bringing notices to people. Each may run twice; nothing is sent twice."""

from django.utils import timezone
from django_tasks import task


@task()
def deliver(notices: list[str]) -> None:
    """Mail at once, and push, what was just told."""
    from notices import letters, push
    from notices.models import LetterState, Way

    push.address(notices)
    push.send_due(timezone.now(), notices)
    written = letters.write_letters(Way.ONCE, "", timezone.now(), letters.people_of(notices))
    for pk in written:
        if letters.send(pk) == LetterState.WAITING:
            return  # the mail server is away: the clock tries what is left


@task()
def send_letters(letters: list[int]) -> None:
    """Send these letters."""
    from notices.letters import send

    for pk in letters:
        send(pk)


@task()
def send_pushes() -> None:
    """Try again what a push service could not take."""
    from notices.push import send_due

    send_due(timezone.now())
