"""Walks IAM and STS: the documentation's REST examples and its tagging sample as they stand there, then every action that
the table of actions says is here, with what it answers and what it refuses; by boto3, and as POST requests with their parameters
in the query. AWS's service model judges each answer."""

import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError
from botocore.serialize import create_serializer

import service_model

ENDPOINT = os.environ["ENDPOINT"]
PAGE = Path(__file__).resolve().parents[5] / "core/docs/compatibility.md"
EXAMPLES = Path(__file__).resolve().parents[1] / "resources" / "rest-examples.txt"
KEYS = [Credentials(os.environ[f"ACCESS_KEY_OF_{user}"], os.environ[f"SECRET_KEY_OF_{user}"]) for user in ("TESTER1", "TESTER2")]
ADMIN, NOBODY = KEYS
TRUST = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/TESTER2"]},"Action":["sts:AssumeRole"]}]}'
ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:CreateBucket"],"Resource":"arn:aws:s3:::example_bucket"}]}'

# Stands for the newest key of a user.
LAST_KEY = "newest"

answered = set()
wrong = []


def client(service, keys=ADMIN, region=""):
    made = boto3.client(
        service,
        aws_access_key_id=keys.access_key,
        aws_secret_access_key=keys.secret_key,
        aws_session_token=keys.token,
        endpoint_url=ENDPOINT,
        region_name=region,
        config=Config(parameter_validation=False),
    )
    made.meta.events.register("response-received", lambda **event: judge(made, **event))
    return made


def judge(made, event_name, response_dict, **_):
    name = event_name.split(".")[-1]
    hold(made.meta.service_model.operation_model(name), response_dict["status_code"], response_dict["body"])


def hold(operation, status, body):
    wrong.extend(service_model.problems(operation, status, body))
    if status == 200:
        answered.add(operation.name)


MODELS = {service: boto3.client(service, region_name="us-east-1").meta.service_model for service in ("iam", "sts")}


def post(service, parameters, keys=ADMIN):
    """Sends parameters in the query of a POST, as the documentation's examples do; answers status and body."""
    query = "&".join(f"{name}={urllib.parse.quote(value, safe='')}" for name, value in parameters.items())
    request = AWSRequest("POST", f"{ENDPOINT}/?{query}", data=b"")
    SigV4Auth(keys, service, "us-east-1").add_auth(request)
    sent = urllib.request.Request(request.url, data=b"", headers=dict(request.headers), method="POST")
    sent.add_header("Content-Type", "")
    try:
        with urllib.request.urlopen(sent) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def example(text):
    """Sends an example of the documentation, letter by letter but for what HTTP wants escaped; answers its action and the body."""
    parameters = dict(part.split("=", 1) for part in text.split("?", 1)[1].removesuffix("”").split("&"))
    action = parameters["Action"]
    status, body = post("iam", parameters)
    assert status == 200, (text, body)
    hold(MODELS["iam"].operation_model("UntagRole" if action == "UntagRoles" else action), status, body)
    return action, body.decode()


