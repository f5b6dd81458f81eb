"""How many pictures somebody may send in."""

from guard.limits import Limit, Rate

UPLOADS = Limit("picture sent in", Rate(100, 60 * 60), Rate(300, 24 * 60 * 60))
