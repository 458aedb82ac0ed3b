# For the scripts beside it: a folder of their own as home, and what must be refused.
set -euo pipefail

HOME=$(mktemp -d)
export HOME
trap 'rm -rf "$HOME"' EXIT
cd -- "$HOME"

# Runs a command, which the store must refuse with this code.
refused() {
  local code=$1
  shift
  if "$@" >"$HOME/refusal" 2>&1; then
    echo "not refused: $*" >&2
    return 1
  fi
  if ! grep -q -e "$code" "$HOME/refusal"; then
    echo "refused without $code: $*" >&2
    cat "$HOME/refusal" >&2
    return 1
  fi
}

# What there must be.
expect() {
  if [[ $1 != "$2" ]]; then
    printf 'there is\n%s\ninstead of\n%s\n' "$2" "$1" >&2
    return 1
  fi
}

# A file that is sent in parts, one that isn't, and a folder.
head -c 12000000 /dev/urandom >big
echo small >'sm+all ü.txt'
mkdir -p tree/x
echo 1 >tree/1
echo 2 >tree/x/2
