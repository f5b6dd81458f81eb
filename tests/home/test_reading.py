"""What comes with a page: metadata, the picture for shared links, topics, feeds, and the addresses that the law asks for."""

import io
import re
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from home import pictures, social
from home.models import HouseSettings, Rendition, Topic
from home.tasks import draw_social_picture
from tests import factories
from tests.factories import Cast, House, make_article, make_debate, make_exhibition
from tests.reading import content, danish, words


def meta(answer: Any, name: str) -> list[str]:
    return re.findall(rf'<meta (?:property|name)="{re.escape(name)}" content="([^"]*)"', content(answer))


def entries(answer: Any) -> list[str]:
    """The titles in an Atom feed."""
    assert answer["Content-Type"].startswith("application/atom+xml")
    return re.findall(r"<entry><title>([^<]*)</title>", content(answer))


def test_a_page_tells_its_one_address_and_what_to_show_beside_a_link(house: House, client: Client) -> None:
    picture = factories.make_picture()
    pictures.make_sizes(picture)
    article = make_article(house, picture=picture)
    answer = client.get(article.url, {"fbclid": "1"})
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{article.url}">' in content(answer)
    assert meta(answer, "og:title") == ["Stormfloden 1921"]
    assert meta(answer, "og:description") == [article.lead]
    assert meta(answer, "og:type") == ["article"]
    assert meta(answer, "og:image")[0].startswith("http://127.0.0.1:8000/media/")
    assert meta(answer, "article:published_time")
    assert meta(client.get("/"), "og:type") == ["website"]
    assert 'rel="canonical"' not in content(client.get("/ingenting/"))


def test_search_engines_read_the_breadcrumbs(house: House, client: Client) -> None:
    page = content(client.get(make_article(house).url))
    assert 'itemtype="https://schema.org/BreadcrumbList"' in page
    assert re.findall(r'itemprop="position" content="(\d)"', page) == ["1", "2"]


def test_a_page_without_a_picture_gets_one_drawn_by_a_task_and_never_by_a_request(
    house: House, client: Client, monkeypatch: Any
) -> None:
    article = make_article(house, "Æblerne på Ærø og en meget lang titel om alt det, der skete, da vandet kom")
    drawn = social.draw
    monkeypatch.setattr(social, "draw", None)
    assert meta(client.get(article.url), "og:image") == []
    monkeypatch.setattr(social, "draw", drawn)
    draw_social_picture.call(article.pk)
    (address,) = meta(client.get(article.url), "og:image")
    name = address.split("/media/")[1]
    with default_storage.open(name) as file, Image.open(file) as image:
        assert image.size == social.SIZE
    article.title = "En ny titel"
    article.save_revision().publish()
    draw_social_picture.call(article.pk)
    assert not default_storage.exists(name)
    article.unpublish()
    draw_social_picture.call(article.pk)
    assert not [file for file in default_storage.listdir(social.FOLDER)[1] if file.startswith(f"{article.pk}-")]


@pytest.mark.parametrize("title", ["Å", "Donaudampfschifffahrtsgesellschaft " * 9, "Kort titel"])
def test_any_title_can_be_drawn(title: str) -> None:
    assert Image.open(io.BytesIO(social.draw(title, "artikel"))).size == social.SIZE


