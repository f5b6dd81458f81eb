"""How often somebody may knock on our doors. Visitors of a library share one network: its limits are wide."""

from guard.limits import Limit, Rate

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60  # seconds

SIGN_UP_ADDRESS = Limit("sign-up by address", Rate(5, HOUR))
SIGN_UP_NETWORK = Limit("sign-up by network", Rate(30, HOUR), Rate(100, DAY))
CODE_ADDRESS = Limit("code by address", Rate(4, 5 * MINUTE), Rate(12, HOUR))
CODE_NETWORK = Limit("code by network", Rate(60, 10 * MINUTE))
TRY_ADDRESS = Limit("try by address", Rate(12, 15 * MINUTE), Rate(40, HOUR))
TRY_NETWORK = Limit("try by network", Rate(120, 10 * MINUTE))
