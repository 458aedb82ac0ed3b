#!/usr/bin/env bash
# Debian's s3cmd with a session's keys, which it takes from the environment, within my-bucket.
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

host=${ENDPOINT#http://}
cat >"$HOME/.s3cfg" <<CONFIG
[default]
host_base = $host
host_bucket = $host
use_https = False
CONFIG

call() {
  s3cmd --no-progress --quiet "$@"
}

call mb s3://my-bucket
call put --multipart-chunk-size-mb=5 big s3://my-bucket/a/big
call get s3://my-bucket/a/big back
cmp big back
call put 'sm+all ü.txt' s3://my-bucket/a/
expect $'s3://my-bucket/a/big\ns3://my-bucket/a/sm+all ü.txt' "$(s3cmd ls s3://my-bucket/a/ | awk -F '  +' '{print $NF}')"
call cp s3://my-bucket/a/big s3://my-bucket/b/big
call mv s3://my-bucket/b/big s3://my-bucket/c/big
call sync tree/ s3://my-bucket/tree/
call sync s3://my-bucket/tree/ copy/
diff -r tree copy
call info s3://my-bucket/tree/1
refused AccessDenied call mb s3://your-bucket
refused '404\|NoSuchKey\|not exist' s3cmd get s3://my-bucket/absent
refused '403' call get s3://your-bucket/1 mine
# What is signed by version 2 of the signature, as s3cmd signs URLs, opens nothing.
refused '403\|400' curl -sS --fail "$(s3cmd signurl s3://my-bucket/tree/1 +60)"
AWS_SESSION_TOKEN='' refused InvalidAccessKeyId call ls s3://my-bucket
call del --recursive --force s3://my-bucket
call rb s3://my-bucket
expect '' "$(s3cmd ls)"
