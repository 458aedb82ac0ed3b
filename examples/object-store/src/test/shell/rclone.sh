#!/usr/bin/env bash
# Debian's rclone with a session's keys, which it takes from the environment, within my-bucket.
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

mkdir -p "$HOME/.config/rclone"
cat >"$HOME/.config/rclone/rclone.conf" <<CONFIG
[store]
type = s3
provider = Other
env_auth = true
region = us-east-1
endpoint = $ENDPOINT
CONFIG
export RCLONE_RETRIES=1 RCLONE_LOW_LEVEL_RETRIES=1

rclone mkdir store:my-bucket
rclone copy --s3-upload-cutoff 5M --s3-chunk-size 5M big store:my-bucket/a
rclone cat store:my-bucket/a/big | cmp - big
rclone copyto 'sm+all ü.txt' 'store:my-bucket/a/sm+all ü.txt'
expect $'big\nsm+all ü.txt' "$(rclone lsf store:my-bucket/a)"
rclone copyto store:my-bucket/a/big store:my-bucket/b/big
rclone moveto store:my-bucket/b/big store:my-bucket/c/big
expect $'big' "$(rclone lsf store:my-bucket/c)"
rclone sync tree store:my-bucket/tree
rclone check tree store:my-bucket/tree
rclone sync store:my-bucket/tree copy
diff -r tree copy
rclone rcat --streaming-upload-cutoff 1M store:my-bucket/stream <big
expect 1 "$(curl -sS --fail "$(rclone link --expire 1m store:my-bucket/tree/1)")"
refused AccessDenied rclone mkdir store:your-bucket
refused AccessDenied rclone lsf store:your-bucket
AWS_SESSION_TOKEN='' refused InvalidAccessKeyId rclone lsf store:my-bucket
rclone purge store:my-bucket
expect '' "$(rclone lsf store:)"
