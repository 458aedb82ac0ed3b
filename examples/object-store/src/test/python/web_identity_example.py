"""The AssumeRoleWithWebIdentity example of Ceph's documentation, as it stands there: only the keys, the endpoint, the
provider's URL, client id and thumbprint and the token are filled in, and

- the trust policy names the provider that it is given, and has no backslashes before its brackets, which are no JSON;
- the S3 client has a region: from boto3 1.25 on, list_buckets with an empty one fails before anything is sent."""

import os

ACCESS_KEY_OF_TESTER1 = os.environ["ACCESS_KEY_OF_TESTER1"]
SECRET_KEY_OF_TESTER1 = os.environ["SECRET_KEY_OF_TESTER1"]
ACCESS_KEY_OF_TESTER2 = os.environ["ACCESS_KEY_OF_TESTER2"]
SECRET_KEY_OF_TESTER2 = os.environ["SECRET_KEY_OF_TESTER2"]
ENDPOINT = os.environ["ENDPOINT"]

import boto3

iam_client = boto3.client('iam',
aws_access_key_id=ACCESS_KEY_OF_TESTER1,
aws_secret_access_key=SECRET_KEY_OF_TESTER1,
endpoint_url=ENDPOINT,
region_name=''
)

oidc_response = iam_client.create_open_id_connect_provider(
    Url=os.environ["PROVIDER_URL"],
    ClientIDList=[
        os.environ["CLIENT_ID"]
    ],
    ThumbprintList=[
        os.environ["THUMBPRINT"]
 ]
)

policy_document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":[\"arn:aws:iam:::oidc-provider/localhost:8080/auth/realms/demo\"]},\"Action\":[\"sts:AssumeRoleWithWebIdentity\"],\"Condition\":{\"StringEquals\":{\"localhost:8080/auth/realms/demo:app_id\":\"customer-portal\"}}}]}"
policy_document = policy_document.replace('localhost:8080/auth/realms/demo', os.environ["PROVIDER_URL"].split('://')[1])
role_response = iam_client.create_role(
AssumeRolePolicyDocument=policy_document,
Path='/',
RoleName='S3Access',
)

role_policy = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::*\"}}"

response = iam_client.put_role_policy(
    RoleName='S3Access',
    PolicyName='Policy1',
    PolicyDocument=role_policy
)

sts_client = boto3.client('sts',
aws_access_key_id=ACCESS_KEY_OF_TESTER2,
aws_secret_access_key=SECRET_KEY_OF_TESTER2,
endpoint_url=ENDPOINT,
region_name='',
)

response = sts_client.assume_role_with_web_identity(
RoleArn=role_response['Role']['Arn'],
RoleSessionName='Bob',
DurationSeconds=3600,
WebIdentityToken=os.environ["WEB_TOKEN"]
)

s3client = boto3.client('s3',
aws_access_key_id = response['Credentials']['AccessKeyId'],
aws_secret_access_key = response['Credentials']['SecretAccessKey'],
aws_session_token = response['Credentials']['SessionToken'],
endpoint_url=ENDPOINT,
region_name='us-east-1',)

bucket_name = 'my-bucket'
s3bucket = s3client.create_bucket(Bucket=bucket_name)
resp = s3client.list_buckets()
assert [bucket['Name'] for bucket in resp['Buckets']] == [bucket_name]
