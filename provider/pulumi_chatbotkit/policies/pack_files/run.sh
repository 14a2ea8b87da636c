#!/bin/sh
# Serves the policies of this folder to Pulumi: pulumi preview --policy-pack FOLDER/run
# They run on the Python of the program: $PULUMI_PYTHON_CMD, else the active virtual environment, else .venv or venv in
# the program's folder, which is the one that Pulumi starts this in.

for python in "$PULUMI_PYTHON_CMD" "${VIRTUAL_ENV:+$VIRTUAL_ENV/bin/python}" "$PWD/.venv/bin/python" "$PWD/venv/bin/python" python3; do
    if [ -n "$python" ] && command -v "$python" >/dev/null; then break; fi
done
has_all='import sys; from importlib.util import find_spec; sys.exit(not (find_spec("pulumi_chatbotkit") and find_spec("pulumi_policy")))'
if ! "$python" -c "$has_all"; then
    echo "error: the policies need pulumi-chatbotkit[policies], which $python does not have: $python -m pip install 'pulumi-chatbotkit[policies]'" >&2
    exit 1
fi
cd "$(dirname "$0")" && exec "$python" -u -m pulumi.policy "$1" .
