"""`python -m tests.bench.blog.fill`: the blog's tables, some pages, and one with as much on it as a long article has.

Prints that page's address.
"""

import io

import django


def main() -> None:
    """Make everything in the empty database of the environment."""
    django.setup()
    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from PIL import Image as Pixels
    from wagtail.images.models import Image
    from wagtail.models import Page, Site

    from tests.bench.blog.models import BlogIndexPage, BlogPage, BlogPerson, FrontPage, Person

    call_command("migrate", verbosity=0)
    out = io.BytesIO()
    Pixels.effect_noise((2000, 1200), 40).convert("RGB").save(out, "JPEG")
    images = [
        Image.objects.create(title=f"Picture {number}", file=ContentFile(out.getvalue(), name="p.jpg"))
        for number in range(4)
    ]
    Page.objects.filter(depth=2).delete()
    front = Page.objects.get(depth=1).add_child(instance=FrontPage(title="Welcome", slug="welcome"))
    Site.objects.create(hostname="127.0.0.1", root_page=front, is_default_site=True)
    for title in ("Breads", "Locations", "Gallery", "Contact", "About"):
        front.add_child(instance=FrontPage(title=title, slug=title.lower(), show_in_menus=True))
    index = front.add_child(instance=BlogIndexPage(title="Blog", slug="blog", show_in_menus=True))
    people = [
        Person.objects.create(first_name="Ann", last_name=f"Baker {number}", image=images[0]) for number in range(2)
    ]
    words = "<p>" + "The oven was lit before dawn, and the dough had rested all night. " * 8 + "</p>"
    body = [
        ("heading", "A heading"),
        ("paragraph", words),
        ("paragraph", words),
        ("picture", {"image": images[1], "caption": "Loaves"}),
    ]
    for number in range(10):
        page = BlogPage(
            title=f"Bread and history {number}",
            introduction="How it began.",
            image=images[2],
            date_published="2026-01-01",
        )
        page.body = [*body, *body, *body]
        index.add_child(instance=page)
        page.people = [BlogPerson(person=person) for person in people]
        page.tags.add("bread", "history", "baking")
        page.save_revision().publish()
    print(page.url)


if __name__ == "__main__":
    main()
