"""Django's place in the ASGI application."""

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class OneThread(ASGIHandler):
    """Django for a house without asynchronous views: a request goes through all layers in one thread.

    Django's own goes back to the event loop before the view, before its template and before that is rendered.
    """

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002 - as Django calls it
        """Have no layer but the outermost know of the event loop."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """The response; the event loop serves others meanwhile."""
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)


def get_handler() -> OneThread:
    """The handler, once everything is loaded."""
    django.setup(set_prefix=False)
    return OneThread()