def the_rest_examples_of_the_documentation():
    iam_client = client("iam")
    iam_client.create_user(UserName="TESTER")
    answers = dict(example(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines())
    for action, told in {
        "CreateRole": "<Arn>arn:aws:iam:::role/application_abc/component_xyz/S3Access</Arn>",
        "GetRole": urllib.parse.quote(TRUST.replace("TESTER2", "TESTER"), safe=""),
        "ListRoles": "<RoleName>S3Access</RoleName>",
        "ListRolePolicies": "<member>Policy1</member>",
        "GetRolePolicy": urllib.parse.quote(ALLOW, safe=""),
        "ListRoleTags": "<Key>Department</Key><Value>Engineering</Value>",
    }.items():
        assert told in answers[action], answers[action]
    assert len(answers) == 12, answers
    iam_client.delete_user(UserName="TESTER")


def the_tagging_sample_of_the_documentation():
    iam_client = client("iam")
    policy_document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":[\"arn:aws:iam:::oidc-provider/localhost:8080/auth/realms/quickstart\"]},\"Action\":[\"sts:AssumeRoleWithWebIdentity\"],\"Condition\":{\"StringEquals\":{\"localhost:8080/auth/realms/quickstart:sub\":\"user1\"}}}]}"
    tags_list = [
        {'Key':'Department','Value':'Engineering'}
    ]
    iam_client.create_role(
        AssumeRolePolicyDocument=policy_document,
        Path='/',
        RoleName='S3Access',
        Tags=tags_list,
    )
    iam_client.tag_role(
                RoleName='S3Access',
                Tags= [
                        {'Key':'CostCenter','Value':'123456'}
                    ]
                )
    response = iam_client.list_role_tags(
                RoleName='S3Access'
                )
    assert response["Tags"] == [{'Key':'CostCenter','Value':'123456'}, {'Key':'Department','Value':'Engineering'}], response
    iam_client.untag_role(
        RoleName='S3Access',
        TagKeys=[
            'Department',
        ]
    )
    assert iam_client.list_role_tags(RoleName='S3Access')["Tags"] == [{'Key':'CostCenter','Value':'123456'}]
    iam_client.delete_role(RoleName="S3Access")


def by_boto3(service, action, keys, arguments):
    made = client(service, keys)
    method = next(method for method, name in made.meta.method_to_api_mapping.items() if name == action)
    try:
        getattr(made, method)(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    except (KeyError, ResponseParserError) as error:
        return f"unreadable: {error!r}"
    return "ok"


def by_query(service, action, keys, arguments):
    operation = MODELS[service].operation_model(action)
    form = create_serializer("query", include_validation=False).serialize_to_request(arguments, operation)["body"]
    status, body = post(service, {name: str(value) for name, value in form.items()}, keys)
    hold(operation, status, body)
    code = re.search("<Code>(.*)</Code>", body.decode())
    return "ok" if status == 200 else code.group(1)


def steps():
    """(code, action, arguments) in an order in which they can be made."""
    role, missing = {"RoleName": "Walked"}, {"RoleName": "Missing"}
    policy = {**role, "PolicyName": "P"}
    yield "ok", "CreateRole", {**role, "AssumeRolePolicyDocument": TRUST, "Description": "a <b> & c", "MaxSessionDuration": 7200}
    yield "EntityAlreadyExists", "CreateRole", {**role, "AssumeRolePolicyDocument": TRUST}
    yield "MalformedPolicyDocument", "CreateRole", {**missing, "AssumeRolePolicyDocument": "{}"}
    yield "InvalidInput", "CreateRole", {"RoleName": "a b", "AssumeRolePolicyDocument": TRUST}
    yield "LimitExceeded", "CreateRole", {**missing, "AssumeRolePolicyDocument": TRUST.replace("2012", "2" * 5000)}
    yield "ok", "GetRole", role
    yield "NoSuchEntity", "GetRole", missing
    yield "ok", "ListRoles", {"PathPrefix": "/", "MaxItems": 1}
    yield "InvalidInput", "ListRoles", {"Marker": "none"}
    yield "ok", "UpdateAssumeRolePolicy", {**role, "PolicyDocument": TRUST}
    yield "MalformedPolicyDocument", "UpdateAssumeRolePolicy", {**role, "PolicyDocument": "no"}
    yield "NoSuchEntity", "UpdateAssumeRolePolicy", {**missing, "PolicyDocument": TRUST}
    yield "ok", "PutRolePolicy", {**policy, "PolicyDocument": ALLOW}
    yield "MalformedPolicyDocument", "PutRolePolicy", {**policy, "PolicyDocument": TRUST}
    yield "LimitExceeded", "PutRolePolicy", {**policy, "PolicyDocument": ALLOW.replace("2012", "2" * 11_000)}
    yield "NoSuchEntity", "PutRolePolicy", {**missing, "PolicyName": "P", "PolicyDocument": ALLOW}
    yield "ok", "GetRolePolicy", policy
    yield "NoSuchEntity", "GetRolePolicy", {**role, "PolicyName": "none"}
    yield "ok", "ListRolePolicies", {**role, "MaxItems": 5}
    yield "NoSuchEntity", "ListRolePolicies", missing
    arn = {"RoleArn": "arn:aws:iam:::role/Walked", "RoleSessionName": "Bob"}
    yield "ok", "AssumeRole", {**arn, "Policy": ALLOW, "ExternalId": "e1", "DurationSeconds": 900}
    yield "AccessDenied", "AssumeRole", {**arn, "RoleArn": "arn:aws:iam:::role/Missing"}
    yield "ValidationError", "AssumeRole", {**arn, "DurationSeconds": 10_000}
    yield "ValidationError", "AssumeRole", {**arn, "RoleSessionName": "a b"}
    yield "MalformedPolicyDocument", "AssumeRole", {**arn, "Policy": "{}"}
    yield "ok", "GetCallerIdentity", {}
    yield "ok", "GetSessionToken", {"DurationSeconds": 900}
    yield "ValidationError", "GetSessionToken", {"DurationSeconds": 129_601}
    yield "ValidationError", "GetSessionToken", {"SerialNumber": "123456789", "TokenCode": "123456"}
    right = {"UserName": "TESTER2", "PolicyName": "Sts"}
    yield "AccessDenied", "GetFederationToken", {"Name": "Bob"}
    yield "ok", "PutUserPolicy", {**right, "PolicyDocument": ALLOW.replace("s3:CreateBucket", "sts:*").replace("arn:aws:s3:::example_bucket", "*")}
    bob = {"Name": "Bob", "Policy": ALLOW, "PolicyArns": [{"arn": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}]}
    yield "ok", "GetFederationToken", {**bob, "DurationSeconds": 900, "Tags": [{"Key": "k", "Value": "v"}]}
    yield "ok", "GetFederationToken", {"Name": "Bob"}
    yield "ValidationError", "GetFederationToken", {**bob, "Name": "B"}
    yield "MalformedPolicyDocument", "GetFederationToken", {**bob, "Policy": "{}"}
    yield "ok", "GetAccessKeyInfo", {"AccessKeyId": ADMIN.access_key}
    yield "AccessDenied", "GetAccessKeyInfo", {"AccessKeyId": "AKIANOBODYATALL12345"}
    yield "ok", "DeleteUserPolicy", right
    yield "ok", "UpdateRole", {**role, "Description": "", "MaxSessionDuration": 3600}
    yield "InvalidInput", "UpdateRole", {**role, "MaxSessionDuration": 1}
    yield "NoSuchEntity", "UpdateRole", missing
    yield "ok", "UpdateRoleDescription", {**role, "Description": "other"}
    yield "NoSuchEntity", "UpdateRoleDescription", {**missing, "Description": "other"}
    yield "ok", "ListInstanceProfilesForRole", role
    yield "NoSuchEntity", "ListInstanceProfilesForRole", missing
    yield from tags("Role", role, missing)
    yield from attachments("Role", role, missing)
    yield from boundaries("Role", role, missing)
    yield "ok", "GetRole", role
    yield "DeleteConflict", "DeleteRole", role
    yield "ok", "DeleteRolePolicy", policy
    yield "NoSuchEntity", "DeleteRolePolicy", policy
    yield "ok", "DeleteRole", role
    yield "NoSuchEntity", "DeleteRole", role
    yield from policies()
    yield from users()
    yield from groups()
    yield from account()
    yield from providers()
    yield from simulations()


def tags(noun, name, missing):
    yield "ok", f"Tag{noun}", {**name, "Tags": [{"Key": "b", "Value": "2"}, {"Key": "a", "Value": ""}]}
    yield "InvalidInput", f"Tag{noun}", {**name, "Tags": [{"Key": "aws:a", "Value": "2"}]}
    yield "LimitExceeded", f"Tag{noun}", {**name, "Tags": [{"Key": f"k{n}", "Value": "2"} for n in range(51)]}
    yield "NoSuchEntity", f"Tag{noun}", {**missing, "Tags": [{"Key": "a", "Value": "2"}]}
    yield "ok", f"List{noun}Tags", {**name, "MaxItems": 1}
    yield "NoSuchEntity", f"List{noun}Tags", missing
    yield "ok", f"Untag{noun}", {**name, "TagKeys": ["b", "none"]}
    yield "NoSuchEntity", f"Untag{noun}", {**missing, "TagKeys": ["b"]}


def attachments(noun, name, missing):
    built_in = {"PolicyArn": "arn:aws:iam::aws:policy/AmazonS3FullAccess"}
    none = {"PolicyArn": "arn:aws:iam::aws:policy/NoSuchPolicyIsHere"}
    yield "ok", f"Attach{noun}Policy", {**name, **built_in}
    yield "NoSuchEntity", f"Attach{noun}Policy", {**name, **none}
    yield "NoSuchEntity", f"Attach{noun}Policy", {**missing, **built_in}
    yield "InvalidInput", f"Attach{noun}Policy", {**name, "PolicyArn": "arn:aws:iam:::role/nothing"}
    yield "ok", f"ListAttached{noun}Policies", name
    yield "NoSuchEntity", f"ListAttached{noun}Policies", missing
    yield "ok", f"Detach{noun}Policy", {**name, **built_in}
    yield "NoSuchEntity", f"Detach{noun}Policy", {**name, **built_in}


def boundaries(noun, name, missing):
    boundary = {"PermissionsBoundary": "arn:aws:iam::aws:policy/AmazonS3FullAccess"}
    yield "ok", f"Put{noun}PermissionsBoundary", {**name, **boundary}
    yield "NoSuchEntity", f"Put{noun}PermissionsBoundary", {**missing, **boundary}
    yield "ok", f"Get{noun}", name
    yield "ok", f"Delete{noun}PermissionsBoundary", name
    yield "NoSuchEntity", f"Delete{noun}PermissionsBoundary", missing
    yield "ok", f"Put{noun}PermissionsBoundary", {**name, **boundary}


def inline(noun, name, missing):
    policy = {**name, "PolicyName": "P"}
    yield "ok", f"Put{noun}Policy", {**policy, "PolicyDocument": ALLOW}
    yield "MalformedPolicyDocument", f"Put{noun}Policy", {**policy, "PolicyDocument": TRUST}
    yield "LimitExceeded", f"Put{noun}Policy", {**policy, "PolicyDocument": ALLOW.replace("2012", "2" * 11_000)}
    yield "NoSuchEntity", f"Put{noun}Policy", {**missing, "PolicyName": "P", "PolicyDocument": ALLOW}
    yield "ok", f"Get{noun}Policy", policy
    yield "NoSuchEntity", f"Get{noun}Policy", {**name, "PolicyName": "none"}
    yield "ok", f"List{noun}Policies", {**name, "MaxItems": 5}
    yield "NoSuchEntity", f"List{noun}Policies", missing
    yield "DeleteConflict", f"Delete{noun}", name
    yield "ok", f"Delete{noun}Policy", policy
    yield "NoSuchEntity", f"Delete{noun}Policy", policy


def policies():
    arn, missing = {"PolicyArn": "arn:aws:iam:::policy/walk/Walked"}, {"PolicyArn": "arn:aws:iam:::policy/walk/Missing"}
    yield "ok", "CreatePolicy", {
        "PolicyName": "Walked", "Path": "/walk/", "PolicyDocument": ALLOW, "Description": "d", "Tags": [{"Key": "k", "Value": "v"}],
    }
    yield "EntityAlreadyExists", "CreatePolicy", {"PolicyName": "walked", "PolicyDocument": ALLOW}
    yield "MalformedPolicyDocument", "CreatePolicy", {"PolicyName": "Other", "PolicyDocument": "{}"}
    yield "LimitExceeded", "CreatePolicy", {"PolicyName": "Other", "PolicyDocument": ALLOW.replace("2012", "2" * 7000)}
    yield "ok", "GetPolicy", arn
    yield "NoSuchEntity", "GetPolicy", missing
    yield "ok", "ListPolicies", {"Scope": "All", "MaxItems": 2}
    yield "ok", "ListPolicies", {"OnlyAttached": True, "PathPrefix": "/walk/", "PolicyUsageFilter": "PermissionsPolicy"}
    for _ in range(4):
        yield "ok", "CreatePolicyVersion", {**arn, "PolicyDocument": ALLOW}
    yield "LimitExceeded", "CreatePolicyVersion", {**arn, "PolicyDocument": ALLOW}
    yield "MalformedPolicyDocument", "CreatePolicyVersion", {**arn, "PolicyDocument": "no"}
    yield "NoSuchEntity", "CreatePolicyVersion", {**missing, "PolicyDocument": ALLOW}
    yield "ok", "SetDefaultPolicyVersion", {**arn, "VersionId": "v2"}
    yield "NoSuchEntity", "SetDefaultPolicyVersion", {**arn, "VersionId": "v9"}
    yield "ok", "GetPolicyVersion", {**arn, "VersionId": "v2"}
    yield "NoSuchEntity", "GetPolicyVersion", {**arn, "VersionId": "v9"}
    yield "ok", "ListPolicyVersions", arn
    yield "NoSuchEntity", "ListPolicyVersions", missing
    yield "DeleteConflict", "DeletePolicyVersion", {**arn, "VersionId": "v2"}
    yield "DeleteConflict", "DeletePolicy", arn
    for version in ("v1", "v3", "v4", "v5"):
        yield "ok", "DeletePolicyVersion", {**arn, "VersionId": version}
    yield "NoSuchEntity", "DeletePolicyVersion", {**arn, "VersionId": "v5"}
    yield "ok", "ListEntitiesForPolicy", arn
    yield "ok", "ListEntitiesForPolicy", {"PolicyArn": "arn:aws:iam::aws:policy/AmazonS3FullAccess"}
    yield "NoSuchEntity", "ListEntitiesForPolicy", missing
    yield from tags("Policy", arn, missing)
    yield "ok", "DeletePolicy", arn
    yield "NoSuchEntity", "DeletePolicy", arn


def users():
    user, missing = {"UserName": "Walked"}, {"UserName": "Missing"}
    yield "ok", "CreateUser", {**user, "Path": "/walk/", "Tags": [{"Key": "k", "Value": "v"}]}
    yield "EntityAlreadyExists", "CreateUser", {"UserName": "walked"}
    yield "InvalidInput", "CreateUser", {"UserName": "a b"}
    yield "ok", "GetUser", user
    yield "ok", "GetUser", {}
    yield "NoSuchEntity", "GetUser", missing
    yield "ok", "ListUsers", {"PathPrefix": "/walk/", "MaxItems": 1}
    yield "ok", "UpdateUser", {**user, "NewUserName": "Renamed", "NewPath": "/other/"}
    yield "EntityAlreadyExists", "UpdateUser", {"UserName": "Renamed", "NewUserName": "TESTER1"}
    yield "ok", "UpdateUser", {"UserName": "Renamed", "NewUserName": "Walked"}
    yield "NoSuchEntity", "UpdateUser", missing
    yield from tags("User", user, missing)
    yield from attachments("User", user, missing)
    yield from boundaries("User", user, missing)
    yield from inline("User", user, missing)
    yield "ok", "CreateAccessKey", user
    yield "NoSuchEntity", "CreateAccessKey", missing
    yield "ok", "ListAccessKeys", user
    yield "NoSuchEntity", "ListAccessKeys", missing
    yield "ok", "GetAccessKeyLastUsed", {"AccessKeyId": ADMIN.access_key}
    yield "ok", "UpdateAccessKey", {**user, "AccessKeyId": LAST_KEY, "Status": "Inactive"}
    yield "NoSuchEntity", "UpdateAccessKey", {**user, "AccessKeyId": NOBODY.access_key, "Status": "Inactive"}
    yield "ok", "CreateAccessKey", user
    yield "LimitExceeded", "CreateAccessKey", user
    yield "ok", "DeleteAccessKey", {**user, "AccessKeyId": LAST_KEY}
    yield "ok", "DeleteAccessKey", {**user, "AccessKeyId": LAST_KEY}
    yield "NoSuchEntity", "DeleteAccessKey", {**user, "AccessKeyId": NOBODY.access_key}
    yield "ok", "DeleteUser", user
    yield "NoSuchEntity", "DeleteUser", user


def groups():
    group, missing = {"GroupName": "Walked"}, {"GroupName": "Missing"}
    yield "ok", "CreateGroup", {**group, "Path": "/walk/"}
    yield "EntityAlreadyExists", "CreateGroup", {"GroupName": "walked"}
    yield "ok", "AddUserToGroup", {**group, "UserName": "TESTER2"}
    yield "NoSuchEntity", "AddUserToGroup", {**group, "UserName": "Missing"}
    yield "NoSuchEntity", "AddUserToGroup", {**missing, "UserName": "TESTER2"}
    yield "ok", "GetGroup", group
    yield "NoSuchEntity", "GetGroup", missing
    yield "ok", "ListGroups", {"MaxItems": 1}
    yield "ok", "ListGroupsForUser", {"UserName": "TESTER2"}
    yield "NoSuchEntity", "ListGroupsForUser", {"UserName": "Missing"}
    yield "DeleteConflict", "DeleteGroup", group
    yield "ok", "UpdateGroup", {**group, "NewGroupName": "Renamed", "NewPath": "/other/"}
    yield "ok", "UpdateGroup", {"GroupName": "Renamed", "NewGroupName": "Walked"}
    yield "NoSuchEntity", "UpdateGroup", missing
    yield "ok", "RemoveUserFromGroup", {**group, "UserName": "TESTER2"}
    yield "NoSuchEntity", "RemoveUserFromGroup", {**missing, "UserName": "TESTER2"}
    yield from attachments("Group", group, missing)
    yield from inline("Group", group, missing)
    yield "ok", "DeleteGroup", group
    yield "NoSuchEntity", "DeleteGroup", group


def account():
    yield "ok", "CreateAccountAlias", {"AccountAlias": "walked"}
    yield "ok", "ListAccountAliases", {}
    yield "ok", "GetAccountSummary", {}
    yield "NoSuchEntity", "DeleteAccountAlias", {"AccountAlias": "other"}
    yield "ok", "DeleteAccountAlias", {"AccountAlias": "walked"}


def providers():
    url = "http://localhost:8080/auth/realms/quickstart"
    arn = {"OpenIDConnectProviderArn": "arn:aws:iam:::oidc-provider/localhost:8080/auth/realms/quickstart"}
    missing = {"OpenIDConnectProviderArn": "arn:aws:iam:::oidc-provider/idp.example.com"}
    thumbprint = "f7d7b3515dd0d319dd219a43a9ea727ad6065287"
    yield "ok", "ListOpenIDConnectProviders", {}
    yield "ok", "CreateOpenIDConnectProvider", {"Url": url, "ClientIDList": ["app-profile-jsp"], "ThumbprintList": [thumbprint]}
    yield "EntityAlreadyExists", "CreateOpenIDConnectProvider", {"Url": url, "ThumbprintList": [thumbprint]}
    yield "InvalidInput", "CreateOpenIDConnectProvider", {"Url": "https://aws", "ThumbprintList": []}
    yield "LimitExceeded", "CreateOpenIDConnectProvider", {
        "Url": "https://idp.example.com", "ClientIDList": [f"c{n}" for n in range(101)], "ThumbprintList": [],
    }
    yield "ok", "AddClientIDToOpenIDConnectProvider", {**arn, "ClientID": "app-jee-jsp"}
    yield "ok", "AddClientIDToOpenIDConnectProvider", {**arn, "ClientID": "app-jee-jsp"}
    yield "NoSuchEntity", "AddClientIDToOpenIDConnectProvider", {**missing, "ClientID": "a"}
    yield "ok", "UpdateOpenIDConnectProviderThumbprint", {**arn, "ThumbprintList": [thumbprint.upper()]}
    yield "InvalidInput", "UpdateOpenIDConnectProviderThumbprint", {**arn, "ThumbprintList": ["x" * 40]}
    yield "NoSuchEntity", "UpdateOpenIDConnectProviderThumbprint", {**missing, "ThumbprintList": [thumbprint]}
    yield "ok", "GetOpenIDConnectProvider", arn
    yield "NoSuchEntity", "GetOpenIDConnectProvider", missing
    yield "InvalidInput", "GetOpenIDConnectProvider", {"OpenIDConnectProviderArn": "arn:aws:iam:::role/abcdef"}
    yield "ok", "ListOpenIDConnectProviders", {}
    yield from tags("OpenIDConnectProvider", arn, missing)
    yield "ok", "RemoveClientIDFromOpenIDConnectProvider", {**arn, "ClientID": "app-jee-jsp"}
    yield "NoSuchEntity", "RemoveClientIDFromOpenIDConnectProvider", {**missing, "ClientID": "a"}
    yield "ok", "DeleteOpenIDConnectProvider", arn
    yield "NoSuchEntity", "DeleteOpenIDConnectProvider", arn


def simulations():
    user = {"PolicySourceArn": "arn:aws:iam:::user/TESTER1"}
    missing = {"PolicySourceArn": "arn:aws:iam:::user/Missing"}
    actions = {"ActionNames": ["s3:CreateBucket", "s3:DeleteBucket"], "ResourceArns": ["arn:aws:s3:::example_bucket", "*"]}
    key = {"ContextKeyName": "aws:CurrentTime", "ContextKeyType": "date", "ContextKeyValues": ["2026-01-01T00:00:00Z"]}
    bucket = TRUST.replace("sts:AssumeRole", "s3:*").replace('"Action"', '"Resource":"*","Action"')
    yield "ok", "SimulateCustomPolicy", {"PolicyInputList": [ALLOW], **actions, "ContextEntries": [key], "MaxItems": 3}
    yield "ok", "SimulateCustomPolicy", {
        "PolicyInputList": [ALLOW.replace("example", "${aws:username}")], "PermissionsBoundaryPolicyInputList": [ALLOW],
        "ResourcePolicy": bucket, "CallerArn": "arn:aws:iam:::user/TESTER2", "ActionNames": ["s3:CreateBucket"],
    }
    yield "InvalidInput", "SimulateCustomPolicy", {"PolicyInputList": ["{}"], **actions}
    yield "ok", "SimulatePrincipalPolicy", {**user, **actions, "PolicyInputList": [ALLOW]}
    yield "NoSuchEntity", "SimulatePrincipalPolicy", {**missing, **actions}
    yield "ok", "GetContextKeysForCustomPolicy", {"PolicyInputList": [ALLOW.replace("example", "${aws:username}")]}
    yield "InvalidInput", "GetContextKeysForCustomPolicy", {"PolicyInputList": ["no"]}
    yield "ok", "GetContextKeysForPrincipalPolicy", user
    yield "NoSuchEntity", "GetContextKeysForPrincipalPolicy", missing


def newest_key(user):
    keys = boto3.client(
        "iam", aws_access_key_id=ADMIN.access_key, aws_secret_access_key=ADMIN.secret_key, endpoint_url=ENDPOINT, region_name="",
    ).list_access_keys(UserName=user)
    return keys["AccessKeyMetadata"][-1]["AccessKeyId"]


def every_action(send):
    refused = set()
    for code, action, arguments in steps():
        if arguments.get("AccessKeyId") == LAST_KEY:
            arguments["AccessKeyId"] = newest_key(arguments["UserName"])
        service = "iam" if action in MODELS["iam"].operation_names else "sts"
        keys = NOBODY if service == "sts" else ADMIN
        if (found := send(service, action, keys, arguments)) != code:
            wrong.append(f"{action} {arguments}: {found}, not {code}")
        if service == "iam" and action not in refused:
            refused.add(action)
            if (found := send(service, action, NOBODY, arguments)) != "AccessDenied":
                wrong.append(f"{action} by nobody in particular: {found}")


def every_action_by_boto3():
    every_action(by_boto3)


def every_action_by_query():
    every_action(by_query)


def table():
    """The actions that the page says are here, and those that it says are not."""
    text = PAGE.read_text(encoding="utf-8").split("## Actions of IAM and STS", 1)[1].split("\n## ", 1)[0]
    named = {"yes": set(), "-": set()}
    for names, answer in re.findall(r"(?m)^\| (`[^|]+) \| (yes|-) \|", text):
        named[answer].update(re.findall("`([A-Za-z]+)`", names))
    return named["yes"], named["-"]


def the_page_names_every_action_and_those_that_answer():
    every = {name for model in MODELS.values() for name in model.operation_names}
    assert not every - HERE - ABSENT, f"the page doesn't name {sorted(every - HERE - ABSENT)}"
    left = HERE - answered - ELSEWHERE
    assert not left, f"the walk leaves out {sorted(left)}"
    assert not answered - HERE, f"the page doesn't say that {sorted(answered - HERE)} are here"
    for action in sorted(ABSENT):
        service = "iam" if action in MODELS["iam"].operation_names else "sts"
        status, body = post(service, {"Action": action, "Version": MODELS[service].api_version})
        assert (status, b"<Code>InvalidAction</Code>" in body) == (400, True), (action, status, body)


# They need what the example store isn't built with: a verifier of tokens, messages of denials.
ELSEWHERE = {"AssumeRoleWithWebIdentity", "DecodeAuthorizationMessage"}

HERE, ABSENT = table()
for walk in (
    the_rest_examples_of_the_documentation,
    the_tagging_sample_of_the_documentation,
    every_action_by_boto3,
    every_action_by_query,
    the_page_names_every_action_and_those_that_answer,
):
    walk()
    assert not wrong, "\n".join(wrong)
    print("ok", walk.__name__.replace("_", " "))
