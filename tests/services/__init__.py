"""Real services for the tests (PostgreSQL, Redis, Elasticsearch, SMTP, Chromium), found, started and stopped by us.

Independent of Django. Start at `facade.Services`; beside it are `smtp.Mailbox`, `chromium.launch_options`, `plugin` for
pytest, and `python -m tests.services.system`, which installs what the operating system lacks. Errors are
`errors.ServiceError`.
"""
