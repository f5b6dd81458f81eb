"""A front page, an index of the blog, its pages, and the people who write them."""

from typing import Any

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Orderable, Page


class Person(ClusterableModel):
    first_name = models.CharField(max_length=254)
    last_name = models.CharField(max_length=254)
    image = models.ForeignKey("wagtailimages.Image", models.SET_NULL, null=True, related_name="+")


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    caption = blocks.CharBlock(required=False)

    class Meta:
        template = "blog/picture.html"


class Body(blocks.StreamBlock):
    heading = blocks.CharBlock(template="blog/heading.html")
    paragraph = blocks.RichTextBlock(template="blog/paragraph.html")
    picture = PictureBlock()


class BlogPageTag(TaggedItemBase):
    content_object = ParentalKey("BlogPage", on_delete=models.CASCADE, related_name="tagged_items")


class BlogPerson(Orderable):
    page = ParentalKey("BlogPage", on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")


class FrontPage(Page):
    template = "blog/index.html"


class BlogIndexPage(Page):
    template = "blog/index.html"


class BlogPage(Page):
    template = "blog/page.html"

    introduction = models.TextField(blank=True)
    image = models.ForeignKey("wagtailimages.Image", models.SET_NULL, null=True, related_name="+")
    body = StreamField(Body(), blank=True)
    subtitle = models.CharField(blank=True, max_length=255)
    tags = ClusterTaggableManager(through=BlogPageTag, blank=True)
    date_published = models.DateField(blank=True, null=True)

    def authors(self) -> list[Any]:
        """One query for the rows, one for each person, as in Wagtail's demo."""
        return [row.person for row in self.people.all()]

    @property
    def get_tags(self) -> Any:
        """The tags, each with its address below the blog's index."""
        tags = self.tags.all()
        base = self.get_parent().url
        for tag in tags:
            tag.url = f"{base}tags/{tag.slug}/"
        return tags
