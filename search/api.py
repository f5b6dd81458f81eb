"""The public API, version 1: search and suggestions for everybody's programs. It only reads.

Its document (`/api/v1/openapi.json`) is made from the types below; the page `/api/v1/` is made from the document.
"""

import datetime as dt
import json
import logging
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from pydantic import AfterValidator

from guard import network
from guard.limits import Limit, Rate, TooOften, spend
from search import forms, service, suggestions
from search.engines.base import MAX_HITS
from search.problems import CONTENT_TYPE, problem

log = logging.getLogger(__name__)

MAX_SIZE = 100
MAX_AGE = 60  # seconds for which an answer may be kept
DEGRADED_AGE = 5
LIMIT = Limit("search-api", Rate(120, 60), Rate(3000, 3600))


class _Api(NinjaAPI):
    """Its document tells that errors are problem details."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        document = super().get_openapi_schema(*args, **kwargs)
        for item in document["paths"].values():
            for status, answer in item["get"]["responses"].items():
                if status != 200:
                    answer["content"] = {CONTENT_TYPE: answer["content"].pop("application/json")}
        return document


api = _Api(
    title="Torvet",
    version="1",
    description=(
        "Search in everything that is public on Torvet. No key is needed. Answers may be kept for a minute; each has "
        "an ETag. At most 120 requests a minute and 3,000 an hour from one network; after that the answer is 429 with "
        "Retry-After. Errors are problem details (RFC 9457). Any site may read this in the browser (CORS)."
    ),
    docs_url=None,
    urls_namespace="api",
)


def _day(text: str) -> str:
    if text and forms.day(text) is None:
        raise ValueError("Write a year or a day: 1934 or 1934-05-01.")
    return text


Day = Annotated[str, AfterValidator(_day)]
State = Literal["open", "announced", "closed"]


def _parameter(default: Any, description: str, example: Any = None, **limits: Any) -> Any:
    """A parameter as the document tells it. (`examples` would be copied to where OpenAPI wants a mapping.)"""
    extra: dict[str, Any] = {} if example is None else {"json_schema_extra": {"example": example}}
    return Field(default, description=description, **extra, **limits)


class Asked(Schema):
    """The parameters of a search."""

    q: str = _parameter("", "Words to look for. The first 300 characters count.", "stormflod")
    kind: list[str] = _parameter([], "Kinds; several mean any of them.", ["article", "debate"])
    topic: list[str] = _parameter([], "Topics by their slug.", ["havnen"])
    period: list[str] = _parameter([], "A year since 2000, or a decade before.", ["1920s"])
    place: list[str] = _parameter([], "Places as they are written.")
    language: list[str] = _parameter([], "Language codes.", ["da"])
    state: list[State] = _parameter([], "Debates that are open, that open later, that are closed.", ["open"])
    since: Day = _parameter("", "From this year or day (1934, 1934-05-01).", "1921", alias="from")
    until: Day = _parameter("", "Until the end of this year or day.", "1930", alias="to")
    sort: Literal["relevance", "date"] = _parameter("relevance", "Best first, or newest first.")
    page: int = _parameter(1, "Counts from 1. The first 10,000 hits can be reached.", ge=1, le=MAX_HITS)
    size: int = _parameter(20, "Hits on a page.", ge=1, le=MAX_SIZE)


class Result(Schema):
    """A hit."""

    title: str = Field(examples=["Stormfloden 1921"])
    url: str = Field(description="The address of the page.", examples=["https://torvet.example/stormfloden-1921/"])
    kind: str = Field(description="What it is; the facet `kind` has its name.", examples=["article"])
    highlight: str = Field(
        description="The sentence that matched, or the lead: HTML with no tag but `<mark>`.",
        examples=["Den tredje november 1921 kom <mark>stormfloden</mark>."],
    )
    date: dt.date | None = Field(description="When it is, or when it was published.", examples=["2025-11-03"])


class Value(Schema):
    """A value of a facet, with its count when the facet's own choice is left out."""

    value: str = Field(examples=["article"])
    label: str = Field(description="In Danish.", examples=["Artikler"])
    count: int = Field(examples=[12])


class Found(Schema):
    """The answer to a search."""

    total: int = Field(description="Exact up to 10,000; at least so many above that.", examples=[14])
    engine: Literal["elasticsearch", "database", ""] = Field(
        description="What answered: `database` also stands in for Elasticsearch. Empty when nothing was asked for."
    )
    results: list[Result]
    facets: dict[str, list[Value]]
    suggestion: str | None = Field(description="What was perhaps meant.", examples=["stormflod"])
    next: str | None = Field(description="The address of the next page; null on the last one.")


class Suggestion(Schema):
    """Something to go to."""

    title: str = Field(examples=["Stormfloden 1921"])
    url: str = Field(examples=["https://torvet.example/stormfloden-1921/"])
    kind: str = Field(description="What it is, in Danish.", examples=["Artikel"])
    group: Literal["pages", "topics", "people"]


class Suggestions(Schema):
    """What begins as typed."""

    suggestions: list[Suggestion]


