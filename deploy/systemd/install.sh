#!/bin/sh
# Installs what runs the program of /opt/benchmarking and what runs beside it: its units, the command benchmarking-server and the script of the nightly
# copy, none of them in the program's folder, which an upgrade replaces. As root, out of the folder of the version that runs, at first and after each
# upgrade or way back. Into DESTDIR instead of the machine itself, for whoever makes a package of it.
set -eu
from="$(dirname "$0")"
to="${DESTDIR:-}"
install -d "$to/etc/systemd/system" "$to/usr/local/sbin" "$to/usr/local/lib/benchmarking"
install -m 0644 "$from/benchmarking.service" "$from/benchmarking-backup.service" "$from/benchmarking-backup.timer" "$to/etc/systemd/system/"
install -m 0755 "$from/benchmarking-server" "$to/usr/local/sbin/"
install -m 0755 "$from/backup.sh" "$to/usr/local/lib/benchmarking/"
if [ -z "$to" ]; then
  systemctl daemon-reload
fi
