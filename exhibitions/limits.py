"""How much somebody may send in, or ask for, in a while."""

from guard.limits import Limit, Rate

UPLOADS = Limit("picture sent in", Rate(100, 60 * 60), Rate(300, 24 * 60 * 60))
ASKED = Limit("asked by a link", Rate(10, 60 * 60), Rate(30, 24 * 60 * 60))  # mails, by account
ANSWERS = Limit("answered by a link", Rate(20, 60 * 60))  # by network
INVITED = Limit("invited to an association", Rate(20, 60 * 60), Rate(60, 24 * 60 * 60))  # mails, by account
JOINING = Limit("asked to join an association", Rate(5, 24 * 60 * 60))  # by account
