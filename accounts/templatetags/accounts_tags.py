"""Words about accounts in templates."""

from django import template

from accounts.devices import describe

register = template.Library()
register.filter("browser", describe)