def test_a_topic_gathers_what_can_be_read_in_all_rooms(house: House, client: Client, queries: Any) -> None:
    topic = Topic.objects.create(name="Havnen", slug="havnen")
    other = Topic.objects.create(name="Skole", slug="skole")
    shown = [make_article(house, "Kajen", topics=[topic]), make_debate(house, "Mere havn?"), make_exhibition(house)]
    for page in shown[1:]:
        page.topics.set([topic])
        page.save_revision().publish()
    hidden = make_article(house, "Kladden", topics=[topic])
    private = make_article(house, "Privat", topics=[topic])
    hidden.unpublish()
    private.view_restrictions.create(restriction_type="login")
    page = words(client.get(topic.get_absolute_url()))
    feed = entries(client.get(f"{topic.get_absolute_url()}feed.atom"))
    for answer in (page, feed):
        assert all(each.title in answer for each in shown)
        assert "Kladden" not in answer
        assert "Privat" not in answer
    overview = content(client.get("/emner/"))
    assert topic.get_absolute_url() in overview
    assert other.get_absolute_url() not in overview
    assert topic.get_absolute_url() in content(client.get(shown[0].url)), "the page leads to its topic"
    assert client.get("/emner/findes-ikke/").status_code == 404
    few = len(queries(lambda: client.get(topic.get_absolute_url())))
    for number in range(6):
        make_article(house, f"Kaj {number}", topics=[topic])
    client.get("/emner/")  # reads the house anew
    assert len(queries(lambda: client.get(topic.get_absolute_url()))) <= few


def test_a_section_has_a_feed_of_its_newest(house: House, client: Client) -> None:
    for title in ("En", "To", "Tre"):
        make_article(house, title)
    make_article(house, "Kladden").unpublish()
    address = f"/feed/{house.history.pk}.atom"
    assert entries(client.get(address)) == ["Tre", "To", "En"]
    assert address in content(client.get(house.history.url))
    house.history.view_restrictions.create(restriction_type="login")
    assert client.get(address).status_code == 404
    assert client.get(f"/feed/{house.home.pk}.atom").status_code == 404


def test_contact_says_what_not_to_write_in_a_mail(cast: Cast, house: House, client: Client) -> None:
    answer = client.get("/kontakt/")
    notice = "An ordinary mail can be read on its way. Never write your CPR number, your health or other personal matters in one."
    assert danish(notice) in words(answer)
    assert danish("Call us, or come by and talk to us.") in words(answer)
    library = HouseSettings.objects.get()
    library.secure_mail_url, library.phone = "https://digital-post.example/brovig", "99 99 00 00"
    library.save()
    answer = client.get("/kontakt/")
    assert 'href="https://digital-post.example/brovig"' in content(answer)
    assert 'href="tel:99990000"' in content(answer)


def test_the_cookie_page_names_every_cookie_that_is_set(client: Client, house: House, settings: Any) -> None:
    text = words(client.get("/cookies/"))
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"} <= set(text.split())
    assert not client.get("/").cookies
    assert not client.get("/cookies/").cookies


def test_security_txt_and_robots(client: Client, house: House) -> None:
    fields = dict(line.split(": ", 1) for line in content(client.get("/.well-known/security.txt")).splitlines())
    assert fields["Contact"] == "http://127.0.0.1:8000/kontakt/"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", fields["Expires"])
    client.get("/")
    HouseSettings.objects.update(email="bibliotek@brovig.example")
    assert "Contact: mailto:bibliotek@brovig.example" in content(client.get("/.well-known/security.txt"))
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in content(client.get("/robots.txt"))
    assert "/kontakt/" in content(client.get("/sitemap.xml"))


def test_no_page_that_anybody_reads_opens_a_picture_or_makes_a_size(
    house: House, client: Client, monkeypatch: Any
) -> None:
    ready, waiting = factories.make_picture(), factories.make_picture("Ny")
    pictures.make_sizes(ready)
    topic = Topic.objects.create(name="Havnen", slug="havnen")
    made = Rendition.objects.count()
    monkeypatch.setattr(Image, "open", None)
    for picture in (ready, waiting):
        article = make_article(house, picture=picture, topics=[topic])
        read = [article, make_debate(house, picture=picture), make_exhibition(house, picture=picture)]
        addresses = [page.url for page in (house.home, house.history, house.exhibitions, house.debates, *read)]
        for address in (*addresses, topic.get_absolute_url(), "/foreninger/", f"/feed/{house.history.pk}.atom"):
            answer = client.get(address)
            assert answer.status_code == 200, address
        shown = content(client.get(article.url))
        assert ("image/avif" in shown, "waiting" in shown) == (picture == ready, picture == waiting)
    assert Rendition.objects.count() == made
