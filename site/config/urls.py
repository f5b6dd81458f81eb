"""The address plan. Rooms own their sub-lists; Wagtail's pages answer whatever is left."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from exhibitions import sitemaps as exhibitions
from home import sitemaps as home
from home.serving import serve
from home.views import accessibility_statement, moved_file, private_file, robots, security_txt

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("dokumenter/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, {"sitemaps": {**home.SITEMAPS, **exhibitions.SITEMAPS}}),
    path("api/v1/", include("search.api_urls")),
    path("privat/<path:name>", private_file, name="private-file"),
    path("media/<path:name>", moved_file, name="moved-file"),  # the web server has not found it
    path("was/", accessibility_statement, name="was"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
]

urlpatterns += i18n_patterns(
    path("", include("home.urls")),
    path("konto/", include("notices.urls")),
    path("konto/", include("accounts.urls")),
    path("soeg/", include("search.urls")),
    path("deltag/", include("forum.urls")),
    path("indsend/", include("exhibitions.urls.submissions")),
    path("foreninger/", include("exhibitions.urls.associations")),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler500 = "config.errors.server_error"
handler429 = "config.errors.too_often"  # what allauth answers with where its own limits stand
