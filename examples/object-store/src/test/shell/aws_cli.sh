#!/usr/bin/env bash
# Debian's aws: makes roles, and takes them by itself with the profiles "role" (role_arn, source_profile) and "web"
# (role_arn, web_identity_token_file).
# shellcheck source=SCRIPTDIR/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

unset AWS_CONFIG_FILE
mkdir -p "$HOME/.aws/models/sts/2011-06-15"
cat >"$HOME/.aws/credentials" <<CREDENTIALS
[tester1]
aws_access_key_id = $ACCESS_KEY_OF_TESTER1
aws_secret_access_key = $SECRET_KEY_OF_TESTER1
[tester2]
aws_access_key_id = $ACCESS_KEY_OF_TESTER2
aws_secret_access_key = $SECRET_KEY_OF_TESTER2
CREDENTIALS
printf %s "$WEB_TOKEN" >"$HOME/token"
cat >"$HOME/.aws/config" <<CONFIG
[profile role]
role_arn = arn:aws:iam:::role/S3Access
source_profile = tester2
[profile web]
role_arn = arn:aws:iam:::role/Web
web_identity_token_file = $HOME/token
CONFIG
export AWS_DEFAULT_REGION=us-east-1 AWS_PAGER='' AWS_DEFAULT_OUTPUT=text

# For the call to STS that a profile makes by itself: from 2.13 on, "endpoint_url" in the profile says where it goes; the
# versions before, and Debian's is one, find it here alone.
cat >"$HOME/.aws/models/sts/2011-06-15/endpoint-rule-set-1.json" <<RULES
{"version": "1.0", "parameters": {}, "rules": [
  {"type": "endpoint", "conditions": [], "endpoint": {"url": "$ENDPOINT", "properties": {}, "headers": {}}}]}
RULES

as() {
  local profile=$1
  shift
  /usr/bin/aws --endpoint-url "$ENDPOINT" --profile "$profile" "$@"
}

provider=${PROVIDER_URL#*://}
cat >trust.json <<TRUST
{"Version": "2012-10-17", "Statement": {
  "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam:::user/TESTER2"}, "Action": "sts:AssumeRole"}}
TRUST
cat >web.json <<TRUST
{"Version": "2012-10-17", "Statement": {
  "Effect": "Allow", "Principal": {"Federated": "arn:aws:iam:::oidc-provider/$provider"},
  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"$provider:aud": "$CLIENT_ID"}}}}
TRUST
policy='{"Version": "2012-10-17", "Statement": {
  "Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*"]}}'
read='{"Version": "2012-10-17", "Statement": {
  "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/tree/*"}}'

# Roles, as their administrator
arn=$(as tester1 iam create-role --role-name S3Access --assume-role-policy-document file://trust.json --query Role.Arn)
expect arn:aws:iam:::role/S3Access "$arn"
as tester1 iam put-role-policy --role-name S3Access --policy-name OneBucket --policy-document "$policy"
as tester1 iam tag-role --role-name S3Access --tags Key=team,Value=photos
expect $'photos' "$(as tester1 iam list-role-tags --role-name S3Access --query 'Tags[].Value')"
as tester1 iam create-open-id-connect-provider --url "$PROVIDER_URL" --client-id-list "$CLIENT_ID" \
  --thumbprint-list "$THUMBPRINT"
as tester1 iam create-role --role-name Web --assume-role-policy-document file://web.json >role
as tester1 iam put-role-policy --role-name Web --policy-name Read --policy-document "$read"
expect $'S3Access\nWeb' "$(as tester1 iam list-roles --query 'Roles[].[RoleName]')"
refused '(NoSuchEntity)' as tester1 iam get-role --role-name Absent
refused '(AccessDenied)' as tester2 iam list-roles

# A session by hand
expect arn:aws:iam:::user/TESTER2 "$(as tester2 sts get-caller-identity --query Arn)"
read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN < <(
  as tester2 sts assume-role --role-arn "$arn" --role-session-name byhand \
    --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]'
)
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
expect arn:aws:sts:::assumed-role/S3Access/byhand \
  "$(/usr/bin/aws --endpoint-url "$ENDPOINT" sts get-caller-identity --query Arn)"
/usr/bin/aws --endpoint-url "$ENDPOINT" s3 mb s3://my-bucket
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN

# One by the profile: within the role, and not beyond
as role s3 cp --no-progress big s3://my-bucket/big
as role s3 cp --no-progress s3://my-bucket/big back
cmp big back
as role s3 cp --no-progress 'sm+all ü.txt' s3://my-bucket/
as role s3 cp --no-progress s3://my-bucket/big s3://my-bucket/copy
as role s3 sync --no-progress tree s3://my-bucket/tree
expect 'small' "$(as role s3 cp 's3://my-bucket/sm+all ü.txt' -)"
expect '1' "$(curl -sS --fail "$(as role s3 presign s3://my-bucket/tree/1)")"
refused '(AccessDenied)' as role s3 mb s3://your-bucket
refused '(AccessDenied)' as role s3 ls
refused '(403)\|Forbidden\|(AccessDenied)' as tester2 s3 cp s3://my-bucket/tree/1 -

# One by the profile with a provider's token, for who has no keys
expect '2' "$(as web s3 cp s3://my-bucket/tree/x/2 -)"
refused '(AccessDenied)' as web s3 cp --no-progress big s3://my-bucket/tree/1
refused '(AccessDenied)' as web s3 ls s3://my-bucket
rm -r "$HOME/.aws/cli"
printf x >>"$HOME/token"
refused '(InvalidIdentityToken)' as web s3 cp s3://my-bucket/tree/x/2 -

# A session ends to be able to do what its role no longer may
as tester1 iam delete-role-policy --role-name S3Access --policy-name OneBucket
refused '(AccessDenied)' as role s3 ls s3://my-bucket
as tester1 iam put-role-policy --role-name S3Access --policy-name OneBucket --policy-document "$policy"
as role s3 rb --force s3://my-bucket
