#!/bin/sh
# Installs what a folder's package-lock.json names with npm. Usage: install.sh PATH-OF-PYTHON [FOLDER]
# The folder is this one, with the browser libraries, when none is given.
# Node.js 20 or later is used where the machine has it; otherwise it comes from PyPI into the virtual environment.
set -eu
python=$1
requirements=$(cd "$(dirname "$0")/../../requirements" && pwd)
cd "${2:-$(dirname "$0")}"

recent() { command -v node >/dev/null && command -v npm >/dev/null && node -e 'process.exit(Number(parseInt(process.versions.node) < 20))'; }

if ! recent; then
  PATH=$(dirname "$python"):$PATH
  export PATH
  if ! recent; then
    echo "No Node.js 20 or later here: installing it from PyPI …"
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements/node.txt"
  fi
fi
npm ci --silent --no-audit --no-fund --no-update-notifier
