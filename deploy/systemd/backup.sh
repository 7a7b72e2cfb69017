#!/bin/sh
# Copies the embedded store into a file with the time in its name, and its keys apart from it; then the newest copies of the records stay, and of
# the keys the newest alone. benchmarking-backup.service runs it, with a folder for the copies and the server's program as its words.
set -eu
umask 077
kept=14
records="$STATE_DIRECTORY/records"
keys="$STATE_DIRECTORY/keys"
mkdir -p "$records" "$keys"
# A copy that was cut off.
find "$records" -name 'benchmarking-*.unfinished*' -delete
name="benchmarking-$(date -u +%Y-%m-%dT%H%M%SZ).db"
"$@" backup "$records/$name"
if [ -e "$records/$name.keys" ]; then
  mv "$records/$name.keys" "$keys/"
  find "$records" "$keys" -name 'benchmarking-*.keys' ! -name "$name.keys" -delete
fi
find "$records" -name 'benchmarking-*.db' | sort -r | tail -n +$((kept + 1)) | while read -r old; do
  rm -- "$old"
done
