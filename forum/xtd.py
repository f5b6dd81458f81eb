"""django-comments-xtd without the one signal that must not be connected."""

from django.apps import AppConfig


class CommentsXtdConfig(AppConfig):
    """The library's app without its `pre_save` handler.

    That handler publishes or hides all descendants whenever a comment is saved: saving a public ancestor would publish
    a held reply. Here each comment has its own state, changed by `forum.actions` only.
    """

    default_auto_field = "django.db.models.AutoField"
    name = "django_comments_xtd"
    verbose_name = "Comments"
