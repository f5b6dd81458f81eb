"""`{% kept "text" %} … {% endkept %}`: a part of a page that is the same for every reader (home.parts)."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

from home.parts import kept

register = template.Library()


class KeptNode(template.Node):
    """What stands between the tags, made once for all readers of a page."""

    def __init__(self, name: FilterExpression, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: template.Context) -> SafeString:
        return kept(context.get("request"), str(self.name.resolve(context)), lambda: self.nodelist.render(context))


@register.tag("kept")
def do_kept(parser: Parser, token: Token) -> KeptNode:
    """Nothing between the tags may depend on who asks, or on more of the request than its address."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(parser.compile_filter(name), nodelist)
