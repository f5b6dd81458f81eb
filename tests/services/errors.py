"""The one error that the services raise."""


class ServiceError(RuntimeError):
    """Something a service needs is missing or broken; the message is one plain sentence that also says what to do."""
