#!/bin/sh
cd "$(dirname "$0")" || exit 1
for python in python@PYTHON@ python3; do
  if "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' 2>/dev/null; then
    exec "$python" start.py "$@"
  fi
done
echo '需要 Python @PYTHON@，见“说明.txt”。' >&2
exit 1
