#!/usr/bin/env bash
# From a fresh checkout to Headroom answering in real Calc. Uses an office profile of its own in
# build/try; yours is not touched.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "· $*"; }

say "Installing what is missing"
.ci/install build

say "Building headroom.oxt (a few minutes the first time)"
log=build/try.log
mkdir -p build
if ! { cmake --preset release -DHEADROOM_PLATFORMS=linux -DBUILD_TESTING=OFF && cmake --build --preset release --target package_oxt; } >"$log" 2>&1; then
    cat "$log"
    exit 1
fi

say "Installing it in an office profile of its own"
here=$PWD/build/try
url="file://${here// /%20}"
rm -rf "$here"
mkdir -p "$here/shared"
profile=(
    "-env:UserInstallation=$url/user"
    "-env:UNO_SHARED_PACKAGES=$here/shared"
    "-env:UNO_SHARED_PACKAGES_CACHE=$url/shared"
)
unopkg add --shared -f build/release/headroom.oxt "${profile[@]}" >>"$log" 2>&1

say "Calculating the workbook Talent for GPUs in Calc"
calc() { soffice "${profile[@]}" --headless --norestore "$@" >>"$log" 2>&1; }
workbook="$here/Talent for GPUs.ods"
calc --convert-to ods:calc8 --outdir "$here" "build/release/templates/Talent for GPUs.ots"
# Comma-separated, UTF-8, as shown, first sheet.
calc --convert-to 'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,true,false,false,1' \
    --outdir "$here" "$workbook"
figures="$here/Talent for GPUs-Answer.csv"

echo
# The rows with a figure, up to the claims: what, value, unit.
awk -F '\t' '
    { gsub(/"/, "") }
    /^The claim/ { exit }
    NR == 1 { print $1; next }
    NR > 2 && $2 != "" && $2 !~ /^Margin/ { printf "  %-46s %12s  %s\n", $1, $2, ($3 ~ /%$/ ? "margin to hold " $3 : $3) }
    NR > 2 && $2 == "" && $1 ~ /\.$/ { print "  " $1 }
' "$figures"
echo
grep -q '^Checks.OK' "$figures" || { echo "The workbook's own checks do not add up; see $figures" >&2; exit 1; }

echo "Extension: $PWD/build/release/headroom.oxt (install it in your own office by double click)"
echo "Workbook:  $workbook"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening the workbook in a window"
    nohup soffice "${profile[@]}" --norestore "$workbook" >>"$log" 2>&1 &
fi
