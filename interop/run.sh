#!/bin/sh
# Asks other people's implementations whether they agree with ledger-log, both ways, and that each of them
# sees damage. Status 0: all agree, or there is no Go, which is said aloud. Anything else: they do not.
#
#   interop/run.sh [size…]
#
# AMANAT_SERVER and AMANAT_CLI name the programs that make a book and export it; else those in target/release.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."

if ! command -v go >/dev/null 2>&1; then
    echo "SKIPPED: there is no Go here. Not asked: sumdb/note, sumdb/tlog, formats, Tessera's fsck."
    echo "         The Rust implementations are asked by: cargo test -p ledger-log --test others"
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$here/go" && go vet . && go build -o "$work/interop" .)

write_log() { cargo run --quiet -p ledger-log --example write_log -- "$@"; }
read_log() { cargo run --quiet -p ledger-log --example read_log -- "$@"; }

for size in "${@:-1 2 255 256 257 1000 70000}"; do
    for size in $size; do
        ours="$work/ours-$size" theirs="$work/theirs-$size"
        echo "== a log of $size, written by ledger-log"
        write_log "$ours" "$size"
        read_log "$ours" "$ours/policy"
        "$work/interop" check "$ours"
        "$work/interop" fsck "$ours"
        echo "== a log of $size, written by sumdb"
        "$work/interop" write "$theirs" "$size"
        read_log "$theirs" "$theirs/policy"
    done
done

# A program that accepts everything would have passed so far.
refused() {
    what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        echo "NOT REFUSED: $what by $*" >&2
        exit 1
    fi
    echo "$what: refused by ${1##*/} $2: $(head -n 1 "$work/said" | cut -c 1-160)"
}
# Turns over one bit of a file, the one at this byte.
damage() {
    byte=$(od -An -tu1 -j "$2" -N 1 "$1" | tr -d ' ')
    printf "\\$(printf %o $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
write_log "$work/whole" 600
for damaged in tile/0/000:5000 tile/0/002.p/88:40 tile/1/000.p/2:10 tile/entries/001:700 checkpoint:30 checkpoint:150; do
    rm -rf "$work/damaged"
    cp -r "$work/whole" "$work/damaged"
    damage "$work/damaged/${damaged%:*}" "${damaged##*:}"
    refused "$damaged" read_log "$work/damaged" "$work/whole/policy"
    refused "$damaged" "$work/interop" check "$work/damaged"
    refused "$damaged" "$work/interop" fsck "$work/damaged"
done
for damaged in proof/300.tlog-proof:100 old/300/add-checkpoint:20; do
    rm -rf "$work/damaged"
    cp -r "$work/whole" "$work/damaged"
    damage "$work/damaged/${damaged%:*}" "${damaged##*:}"
    refused "$damaged" read_log "$work/damaged" "$work/whole/policy"
    refused "$damaged" "$work/interop" check "$work/damaged"
done
# A real book: what a server recorded, exported, and read by all of them; then every kind of file of it, damaged.
server="${AMANAT_SERVER:-target/release/ledger-server}" cli="${AMANAT_CLI:-target/release/ledger-cli}"
if [ ! -x "$server" ] || [ ! -x "$cli" ]; then
    cargo build --release --locked --bin ledger-server --bin ledger-cli
fi
echo "== a book's export"
"$server" demo --once --small --data "$work/demo" --listen 127.0.0.1:0 >"$work/said" 2>&1
"$cli" audit export "$work/demo/book" --out "$work/export" >"$work/said"
"$cli" audit verify "$work/export" --policy "$work/demo.policy" | tail -n 1
"$work/interop" export "$work/export" "$work/demo.policy"

echo "== a running server's tiles"
"$server" run --data "$work/demo" --listen 127.0.0.1:0 --http 127.0.0.1:0 >"$work/running" 2>&1 &
running=$!
trap 'kill "$running" 2>/dev/null || true; rm -rf "$work"' EXIT
tries=0
until address=$(sed -n 's|^Tiles on \(http://.*\)/\.$|\1|p' "$work/running") && [ -n "$address" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$running" 2>/dev/null; then
        cat "$work/running" >&2
        exit 1
    fi
    sleep 0.1
done
"$work/interop" export "$address" "$work/demo.policy" "$work/demo/private/demo-keys/auditor"
refused "entries without a key" "$work/interop" export "$address" "$work/demo.policy"
kill -TERM "$running"
wait "$running"

for damaged in tile/0/000:5000 tile/1/000.p/23:10 tile/entries/001:700 checkpoint:60; do
    rm -rf "$work/damaged"
    cp -r "$work/export" "$work/damaged"
    damage "$work/damaged/${damaged%:*}" "${damaged##*:}"
    refused "$damaged" "$cli" audit verify "$work/damaged" --policy "$work/demo.policy"
    refused "$damaged" "$work/interop" export "$work/damaged" "$work/demo.policy"
done
echo "interop: all agree"
