#!/bin/sh
# `make check`: one step after the other, stopping with words at the first that fails. Run from the repository's root with
# .venv/bin on PATH.
set -u
export PYTHONWARNINGS=ignore
export DJANGO_SETTINGS_MODULE=config.settings.development
workspace=$(mktemp -d)
trap 'rm -rf "$workspace"' EXIT

step() {
  printf '\n\033[1m%s\033[0m\n' "$1"
  title=$1
  shift
  "$@" || { printf '\nStopped at “%s”: what is above must be put right first.\n' "$title" >&2; exit 1; }
}

production() {
  # Stand-ins for a library's own settings: this command asks no service.
  SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(64))') ALLOWED_HOSTS=torvet.brovig.example \
    DATABASE_URL=postgres://torvet@127.0.0.1/torvet REDIS_URL=redis://127.0.0.1/0 EMAIL_HOST=127.0.0.1 \
    TORVET_BASE_URL=https://torvet.brovig.example DEFAULT_FROM_EMAIL=torvet@brovig.example TORVET_VAR="$workspace" \
    DJANGO_SETTINGS_MODULE=config.settings.production python manage.py check --deploy --fail-level WARNING
}

step 'Formatting (ruff format; `make format` puts it right)' ruff format --check --quiet .
step 'Lint (ruff)' ruff check --quiet .
step 'Types (mypy)' mypy
step 'Templates: layout (djhtml; `make format` puts it right)' djhtml --check --tabwidth 2 templates
step 'Templates: markup (curlylint)' python -m tests.checks.markup
step 'Migrations: none is pending' python manage.py makemigrations --check --dry-run
step 'Settings for production (manage.py check --deploy)' production
step 'Floors: no lower room looks up (import-linter)' lint-imports
step 'Words: everything is translated' python -m tests.checks.words
step 'Security (bandit)' bandit --quiet --configfile pyproject.toml --recursive accounts exhibitions forum guard home notices search site manage.py
step 'Security: our own rules (semgrep)' semgrep scan --config tests/semgrep --metrics=off --disable-version-check --error --quiet \
  accounts exhibitions forum guard home notices search site templates
step 'No registry and no folder of a machine is named; documents name what is there' python -m tests.checks.tree
printf '\nAll is in order.\n'
