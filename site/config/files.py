"""Static and uploaded files without nginx: for a first look and for tests."""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send


def with_files(django: Any) -> Any:
    """`django` with static files (by the finders, so that an edited style sheet shows at once) and media before it.

    In production (`SERVE_FILES` off) the application is returned as it is.
    """
    if not settings.SERVE_FILES:
        return django
    media = StaticFiles(directory=settings.MEDIA_ROOT, check_dir=False)
    static: Any = ASGIStaticFilesHandler(django)
    prefix = settings.MEDIA_URL

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith(prefix):
            await static(scope, receive, send)
            return
        inner = {**scope, "path": "/" + path.removeprefix(prefix), "root_path": ""}
        await _files_or_django(inner, scope, receive, send)

    async def _files_or_django(inner: Scope, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await media.get_response(media.get_path(inner), inner)
        except HTTPException:
            await django(scope, receive, send)  # its own page for what is not there, and where to find what was moved
        else:
            await answer(inner, receive, send)

    return application
