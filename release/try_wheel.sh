#!/bin/sh
# Installs a wheel by pip, pipx and uv in a folder with a blank and Chinese characters in its name, and
# does with each what a user does first: index the sample texts, serve them, search; a second time
# without the network; then uninstalls it and looks for what is left.
# Usage: release/try_wheel.sh WHEEL [PYTHON …]
set -eu
wheel=$(realpath "$1"); shift
tools=$(realpath "$(dirname "$0")/../.venv/bin" 2>/dev/null || true)
[ -x "$tools/uv" ] || tools=$(dirname "$(command -v uv)")
pipx=$tools/pipx; [ -x "$pipx" ] || pipx=$(command -v pipx || :)
base=$(mktemp -d); folder="$base/我的 報告"; mkdir "$folder"; cd "$folder"
trap 'rm -rf "$base"' EXIT
HOME="$base/home"; mkdir "$HOME"; export HOME
PATH="$HOME/.local/bin:$PATH"; export PATH
unset XDG_DATA_HOME XDG_CACHE_HOME XDG_CONFIG_HOME || :

first_steps() { # the command, the words that start it
  echo "== $1"; shift
  rm -rf index
  "$@" --version
  "$@" index --sample >index.log 2>&1 || { cat index.log; exit 1; }
  "$@" serve --port 8765 >serve.log 2>&1 &
  server=$!
  for _ in $(seq 600); do grep -q http://127 serve.log && break; sleep 0.1; done
  python3 - <<'P' || { kill $server; cat serve.log; exit 1; }
import json, urllib.parse, urllib.request
url = "http://127.0.0.1:8765/api/v1/answer?q=" + urllib.parse.quote("羅馬規約何時生效？")
reply = json.load(urllib.request.urlopen(url, timeout=120))
print("answer:", reply["answer"]["text"])
assert reply["answer"]["value"] == "2002-07-01"
P
  kill $server; wait $server || :
  rm -rf index index.log serve.log
}

offline() { # the same without a network, where the system allows that to be tried
  if [ "$(id -u)" = 0 ]; then alone="unshare --net"; else alone="unshare --user --map-current-user --net"; fi
  if $alone true 2>/dev/null; then
    $alone "$@" index --sample >index.log 2>&1 || { cat index.log; exit 1; }
    echo "offline: indexed"; rm -f index.log
    rm -rf index
  else echo "offline: not tried, the system does not allow it"; fi
}

for python in "${@:-python3}"; do
  "$python" -m venv pip-env && pip-env/bin/python -m pip install -q "$wheel"
  first_steps "pip, $("$python" --version)" pip-env/bin/judian
  offline pip-env/bin/judian
  pip-env/bin/python -m pip uninstall -q -y judian
  left=$(find pip-env -path '*judian*' | head -5)
  [ -z "$left" ] || { echo "left after pip uninstall: $left"; exit 1; }
  rm -rf pip-env
  "$tools/uv" tool install -q --python "$python" "$wheel"
  first_steps "uv tool, $("$python" --version)" judian
  "$tools/uv" tool uninstall -q judian
done
if [ -n "$pipx" ]; then
  "$pipx" install -q "$wheel" >/dev/null
  first_steps pipx judian
  "$pipx" uninstall judian >/dev/null
else echo "pipx: not here, not tried"; fi
left=$(find "$folder" "$HOME" -iname '*judian*' -not -path '*/.cache/uv/*' \
  -not -path '*/pipx/venvs/.judian.lock' | head -5) # the last is pipx's own, and empty
[ -z "$left" ] || { echo "left in the user's folders: $left"; exit 1; }
echo "nothing is left"
