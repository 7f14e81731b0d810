#!/bin/bash
# Prints the package's copyright file (https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/): our licence,
# and those of what is linked into the binary, each as its own source says it.
#
# copyright.sh SOURCE SWIFT: the source's folder, with .build/checkouts, and the toolchain's licence.
set -euo pipefail
source=$1
swift=$2

# Indents a text as a field's continuation: an empty line is a dot.
continued() { sed -e 's/[[:space:]]*$//' -e 's/^$/./' -e 's/^/ /' -e 's/\f//g'; }

# stanza FILES LICENCE FILE: the copyright lines of a licence's file, and its text under a name of its own.
stanza() {
  local holders
  holders=$(grep -iE '^[[:space:]]*copyright (\(c\)|©|[0-9])' "$3" | sed -E 's/^[[:space:]]*//' | head -n 3) || true
  printf '\nFiles: %s\nCopyright: %s\nLicense: %s\n' "$1" "${holders:-the authors, as told in its source}" "$2"
  if grep -q 'Apache License' "$3"; then
    printf ' On Debian systems, the text of the Apache License 2.0 is in\n /usr/share/common-licenses/Apache-2.0.\n'
    # The exception of Swift's runtime, which stands below the licence.
    sed -n '/Runtime Library Exception/,$p' "$3" | continued
  else
    continued < "$3"
  fi
}

cat <<'END'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Lyssnad
Comment: The files of other sources are linked into the binary; they are named here by where their sources lie.

Files: *
Copyright: the Lyssnad maintainers
License: EUPL-1.2
END
continued < "$source/LICENSE"
for licence in "$source"/.build/deb/checkouts/*/LICENSE*; do
  name=$(basename "$(dirname "$licence")")
  kind=MIT-$name
  if grep -q 'Apache License' "$licence"; then kind=Apache-2.0-with-$name-exception; fi
  stanza "checkouts/$name/*" "$kind" "$licence"
done
stanza 'swift/*' Apache-2.0-with-Swift-exception "$swift"
