"""Under which rights a work is shown: one of the statements of rightsstatements.org, or a Creative Commons licence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

_STATEMENT = "http://rightsstatements.org/vocab/%s/1.0/"
_LICENCE = "http://creativecommons.org/licenses/%s/4.0/"  # with http: IIIF Presentation API 3.0, section 3.2


class Rights(models.TextChoices):
    """Each with its value as short name; `uri` is the address that stands for it in metadata."""

    IN_COPYRIGHT = "InC", _("In copyright")
    ORPHAN = "InC-OW-EU", _("In copyright – orphan work (EU)")
    UNLOCATABLE = "InC-RUU", _("In copyright – rights holder can't be found")
    EDUCATIONAL = "InC-EDU", _("In copyright – use for teaching permitted")
    NON_COMMERCIAL = "InC-NC", _("In copyright – non-commercial use permitted")
    CONTRACT = "NoC-CR", _("No copyright – contract restricts use")
    NO_COMMERCE = "NoC-NC", _("No copyright – non-commercial use only")
    OTHER_LAW = "NoC-OKLR", _("No copyright – other laws restrict use")
    UNITED_STATES = "NoC-US", _("No copyright in the United States")
    UNDETERMINED = "UND", _("Copyright undetermined")
    NOT_EVALUATED = "CNE", _("Copyright not evaluated")
    NO_KNOWN = "NKC", _("No known copyright")
    BY = "by", _("CC BY 4.0 – free use with credit")
    BY_SA = "by-sa", _("CC BY-SA 4.0 – free use with credit, shared alike")
    BY_ND = "by-nd", _("CC BY-ND 4.0 – with credit, unchanged")
    BY_NC = "by-nc", _("CC BY-NC 4.0 – with credit, not for money")
    BY_NC_SA = "by-nc-sa", _("CC BY-NC-SA 4.0 – with credit, not for money, shared alike")
    BY_NC_ND = "by-nc-nd", _("CC BY-NC-ND 4.0 – with credit, not for money, unchanged")
    ZERO = "zero", _("CC0 – no rights reserved")
    PUBLIC_DOMAIN = "mark", _("Public domain")

    @property
    def uri(self) -> str:
        """The canonical address of the statement or licence."""
        if self is Rights.ZERO:
            return "http://creativecommons.org/publicdomain/zero/1.0/"
        if self is Rights.PUBLIC_DOMAIN:
            return "http://creativecommons.org/publicdomain/mark/1.0/"
        if self.value.startswith("by"):
            return _LICENCE % self.value
        return _STATEMENT % self.value
