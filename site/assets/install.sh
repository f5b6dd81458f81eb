#!/bin/sh
# Installs the browser libraries named in package-lock.json with npm. Usage: install.sh PATH-OF-PYTHON
# Node.js 20 or later is used where the machine has it; otherwise it comes from PyPI into the virtual environment.
set -eu
python=$1
cd "$(dirname "$0")"

recent() { command -v node >/dev/null && command -v npm >/dev/null && node -e 'process.exit(Number(parseInt(process.versions.node) < 20))'; }

if ! recent; then
  PATH=$(dirname "$python"):$PATH
  export PATH
  if ! recent; then
    echo "No Node.js 20 or later here: installing it from PyPI …"
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r ../../requirements/node.txt
  fi
fi
npm ci --silent --no-audit --no-fund --no-update-notifier
