"""The pictures of an export: found beside it, nowhere else, and taken in as an upload is."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from wagtail.images.utils import find_image_duplicates
from wagtail.models import Collection

from accounts.models import User
from home.models import Picture
from home.moving.records import RefusedError
from home.pictures import clean_picture

ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".gif"}
_SIZED = re.compile(r"-\d+x\d+(?=\.\w+$)|-scaled(?=\.\w+$)")
