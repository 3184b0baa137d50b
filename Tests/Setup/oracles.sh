#!/bin/sh
# Makes the Python environment that holds the programs which tests compare with.
set -eu
folder=$1
here=$(dirname "$0")
python=python3
[ -x /usr/bin/python3 ] && python=/usr/bin/python3
echo "making the Python environment for test oracles in $folder"
rm -rf "$folder"
"$python" -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check -r "$here/oracles.txt"
touch "$folder/.complete"
