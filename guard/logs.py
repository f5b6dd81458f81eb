"""Logs that tell of nobody."""

import logging
import re

from guard.cpr import mask_cpr

_ADDRESS = re.compile(r"[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")


class CarefulFormatter(logging.Formatter):
    """Takes CPR numbers and e-mail addresses out of what is logged, tracebacks included.

    A formatter and not a filter: only here is the whole line there, with its arguments and its traceback.
    """

    def format(self, record: logging.LogRecord) -> str:
        return _ADDRESS.sub("[e-mail]", mask_cpr(super().format(record)))
