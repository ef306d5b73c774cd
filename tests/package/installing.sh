#!/usr/bin/env bash
# Installs PACKAGE over an older one, calculates, and removes it, per user and shared.
#   installing.sh PACKAGE OFFICE VERSION
set -euo pipefail
package=$1 program=$2/program version=$3

fail() {
    echo "$mode: $*" >&2
    exit 1
}

# The extension manager installs for root only what is shared, so another user tries the other way,
# where he may go: the build's folder need not be such a place.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
as_user=()
[ "$(id -u)" != 0 ] || as_user=(runuser -u nobody -- env "HOME=$folder")

older=$folder/older.oxt
mkdir unpacked
(
    cd unpacked
    cmake -E tar x "$package"
    sed -i "s/version value=\"$version\"/version value=\"0.1.0\"/" description.xml
    echo "only 0.1.0 has this" >only-in-older.txt
    zip -q -r -D "$older" .
)
rm -r unpacked
cp "$package" newer.oxt
cat >call.fods <<'FODS'
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="Call"><table:table-row>
<table:table-cell table:formula="of:=ORG.HEADROOM.FUNCTIONS.GPUMARGIN(2;0.5;8760;1;0)"/>
<table:table-cell table:formula="of:=ORG.HEADROOM.FUNCTIONS.HEADROOMVERSION()"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>
FODS

try_out() {
    mode=$1
    shift
    local home=$folder/$mode
    mkdir -p "$home/shared" "$home/out"
    local run=()
    if [ "$mode" = user ]; then
        run=("${as_user[@]}")
        [ ${#as_user[@]} = 0 ] || chown -R nobody "$folder"
    fi
    local profile=(
        "-env:UserInstallation=file://$home/user"
        "-env:UNO_SHARED_PACKAGES=$home/shared"
        "-env:UNO_SHARED_PACKAGES_CACHE=file://$home/shared"
    )
    manage() { "${run[@]}" "$program/unopkg.bin" "$@" "${profile[@]}" 2>&1; }
    versions() { manage list "$@" | sed -n 's/^ *Version: //p'; }
    # What the two cells show. After a change of extensions an office may want to be started again.
    calculated() {
        rm -f "$home/out/call.csv"
        for _ in 1 2 3; do
            "${run[@]}" "$program/soffice.bin" "${profile[@]}" --headless --norestore \
                --convert-to csv --outdir "$home/out" "$folder/call.fods" >/dev/null 2>&1 || true
            [ ! -e "$home/out/call.csv" ] || break
        done
        cat "$home/out/call.csv"
    }

    manage add "$@" -f "$older" >"$home/log" || fail "0.1.0 was not installed: $(cat "$home/log")"
    [ "$(versions "$@")" = 0.1.0 ] || fail "listed are $(versions "$@")"
    manage add "$@" -f "$folder/newer.oxt" >"$home/log" || fail "$version was not installed: $(cat "$home/log")"
    [ "$(versions "$@")" = "$version" ] || fail "listed are $(versions "$@")"
    # 1 - 8760 / (8760 * 0.5 * 2)
    [ "$(calculated)" = "0,$version" ] || fail "the cells show $(calculated)"
    [ -z "$(find "$home" -name only-in-older.txt)" ] || fail "0.1.0 has left a file"

    manage remove "$@" org.headroom >"$home/log" || fail "it was not removed: $(cat "$home/log")"
    [ -z "$(versions "$@")" ] || fail "$(versions "$@") is still listed"
    [[ "$(calculated)" != *"$version"* ]] || fail "it still answers"
    # The office clears away what it has removed when it starts again.
    local left
    left=$(find "$home" -iname '*headroom*'; grep -ril --exclude=log --exclude-dir=out headroom "$home" || true)
    [ -z "$left" ] || fail "it has left $left"
}

try_out user
try_out shared --shared
