"""What Terraform's provider for AWS calls, in its order, for aws_iam_openid_connect_provider, aws_iam_role and
aws_iam_role_policy: to create, to read again (plan), to change, and to delete them. Sources: internal/service/iam of
hashicorp/terraform-provider-aws (role.go, role_policy.go, openid_connect_provider.go); boto3 sends the same calls."""

import json
import os

import boto3
from botocore.exceptions import ClientError

ENDPOINT = os.environ["ENDPOINT"]
URL = "https://idp.example.com/realms/demo"
THUMBPRINT = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280"
ROLE = {"RoleName": "deployer"}
POLICY = {**ROLE, "PolicyName": "objects"}


def client(service):
    return boto3.client(
        service,
        aws_access_key_id=os.environ["ACCESS_KEY_OF_TESTER1"],
        aws_secret_access_key=os.environ["SECRET_KEY_OF_TESTER1"],
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
    )


iam, sts = client("iam"), client("sts")


def document(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def trust(provider, audience):
    return document(
        Principal={"Federated": provider},
        Action="sts:AssumeRoleWithWebIdentity",
        Condition={"StringEquals": {URL.split("://")[1] + ":aud": audience}},
    )


def same(document, other):
    """Terraform compares what it reads with what it wrote: a difference would be a change at every plan."""
    assert (document if isinstance(document, dict) else json.loads(document)) == json.loads(other), document


def gone(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == "NoSuchEntity", error
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 404, error
        return
    raise AssertionError(f"{arguments} is still there")


def configure():
    identity = sts.get_caller_identity()
    assert identity["Arn"] == "arn:aws:iam:::user/TESTER1", identity


def read_provider(arn, clients, tags):
    found = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    assert found["Url"] == URL.split("://")[1], found
    assert sorted(found["ClientIDList"]) == sorted(clients), found
    assert [each.lower() for each in found["ThumbprintList"]] == [THUMBPRINT], found
    assert found.get("Tags", []) == tags, found


def read_role(assume, seconds, description, tags):
    role = iam.get_role(**ROLE)["Role"]
    same(role["AssumeRolePolicyDocument"], assume)
    assert role["MaxSessionDuration"] == seconds, role
    assert role.get("Description", "") == description, role
    assert role["Path"] == "/" and role["Arn"] == "arn:aws:iam:::role/deployer" and role["RoleId"], role
    assert role.get("Tags", []) == tags, role
    policies = iam.list_role_policies(**ROLE)
    assert not policies["IsTruncated"]
    for name in policies["PolicyNames"]:
        iam.get_role_policy(**ROLE, PolicyName=name)
    assert iam.list_attached_role_policies(**ROLE)["AttachedPolicies"] == []


def read_policy(text):
    found = iam.get_role_policy(**POLICY)
    same(found["PolicyDocument"], text)
    assert (found["RoleName"], found["PolicyName"]) == ("deployer", "objects"), found


managed_by = [{"Key": "draft", "Value": ""}, {"Key": "managed-by", "Value": "terraform"}]
other = [{"Key": "managed-by", "Value": "somebody"}]
first = document(Action=["s3:GetObject", "s3:PutObject"], Resource="arn:aws:s3:::my-bucket/*")
second = document(Action="s3:GetObject", Resource="arn:aws:s3:::my-bucket/*")

# apply
configure()
provider = iam.create_open_id_connect_provider(
    Url=URL, ClientIDList=["app"], ThumbprintList=[THUMBPRINT], Tags=managed_by
)["OpenIDConnectProviderArn"]
read_provider(provider, ["app"], managed_by)
assume = trust(provider, "app")
iam.create_role(
    **ROLE, Path="/", AssumeRolePolicyDocument=assume, Description="Deploys", MaxSessionDuration=7200, Tags=managed_by
)
read_role(assume, 7200, "Deploys", managed_by)
gone(iam.get_role_policy, **POLICY)
iam.put_role_policy(**POLICY, PolicyDocument=first)
read_policy(first)

# plan: nothing is to be changed
configure()
read_provider(provider, ["app"], managed_by)
read_role(assume, 7200, "Deploys", managed_by)
read_policy(first)

# apply of what was edited
configure()
iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="site")
iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="app")
iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=provider, ThumbprintList=[THUMBPRINT])
iam.untag_open_id_connect_provider(OpenIDConnectProviderArn=provider, TagKeys=["draft"])
iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=provider, Tags=other)
read_provider(provider, ["site"], other)
assume = trust(provider, "site")
iam.update_assume_role_policy(**ROLE, PolicyDocument=assume)
iam.update_role_description(**ROLE, Description="Deploys the site")
iam.update_role(**ROLE, MaxSessionDuration=3600)
iam.put_role_permissions_boundary(**ROLE, PermissionsBoundary="arn:aws:iam::aws:policy/AmazonS3FullAccess")
iam.delete_role_permissions_boundary(**ROLE)
iam.untag_role(**ROLE, TagKeys=["draft"])
iam.tag_role(**ROLE, Tags=other)
read_role(assume, 3600, "Deploys the site", other)
iam.put_role_policy(**POLICY, PolicyDocument=second)
read_policy(second)

# destroy, with force_detach_policies: what depends on others first
configure()
iam.delete_role_policy(**POLICY)
gone(iam.get_role_policy, **POLICY)
assert iam.list_instance_profiles_for_role(**ROLE)["InstanceProfiles"] == []
for attached in iam.list_attached_role_policies(**ROLE)["AttachedPolicies"]:
    iam.detach_role_policy(**ROLE, PolicyArn=attached["PolicyArn"])
for name in iam.list_role_policies(**ROLE)["PolicyNames"]:
    iam.delete_role_policy(**ROLE, PolicyName=name)
iam.delete_role(**ROLE)
gone(iam.get_role, **ROLE)
iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=provider)
gone(iam.get_open_id_connect_provider, OpenIDConnectProviderArn=provider)

# A provider that somebody else deleted meanwhile, and a role: there is nothing to do.
gone(iam.delete_role_policy, **POLICY)
gone(iam.list_instance_profiles_for_role, **ROLE)
gone(iam.delete_role, **ROLE)