class Problem(Schema):
    """What is wrong (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(description="A sentence for people.")
    instance: str = Field(examples=["/api/v1/search"])
    errors: list[dict[str, str]] = Field([], description="For each wrong parameter its `name` and what is wrong.")


PROBLEMS: dict[Any, Any] = dict.fromkeys((400, 422, 429, 500), Problem)


@api.get("/search", response={200: Found, **PROBLEMS}, url_name="search", summary="Search", by_alias=True)
def search(request: HttpRequest, response: HttpResponse, asked: Query[Asked]) -> Any:
    """Everything public that has the words, best first. Without words and filters nothing is found."""
    spend(LIMIT, network.of(request))
    if asked.page * asked.size > MAX_HITS:
        return problem(
            request,
            422,
            _("Only the first %(total)s hits can be reached. Narrow the search.") % {"total": MAX_HITS},
            errors=[{"name": "page", "detail": f"page × size is at most {MAX_HITS}."}],
        )
    query = forms.read(request.GET, size=asked.size)
    wrong = forms.errors(request.GET)
    if wrong:
        return problem(request, 422, " ".join(wrong.values()), errors=[_wrong(*pair) for pair in wrong.items()])
    found = service.search(query)
    response["Cache-Control"] = f"public, max-age={DEGRADED_AGE if found.degraded else MAX_AGE}"
    return {
        "total": found.total,
        "engine": found.engine,
        "results": [
            {
                "title": hit.title,
                "url": request.build_absolute_uri(hit.url),
                "kind": hit.entry.kind,
                "highlight": str(hit.highlight),
                "date": hit.entry.first_day or hit.entry.date,
            }
            for hit in (*found.promoted, *found.hits)
        ],
        "facets": {
            facet.name: [{"value": v.value, "label": str(v.label), "count": v.count} for v in facet.values]
            for facet in found.facets
        },
        "suggestion": found.suggestion or None,
        "next": _next(request, query.page + 1) if query.page < found.pages else None,
    }


@api.get("/suggest", response={200: Suggestions, **PROBLEMS}, url_name="suggest", summary="Suggest")
def suggest(
    request: HttpRequest,
    response: HttpResponse,
    q: str = Query("", description="What is typed so far; two letters at least.", example="storm"),
) -> Any:
    """Pages, topics and people whose name has the typed words, the last one as a beginning."""
    spend(LIMIT, network.of(request))
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    found = suggestions.find(forms.clean(q))
    return {"suggestions": [{**item, "url": request.build_absolute_uri(item["url"])} for item in found]}


@api.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Parameters that cannot be read: 422 with each by its name."""
    wrong = [
        _wrong(str(item["loc"][-1] if not isinstance(item["loc"][-1], int) else item["loc"][-2]), str(item["msg"]))
        for item in error.errors
    ]
    return problem(request, 422, _("Some parameters cannot be read. “errors” tells which."), errors=wrong)


@api.exception_handler(TooOften)
def _too_often(request: HttpRequest, error: TooOften) -> HttpResponse:
    """The limit was met: 429, and when to come back."""
    response = problem(request, 429, error.sentence)
    response["Retry-After"] = str(error.seconds)
    return response


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """What nobody foresaw: 500 as a problem, and the whole story in the log."""
    log.error("The API failed at %s", request.path, exc_info=error)
    return problem(request, 500, _("Something went wrong here. Try again later."))


def _wrong(name: str, detail: str) -> dict[str, str]:
    return {"name": name, "detail": detail}


def _next(request: HttpRequest, page: int) -> str:
    params = request.GET.copy()
    params["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{params.urlencode()}")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The API for people: what may be asked and what is answered, as the document has it.

    Context of `search/api.html`: `operations`: [{"path", "summary", "description", "parameters": [{"name",
    "description", "type", "default"}], "fields": [the same], "example"}]; `document_url`; `description`.
    """
    document = api.get_openapi_schema()
    context = {
        "description": document["info"]["description"],
        "operations": [_described(path, item["get"], document) for path, item in document["paths"].items()],
        "document_url": reverse("api:openapi-json"),
        "base": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "search/api.html", context)


def _described(path: str, operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """An operation as the page shows it."""
    answer = operation["responses"][200]["content"]["application/json"]["schema"]
    example = next(item["example"] for item in operation["parameters"] if item["name"] == "q")
    return {
        "path": path,
        "summary": operation["summary"],
        "description": operation["description"],
        "parameters": [_parameter_line(item) for item in operation["parameters"]],
        "url": f"{path}?{urlencode({'q': example})}",
        "fields": _fields(answer, document),
        "example": json.dumps(_example(answer, document), indent=2, ensure_ascii=False),
    }


def _parameter_line(item: dict[str, Any]) -> dict[str, Any]:
    """How a parameter is written, and what it is when it is left out."""
    schema = item["schema"]
    inner = schema.get("items", schema)
    return {
        "name": item["name"],
        "description": item.get("description", ""),
        "type": " | ".join(inner["enum"]) if "enum" in inner else inner["type"],
        "repeats": schema["type"] == "array",
        "default": schema["default"] or "",
    }


def _fields(schema: dict[str, Any], document: dict[str, Any], above: str = "") -> list[dict[str, str]]:
    """The fields of an answer, those inside lists and objects after theirs."""
    lines = []
    for name, inner in _resolved(schema, document)["properties"].items():
        path = f"{above}{name}"
        parts = inner.get("items") or inner.get("additionalProperties", {}).get("items")
        lines.append({"name": path, "description": inner.get("description", "")})
        if parts and "$ref" in parts:
            lines += _fields(parts, document, f"{path}[].")
    return lines


def _example(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """An answer made of the fields' examples."""
    schema = _resolved(schema, document)
    if schema.get("examples"):
        return schema["examples"][0]
    if "properties" in schema:
        return {name: _example(inner, document) for name, inner in schema["properties"].items()}
    if schema.get("type") == "array":
        return [_example(schema["items"], document)]
    if "additionalProperties" in schema:
        return {"kind": _example(schema["additionalProperties"], document)}
    return (schema.get("enum") or [None])[0]


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (
        document["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    )
    return found
