"""The United Nations' seventeen goals for sustainable development, as tags that a page may have."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class Goal(models.IntegerChoices):
    """The goals by their number (UN resolution 70/1); the Danish names are those of the Danish UN association."""

    POVERTY = 1, _("No poverty")
    HUNGER = 2, _("Zero hunger")
    HEALTH = 3, _("Good health and well-being")
    EDUCATION = 4, _("Quality education")
    EQUALITY = 5, _("Gender equality")
    WATER = 6, _("Clean water and sanitation")
    ENERGY = 7, _("Affordable and clean energy")
    WORK = 8, _("Decent work and economic growth")
    INDUSTRY = 9, _("Industry, innovation and infrastructure")
    INEQUALITY = 10, _("Reduced inequalities")
    CITIES = 11, _("Sustainable cities and communities")
    CONSUMPTION = 12, _("Responsible consumption and production")
    CLIMATE = 13, _("Climate action")
    SEA = 14, _("Life below water")
    LAND = 15, _("Life on land")
    PEACE = 16, _("Peace, justice and strong institutions")
    PARTNERSHIP = 17, _("Partnerships for the goals")


class PageGoal(models.Model):
    """A goal that a page of any type is tagged with."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField(_("goal"), choices=Goal)

    panels = [FieldPanel("number")]

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="home_goal_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_number_display()}"

    @property
    def tag(self) -> dict[str, Any]:
        """Number and name, as components/goals.html wants them."""
        return {"number": self.number, "name": self.get_number_display()}
