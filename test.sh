#!/usr/bin/env bash
# Runs every test: installs what the tests need, builds the solution, runs each project under tests/ and sums up.
#   bash test.sh            everything
#   bash test.sh Grains     only the test projects whose name contains "Grains"
# The last line is "N passed, N failed, N skipped". The exit code is 0 only when nothing failed, every project built and
# ran at least one test and, with CI=true, nothing was skipped.
set -uo pipefail
exec 2>&1 # in order, with the summary last
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

filter=${1:-}
configuration=Debug # what `dotnet run` builds, so that tests which start the gateway find it built
minutes_max=30      # for one project: a hung test host is a failure, not a wait
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
passed=0 failed=0 skipped=0
broken=() # what failed, one line each, told again at the end

fail() { # WHAT: counts one failure that is not a test's own
  failed=$((failed + 1))
  broken+=("$1")
  printf 'FAIL %s\n' "$1"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

install_programs() { # PROGRAM[:PACKAGE]...: what is missing, from Debian
  local need packages=()
  for need in "$@"; do command -v "${need%%:*}" >/dev/null || packages+=("${need##*:}"); done
  [ ${#packages[@]} -eq 0 ] && return
  printf 'Installing %s\n' "${packages[*]}"
  as_root apt-get update -qq >"$results/apt.log" 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" \
      >>"$results/apt.log" 2>&1 && return
  tail -n 5 "$results/apt.log"
  fail "could not install ${packages[*]}; install them by hand"
}

install_modules() { # npm: every folder with a lock file whose modules are missing or older than the lock
  local lock folder
  while IFS= read -r lock; do
    folder=$(dirname "$lock")
    [ "$folder/node_modules/.package-lock.json" -nt "$lock" ] && continue
    printf 'Restoring the npm packages of %s\n' "$folder"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json) \
      >"$results/npm.log" 2>&1 </dev/null || { tail -n 20 "$results/npm.log"; fail "npm ci in $folder"; }
  done < <(find tests src/Circles.Gateway -name node_modules -prune -o -name bin -prune -o -name package-lock.json -print | sort)
}

build() { # PATH
  dotnet build "$1" -c "$configuration" -v quiet -clp:NoSummary >"$results/build.log" 2>&1 </dev/null
}

count() { # ATTRIBUTE REPORT: the sum of an attribute over the report's <assembly> elements
  grep -o '<assembly [^>]*>' "$2" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | awk '{ sum += $1 } END { print sum + 0 }'
}

build_failed() { # NAME
  grep ': error' "$results/build.log" | sort -u | head -n 20
  fail "$1 does not build"
}

run_project() { # NAME
  local name=$1 report="$results/$1.xml" started=$SECONDS code ok=0 bad=0 left=0
  (cd "tests/$name/bin/$configuration/net10.0" &&
    exec timeout --kill-after=10 "${minutes_max}m" dotnet "$name.dll" -noLogo -noColor -reporter quiet -xml "$report" </dev/null)
  code=$?
  if [ -s "$report" ]; then
    ok=$(count passed "$report") left=$(count skipped "$report")
    bad=$(($(count failed "$report") + $(count errors "$report")))
  fi
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + left))
  while IFS= read -r test; do broken+=("$test"); done < <(
    [ -s "$report" ] && grep -o '<test [^>]*result="Fail"[^>]*>' "$report" |
      sed 's/.* name="\([^"]*\)".*/\1/; s/\\\{0,1\}&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g')
  if [ $code -eq 124 ] || [ $code -eq 137 ]; then
    fail "$name was stopped after $minutes_max minutes"
  elif [ ! -s "$report" ] || { [ $code -ne 0 ] && [ "$bad" -eq 0 ] && [ $((ok + left)) -gt 0 ]; }; then
    fail "$name: the test host ended with code $code without a whole report"
  elif [ $((ok + bad)) -eq 0 ]; then
    fail "$name ran no test"
  elif [ "$bad" -eq 0 ]; then
    printf 'ok   %s (%d tests in %d s)\n' "$name" $((ok + left)) $((SECONDS - started))
  fi
}

projects=()
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  [[ "$name" == *"$filter"* ]] && projects+=("$name")
done
[ ${#projects[@]} -eq 0 ] && fail "no test project has '$filter' in its name"

needs=(git curl kubectl:kubernetes-client)
for name in "${projects[@]}"; do grep -q Microsoft.Playwright "tests/$name/$name.csproj" && needs+=(chromium); done
# Debian keeps the server's programs beside the path.
for name in "${projects[@]}"; do
  grep -rqs PostgresServer "tests/$name" --include=*.csproj --include=*.cs && ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null &&
    needs+=(initdb:postgresql)
done
for name in "${projects[@]}"; do grep -rqs '"nginx"' "tests/$name" --include=*.cs && needs+=(nginx ip:iproute2); done
for name in "${projects[@]}"; do grep -rqs '"cc"' "tests/$name" --include=*.cs && needs+=(cc:build-essential); done
install_programs "${needs[@]}"
install_modules

whole=1
if [ -n "$filter" ] || ! build Circles.sln; then whole=0; fi
for name in "${projects[@]}"; do
  if [ $whole -eq 1 ] || build "tests/$name/$name.csproj"; then
    run_project "$name"
  else
    build_failed "$name"
  fi
done
# What keeps the solution from building can also stand outside the test projects: a benchmark, say.
[ -n "$filter" ] || [ $whole -eq 1 ] || [ $failed -gt 0 ] || build Circles.sln || build_failed Circles.sln

[ "${CI:-}" != true ] || [ $skipped -eq 0 ] || broken+=("skipped tests: $skipped; CI allows none")
[ ${#broken[@]} -eq 0 ] || printf '\nFailed:%s\n' "$(printf '\n  %s' "${broken[@]}")"
printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ ${#broken[@]} -eq 0 ] && [ $failed -eq 0 ]
